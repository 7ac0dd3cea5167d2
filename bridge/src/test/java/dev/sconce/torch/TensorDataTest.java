package dev.sconce.torch;

import static dev.sconce.torch.Torch.fromArray;
import static dev.sconce.torch.Torch.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorDataTest {
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void should_choose_the_dtype_as_python_does() {
        assertThat(tensor(1, 2, 3)).hasToString("tensor([1, 2, 3])");
        assertThat(tensor(3)).hasToString("tensor(3)");
        assertThat(tensor(1, 2.5)).hasToString("tensor([1.0000, 2.5000])");
        assertThat(tensor(2.5)).hasToString("tensor(2.5000)");
        assertThat(tensor(true, false)).hasToString("tensor([ True, False])");
        assertThat(tensor(true)).hasToString("tensor(True)");
        assertThat(tensor(new int[] {1, 2}).dtype()).isEqualTo(DType.INT64);
        assertThat(tensor(new double[][] {{1, 2}, {3, 4}}).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(tensor(new float[] {}).shape()).containsExactly(0);
        assertThat(tensor(List.of())).hasToString("tensor([])");
        assertThat(tensor(List.of(List.of(), List.of()))).hasToString("tensor([], size=(2, 0))");
    }

    @Test
    void should_follow_the_default_dtype() {
        try {
            torch.set_default_dtype(torch.scalarTypeToTypeMeta(ScalarType.Double));
            assertThat(tensor(0.1).dtype()).isEqualTo(DType.FLOAT64);
            assertThat(tensor(0.1).item()).isEqualTo(0.1);
            assertThat(tensor(new Complex(1, 2)).dtype()).isEqualTo(DType.COMPLEX128);
        } finally {
            torch.set_default_dtype(torch.scalarTypeToTypeMeta(ScalarType.Float));
        }
    }

    @Test
    void should_take_nested_lists_and_mixtures() {
        assertThat(tensor(List.of(List.of(1, 2), List.of(3, 4)))).hasToString("tensor([[1, 2],\n        [3, 4]])");
        assertThat(tensor(List.of(true, 1.5))).hasToString("tensor([1.0000, 1.5000])");
        assertThat(tensor(List.of(1, true))).hasToString("tensor([1, 1])");
        assertThat(tensor(List.of(1, new Complex(2, -1)))).hasToString("tensor([1.+0.j, 2.-1.j])");
        assertThat(tensor(List.of(new float[] {1, 2}, List.of(3, 4))))
                .hasToString("tensor([[1., 2.],\n        [3., 4.]])");
        assertThat(tensor(new Object[] {1L, (byte) 2, (short) 3})).hasToString("tensor([1, 2, 3])");
        assertThat(tensor(List.of(tensor(1.5), 2))).hasToString("tensor([1.5000, 2.0000])");
        assertThat(tensor(new int[2][3][4]).shape()).containsExactly(2, 3, 4);
        assertThat(tensor(new int[2][0][4]).shape()).containsExactly(2, 0, 0); // an array knows its rank, unlike a list
    }

    @Test
    void should_convert_to_the_dtype_that_is_asked_for() {
        assertThat(tensor(List.of(1.9, -1.9), DType.INT64)).hasToString("tensor([ 1, -1])");
        assertThat(tensor(List.of(-1), DType.UINT8)).hasToString("tensor([255], dtype=torch.uint8)");
        assertThat(tensor(List.of(1e300), DType.FLOAT32)).hasToString("tensor([inf])");
        assertThat(tensor(1e5, DType.FLOAT16)).hasToString("tensor(inf, dtype=torch.float16)");
        assertThat(tensor(new double[] {1.5, 0}, DType.BOOL)).hasToString("tensor([ True, False])");
        assertThat(tensor(1, DType.FLOAT8_E5M2)).hasToString("tensor(1., dtype=torch.float8_e5m2)");
        assertThat(tensor(-1, DType.UINT16)).hasToString("tensor(65535, dtype=torch.uint16)");
    }

    @Test
    void should_refuse_what_python_refuses_in_its_words() {
        assertRefused(new int[][] {{1, 2}, {3}}, null, "expected sequence of length 2 at dim 1 (got 1)");
        assertRefused(List.of(List.of(1, 2), List.of(3)), null, "expected sequence of length 2 at dim 1 (got 1)");
        assertRefused(List.of(List.of(1, 2), 3), null, "not a sequence");
        assertRefused(List.of(3, List.of(1, 2)), null, "'list' object cannot be interpreted as an integer");
        assertRefused(Arrays.asList(1, null), null, "Could not infer dtype of null");
        assertRefused(List.of("a"), null, "Could not infer dtype of String");
        assertRefused(BigInteger.ONE.shiftLeft(70), null, "Overflow when unpacking long long");
        assertRefused(List.of(300), DType.UINT8, "value cannot be converted to type uint8 without overflow");
        assertRefused(new short[] {-129}, DType.INT8, "value cannot be converted to type int8 without overflow");
        assertRefused(1e10, DType.INT32, "value cannot be converted to type int32 without overflow");
        assertRefused(new Complex(1, 1), DType.FLOAT32, "must be real number, not complex");
        assertRefused(List.of(tensor(1, 2)), null, "only one element tensors can be converted to Python scalars");
    }

    @Test
    void should_take_options() {
        Tensor leaf = tensor(new int[] {1, 2}, o -> o.dtype(DType.FLOAT64).requiresGrad(true));
        assertThat(leaf).hasToString("tensor([1., 2.], dtype=torch.float64, requires_grad=True)");
        assertThat(tensor(3, o -> o.device("meta")))
                .hasToString("tensor(..., device='meta', size=(), dtype=torch.int64)");
        assertThatThrownBy(() -> tensor(List.of(1.5), o -> o.dtype(DType.INT8).requiresGrad(true)))
                .isInstanceOf(TorchException.class)
                .hasMessageContaining("floating point and complex");
    }

    private static void assertRefused(Object data, DType dtype, String message) {
        assertThatThrownBy(() -> TensorData.tensor(data, dtype))
                .isInstanceOf(TorchException.class)
                .hasMessage(message);
    }

    @Test
    void should_keep_the_java_type_of_arrays_both_ways() {
        for (Object array : List.of(
                new float[][] {{1.5f, Float.NaN}, {-0f, 3}},
                new double[] {Math.PI, Double.MIN_VALUE},
                new long[][][] {{{Long.MAX_VALUE}, {Long.MIN_VALUE}}},
                new int[] {1, -2},
                new short[][] {{1}, {-2}},
                new byte[] {1, -128},
                new boolean[][] {{true, false}})) {
            assertThat(fromArray(array).toArray()).isEqualTo(array);
        }
        assertThat(fromArray(new char[] {'a', '\uffff'}).toArray()).isEqualTo(new int[] {97, 65535});
        assertThatThrownBy(() -> fromArray("abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void should_give_the_elements_as_java_values() {
        Tensor matrix = tensor(new double[][] {{1.5, 2}, {3, -1}});
        assertThat(matrix.toList()).isEqualTo(List.of(List.of(1.5, 2.0), List.of(3.0, -1.0)));
        assertThat(matrix.toIntArray()).containsExactly(1, 2, 3, -1);
        assertThat(matrix.toLongArray()).containsExactly(1, 2, 3, -1);
        assertThat(matrix.toShortArray()).containsExactly((short) 1, (short) 2, (short) 3, (short) -1);
        assertThat(matrix.toByteArray()).containsExactly(1, 2, 3, -1);
        assertThat(matrix.toDoubleArray()).containsExactly(1.5, 2, 3, -1);
        assertThat(tensor(0.0, 2.0).toBooleanArray()).containsExactly(false, true);
        assertThat(tensor(1, 2).toList()).isEqualTo(List.of(1L, 2L));
        assertThat(tensor(true, false).toList()).isEqualTo(List.of(true, false));
        Tensor transposed = Tensor.own(matrix.handle().t());
        assertThat(transposed.toFloatArray()).containsExactly(1.5f, 3, 2, -1);
        assertThat(transposed.toArray()).isEqualTo(new float[][] {{1.5f, 3}, {2, -1}});
    }

    @Test
    void should_give_unsigned_longs_and_complex_numbers_without_loss() {
        Tensor big = Tensor.own(tensor(-1).handle().view(ScalarType.UInt64));
        assertThat(big.toArray()).isEqualTo(new BigInteger("18446744073709551615"));
        Tensor complex = tensor(List.of(new Complex(1, 2), new Complex(-0.5, 0)));
        assertThat(complex.toList()).isEqualTo(List.of(new Complex(1, 2), new Complex(-0.5, 0)));
        assertThat(complex.toArray()).isEqualTo(new Complex[] {new Complex(1, 2), new Complex(-0.5, 0)});
        Tensor conjugate = Tensor.own(complex.handle().conj());
        assertThat(conjugate.toList()).isEqualTo(List.of(new Complex(1, -2), new Complex(-0.5, -0.0)));
        assertThat(tensor(new Complex(1, 2)).itemComplex()).isEqualTo(new Complex(1, 2));
        assertThat(tensor(7).itemComplex()).hasToString("(7+0j)");
        assertThatThrownBy(complex::itemComplex).hasMessage("a Tensor with 2 elements cannot be converted to Scalar");
    }

    @Test
    void should_convert_every_half_and_bfloat16_exactly() {
        short[] bits = new short[1 << 16];
        float[] halves = new float[bits.length];
        float[] brains = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (short) i;
            halves[i] = small(i, 5, 10, 15);
            brains[i] = Float.intBitsToFloat(i << 16);
        }
        Tensor raw = fromArray(bits);
        assertThat(Tensor.own(raw.handle().view(ScalarType.Half)).toFloatArray())
                .isEqualTo(halves);
        assertThat(Tensor.own(raw.handle().view(ScalarType.BFloat16)).toFloatArray())
                .isEqualTo(brains);
        // ... and back: NaNs keep being NaN, all others their bits
        Tensor back = tensor(halves, DType.FLOAT16);
        short[] found = Tensor.own(back.handle().view(ScalarType.Short)).toShortArray();
        for (int i = 0; i < bits.length; i++) {
            assertThat(found[i] == bits[i] || Float.isNaN(halves[i])).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT8_E5M2", "FLOAT8_E4M3FN"})
    void should_convert_every_float8_exactly(DType dtype) {
        boolean e5m2 = dtype == DType.FLOAT8_E5M2;
        byte[] bits = new byte[256];
        float[] expected = new float[256];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) i;
            expected[i] = e5m2 ? small(i, 5, 2, 15) : e4m3fn(i);
        }
        Tensor floats = Tensor.own(fromArray(bits).handle().view(dtype.scalarType()));
        assertThat(floats.toFloatArray()).isEqualTo(expected);
        assertThat(tensor(floats.toArray(), dtype).toFloatArray()).isEqualTo(expected);
    }

    /** Without infinities: only the greatest mantissa of the greatest exponent is no number. */
    private static float e4m3fn(int bits) {
        if ((bits & 0x7f) == 0x7f) {
            return Float.NaN;
        }
        boolean top = (bits >> 3 & 15) == 15;
        return top ? (bits < 128 ? 1 : -1) * (1 + (bits & 7) / 8f) * 256 : small(bits, 4, 3, 7);
    }

    /** A small IEEE number, from its definition. */
    private static float small(int bits, int exponentBits, int mantissaBits, int bias) {
        int mantissa = bits & (1 << mantissaBits) - 1;
        int exponent = bits >> mantissaBits & (1 << exponentBits) - 1;
        float sign = (bits >> (mantissaBits + exponentBits) & 1) == 0 ? 1 : -1;
        float fraction = (float) mantissa / (1 << mantissaBits);
        if (exponent == (1 << exponentBits) - 1) {
            return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        return sign * (exponent == 0 ? Math.scalb(fraction, 1 - bias) : Math.scalb(1 + fraction, exponent - bias));
    }

    @Test
    void should_give_the_rows_one_by_one() {
        Tensor matrix = tensor(new int[][] {{1, 2}, {3, 4}});
        StringBuilder rows = new StringBuilder();
        for (Tensor row : matrix) {
            rows.append(row).append(' ');
        }
        assertThat(rows).hasToString("tensor([1, 2]) tensor([3, 4]) ");
        assertThat(matrix.stream().map(Tensor::toList)).containsExactly(List.of(1L, 2L), List.of(3L, 4L));
        assertThatThrownBy(() -> tensor(1).iterator()).hasMessage("iteration over a 0-d tensor");
        assertThatThrownBy(() -> tensor(1).toList()).isInstanceOf(TorchException.class);
    }

    @Test
    void should_explain_why_a_meta_tensor_has_no_elements() {
        Tensor meta = Tensor.own(torch.empty(
                new long[] {2},
                new org.bytedeco.pytorch.TensorOptions()
                        .device(new org.bytedeco.pytorch.DeviceOptional(Device.META.toNative())),
                null));
        assertThatThrownBy(meta::toFloatArray)
                .isInstanceOf(TorchException.class)
                .hasMessage("Cannot copy out of meta tensor; no data!");
    }

    @Test
    void should_keep_unsigned_longs_of_64_bits() {
        BigInteger most = new BigInteger("18446744073709551615");
        Tensor values = tensor(List.of(most, 1), DType.UINT64);
        assertThat(values.toList()).containsExactly(most, 1L);
        assertThat(tensor(values.toList(), DType.UINT64)).hasToString(values.toString());
        assertThat(tensor(most, DType.FLOAT32)).hasToString("tensor(1.8447e+19)");
        for (BigInteger tooLarge : List.of(
                most.add(BigInteger.ONE), BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE))) {
            assertThatThrownBy(() -> tensor(tooLarge, DType.UINT64)).hasMessage("Overflow when unpacking long long");
        }
        assertThatThrownBy(() -> tensor(most)).hasMessage("Overflow when unpacking long long");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without a checker may do
    void should_say_what_is_null() {
        assertThatThrownBy(() -> tensor(new float[2][])).hasMessage("not a sequence: a row is null");
        assertThatThrownBy(() -> tensor(new float[][] {{1}, null})).hasMessage("not a sequence: a row is null");
        assertThatThrownBy(() -> tensor((Object) null)).hasMessage("Could not infer dtype of null");
        assertThatThrownBy(() -> fromArray(null)).hasMessageEndingWith("but got null");
    }

    @Test
    void should_say_how_to_read_tensors_without_plain_elements() {
        Tensor sparse = Torch.ones(2, 2).toSparse();
        assertThatThrownBy(sparse::toList).hasMessage("Cannot access data pointer of Tensor that doesn't have storage");
        Tensor quantized = Torch.quantizePerTensor(Torch.ones(2), 0.5, 0, DType.QINT8);
        assertThatThrownBy(quantized::toFloatArray).hasMessageContaining("use dequantize() or intRepr()");
        assertThat(quantized.dequantize().toList()).containsExactly(1.0, 1.0);
    }
}
