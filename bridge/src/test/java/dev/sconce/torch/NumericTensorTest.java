package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The texts are those of Python's PyTorch 2.13. */
class NumericTensorTest {
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void convertsByPythonsWords() {
        Map<UnaryOperator<Tensor>, DType> conversions = new LinkedHashMap<>();
        conversions.put(Tensor::floatValue, DType.FLOAT32);
        conversions.put(Tensor::doubleValue, DType.FLOAT64);
        conversions.put(Tensor::half, DType.FLOAT16);
        conversions.put(Tensor::bfloat16, DType.BFLOAT16);
        conversions.put(Tensor::bool, DType.BOOL);
        conversions.put(Tensor::byteValue, DType.UINT8);
        conversions.put(Tensor::charValue, DType.INT8);
        conversions.put(Tensor::shortValue, DType.INT16);
        conversions.put(Tensor::intValue, DType.INT32);
        conversions.put(Tensor::longValue, DType.INT64);
        conversions.put(Tensor::chalf, DType.COMPLEX32);
        conversions.put(Tensor::cfloat, DType.COMPLEX64);
        conversions.put(Tensor::cdouble, DType.COMPLEX128);
        Tensor x = Torch.tensor(1.5, 0);
        conversions.forEach((conversion, dtype) -> {
            Tensor converted = conversion.apply(x);
            assertThat(converted.dtype()).isEqualTo(dtype);
            assertThat(converted.toString()).isEqualTo(x.to(dtype).toString());
        });
        assertThat(x.type(DType.INT64)).hasToString("tensor([1, 0])");
    }

    @Test
    void namesItsType() {
        Tensor x = Torch.ones(2, 2);
        assertThat(x.type()).isEqualTo("torch.FloatTensor");
        assertThat(x.longValue().type()).isEqualTo("torch.LongTensor");
        assertThat(x.toSparse().type()).isEqualTo("torch.sparse.FloatTensor");
        assertThat(x.to(Device.of("meta")).type()).isEqualTo("torch.meta.FloatTensor");
    }

    @Test
    void tellsWhereItsElementsLie() {
        Tensor x = Torch.arange(6).view(2, 3);
        assertThat(x.stride()).containsExactly(3, 1);
        assertThat(x.stride(-1)).isOne();
        assertThatThrownBy(() -> x.stride(5))
                .hasMessage("Dimension out of range (expected to be in range of [-2, 1], but got 5)");
        assertThat(x.get(1).dataPtr()).isEqualTo(x.dataPtr() + 3L * x.itemsize());
        assertThat(Torch.ones(0).dataPtr()).isZero();
        Tensor sparse = x.toSparse();
        assertThatThrownBy(sparse::dataPtr).isInstanceOf(TorchException.class);
        assertThat(x.ndim()).isEqualTo(2);
        assertThat(x.ndimension()).isEqualTo(2);
        assertThat(x.nelement()).isEqualTo(6);
        assertThat(x.isCpu()).isTrue();
        assertThat(x.isMps() || x.isMkldnn() || x.isSparseCsr()).isFalse();
        assertThat(x.floatValue().toMkldnn().isMkldnn()).isTrue();
        assertThat(x.toSparseCsr().isSparseCsr()).isTrue();
    }

    @Test
    void transposesMatricesOnly() {
        Tensor z = Torch.tensor(new Object[][] {{new Complex(1, 2), 3}});
        assertThat(z.H().resolveConj().toString())
                .isEqualTo(z.mH().resolveConj().toString());
        Tensor vector = Torch.ones(3);
        assertThatThrownBy(vector::H)
                .hasMessage("tensor.H is only supported on matrices (2-D tensors). Got 1-D tensor.");
    }

    @Test
    void makesOthersLikeItself() {
        assertThat(Torch.ones(o -> o.dtype(DType.FLOAT64), 1).newTensor(new int[] {1, 2}))
                .hasToString("tensor([1., 2.], dtype=torch.float64)");
    }

    @Test
    void appliesFunctionsToEachElement() {
        Tensor x = Torch.tensor(1, 2);
        assertThat(x.apply_(v -> v * 2.5)).isSameAs(x);
        assertThat(x).hasToString("tensor([2, 5])");
        Tensor sums = Torch.ones(2, 2).t().map_(Torch.tensor(1.0, 2), Double::sum);
        assertThat(sums.toArray()).isEqualTo(new float[][] {{2, 3}, {2, 3}});
        Tensor leaf = Torch.ones(2).requiresGrad_();
        assertThatThrownBy(() -> leaf.apply_(v -> v))
                .hasMessage("Can't call apply_() on Variable that requires grad. Use var.detach().apply_() instead.");
        assertThatThrownBy(() -> Torch.ones(2).map_(leaf, Double::sum))
                .hasMessage("Can't call map_() on Variable that requires grad. Use var.detach().map_() instead.");
        assertThatThrownBy(() -> Torch.ones(2).map_(Torch.ones(3), Double::sum))
                .hasMessage("The expanded size of the tensor (2) must match the existing size (3) at non-singleton"
                        + " dimension 0.  Target sizes: [2].  Tensor sizes: [3]");
    }
}
