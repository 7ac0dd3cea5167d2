package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The texts are those of Python's PyTorch 2.13. */
class AutogradTest {
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void free() {
        scope.close();
    }

    @Test
    void addsGradientsToSomeInputsOnly() {
        Tensor x = Values.leaf(1, 2);
        Tensor y = Values.leaf(3, 4);
        x.mul(y).sum().backward(o -> o.inputs(y));
        assertThat(x.grad()).isNull();
        assertThat(Values.of(y.grad())).containsExactly(1, 2);
        assertThatThrownBy(() -> x.sum().backward(o -> o.inputs(List.of())))
                .hasMessage("`inputs` argument to `backward()` cannot be empty.");
    }

    @Test
    void beginsFromSeveralTensorsWithTheirGradients() {
        Tensor x = Values.leaf(1, 2);
        Autograd.backward(List.of(x.mul(2), x.mul(x).sum()), o -> o.gradients(Values.vector(10, 100), null));
        assertThat(Values.of(x.grad())).containsExactly(22, 204);
    }

    @Test
    void givesNullOrZerosForInputsThatWereNotUsed() {
        Tensor x = Values.leaf(1, 2);
        Tensor unused = Values.leaf(3);
        List<Tensor> inputs = List.of(x, unused);
        List<Tensor> outputs = List.of(x.mul(2).sum());
        assertThatThrownBy(() -> Autograd.grad(outputs, inputs, o -> o.retainGraph(true)))
                .isInstanceOf(TorchException.class)
                .hasMessage("The differentiated Tensor at index 1 appears to not have been used in the graph. Set"
                        + " allow_unused=True if this is the desired behavior.");
        assertThat(Autograd.grad(outputs, inputs, o -> o.retainGraph(true).allowUnused(true))
                        .get(1))
                .isNull();
        assertThat(Values.of(Autograd.grad(outputs, inputs, o -> o.materializeGrads(true))
                        .get(1)))
                .containsExactly(0);
        assertThatThrownBy(() -> Autograd.grad(
                        outputs, inputs, o -> o.materializeGrads(true).allowUnused(false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected allow_unused to be True or not passed when materialize_grads=True, but got:"
                        + " allow_unused=False.");
    }

    @Test
    void refusesInPythonsWords() {
        Tensor x = Values.leaf(1, 2);
        assertThatThrownBy(x.mul(2)::backward).hasMessage("grad can be implicitly created only for scalar outputs");
        assertThatThrownBy(Values.vector(1).sum()::backward)
                .hasMessage("element 0 of tensors does not require grad and does not have a grad_fn");
        assertThatThrownBy(
                        () -> Autograd.grad(List.of(x.mul(2)), List.of(x), o -> o.gradOutputs(Values.vector(1, 2, 3))))
                .hasMessage("Mismatch in shape: grad_output[0] has a shape of torch.Size([3]) and output[0] has a"
                        + " shape of torch.Size([2]).");
        assertThatThrownBy(() -> Autograd.grad(x.sum(), Values.vector(1)))
                .hasMessage("One of the differentiated Tensors does not require grad");
        assertThatThrownBy(
                        () -> Autograd.grad(List.of(x.mul(2)), List.of(x), o -> o.gradOutputs(Values.vector(1), null)))
                .hasMessage("got 1 tensors and 2 gradients");
        Tensor loss = x.mul(x).sum();
        loss.backward();
        assertThatThrownBy(loss::backward).hasMessageStartingWith("Trying to backward through the graph a second time");
    }

    @Test
    void switchesModesOfTheThread() throws InterruptedException {
        Tensor x = Values.leaf(1);
        try (var off = Torch.setGradEnabled(false)) {
            assertThat(x.mul(2).requiresGrad()).isFalse();
            assertThat(Torch.enableGrad(() -> x.mul(2)).requiresGrad()).isTrue();
            Thread other = new Thread(() -> assertThatThrownBy(off::close).isInstanceOf(IllegalStateException.class));
            other.start();
            other.join();
        }
        assertThat(Autograd.isEnabled()).isTrue();

        Tensor inference = Torch.inferenceMode(() -> x.mul(2));
        assertThat(inference.isInference()).isTrue();
        assertThat(inference.requiresGrad()).isFalse();
        try (var mode = Torch.inferenceMode();
                var normal = Autograd.inferenceMode(false)) {
            assertThat(Autograd.isInferenceMode()).isFalse();
        }
        assertThat(Autograd.isInferenceMode()).isFalse();
        assertThatThrownBy(() -> inference.mul(x))
                .isInstanceOf(TorchException.class)
                .hasMessageStartingWith("Inference tensors cannot be saved for backward.");
    }

    @Test
    void findsGradientsThatAreNaN() {
        Tensor x = Values.leaf(0);
        try (var anomaly = Autograd.detectAnomaly()) {
            assertThat(Autograd.isAnomalyEnabled()).isTrue();
            Tensor y = x.mul(0).div(x);
            assertThatThrownBy(y.sum()::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessage("Function 'DivBackward0' returned nan values in its 1th output.");
        }
        assertThat(Autograd.isAnomalyEnabled()).isFalse();
    }

    @Test
    void checksGradientsAgainstDifferences() {
        Tensor x = Values.leaf(0.5, -1, 2);
        Tensor y = Values.leaf(1, 0.25, -0.5);
        Autograd.gradcheck(
                in -> List.of(in.get(0).mul(in.get(1)).sin(), in.get(0).exp()), x, y);
        Autograd.gradgradcheck(in -> List.of(in.get(0).mul(in.get(1)).sin()), x, y);
        Tensor complex = Torch.complex(x.detach(), y.detach()).requiresGrad_();
        Autograd.gradcheck(in -> List.of(in.get(0).mul(in.get(0)).exp()), complex);

        AutogradFunction wrong = new AutogradFunction() {
            @Override
            protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
                return List.of(inputs.get(0).mul(2));
            }

            @Override
            protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
                return List.of(gradOutputs.get(0).mul(3));
            }
        };
        assertThatThrownBy(() -> Autograd.gradcheck(in -> wrong.apply(in.get(0)), x))
                .isInstanceOf(TorchException.class)
                .hasMessageStartingWith(
                        "Jacobian mismatch for output 0 with respect to input 0,\nnumerical:tensor([[2");
        assertThatThrownBy(() -> Autograd.gradcheck(in -> in, Values.vector(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AutogradFunction scaled(double forward, double backward) {
        return new AutogradFunction() {
            @Override
            protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
                return List.of(inputs.get(0).mul(forward));
            }

            @Override
            protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
                return List.of(gradOutputs.get(0).mul(backward));
            }
        };
    }

    @Test
    void saysWhatIsWrongInPythonsWords() {
        Tensor x = Torch.tensor(new double[] {1, 2}, DType.FLOAT64).requiresGrad_();
        Tensor matrix = Torch.ones(o -> o.dtype(DType.FLOAT64), 2, 3).requiresGrad_();
        Tensor constant = Torch.ones(o -> o.dtype(DType.FLOAT64), 2);
        AutogradFunction wrong = scaled(2, 3);
        assertThatThrownBy(() -> Autograd.gradcheck(in -> wrong.apply(in.get(1)), constant, x))
                .hasMessage("Jacobian mismatch for output 0 with respect to input 0,\n"
                        + "numerical:tensor([[2.0000, 0.0000],\n        [0.0000, 2.0000]], dtype=torch.float64)\n"
                        + "analytical:tensor([[3., 0.],\n        [0., 3.]], dtype=torch.float64)\n");
        assertThat(Autograd.gradcheck(in -> wrong.apply(in.get(0)), List.of(x), check -> check.raiseException(false)))
                .isFalse();
        assertThatThrownBy(() -> Autograd.gradcheck(in -> wrong.apply(in.get(0).sum(1)), matrix))
                .hasMessageContaining("numerical:tensor([[2.0000, 0.0000],\n        [2.0000, 0.0000],\n"
                        + "        [2.0000, 0.0000],\n        [0.0000, 2.0000],\n        [0.0000, 2.0000],\n"
                        + "        [0.0000, 2.0000]], dtype=torch.float64)\n");
        assertThatThrownBy(() -> Autograd.gradcheck(in -> in, constant))
                .hasMessage("gradcheck expects at least one input tensor to require gradient, but none of them have"
                        + " requires_grad=True.");
        Tensor expanded = x.detach().select(0, 0).expand(2).requiresGrad_();
        assertThatThrownBy(() -> Autograd.gradcheck(in -> in, expanded))
                .hasMessageStartingWith("The 0th input has a dimension with stride 0. gradcheck only supports inputs");
        assertThatThrownBy(() -> Autograd.gradcheck(in -> List.of(in.get(0).toSparse()), x))
                .hasMessageStartingWith("Sparse output is not supported at gradcheck yet.");
        assertThatThrownBy(() -> Autograd.gradcheck(in -> List.of(in.get(0).detach()), x))
                .hasMessage("Numerical gradient for function expected to be zero");
    }

    @Test
    void findsGradientsThatAreNoMultiplesOfTheOutputs() {
        Tensor x = Torch.tensor(new double[] {1, 2}, DType.FLOAT64).requiresGrad_();
        AutogradFunction constant = new AutogradFunction() {
            @Override
            protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
                return List.of(inputs.get(0).sum().view(1));
            }

            @Override
            protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
                return List.of(Torch.ones(o -> o.dtype(DType.FLOAT64), 2));
            }
        };
        assertThatThrownBy(() -> Autograd.gradcheck(in -> constant.apply(in.get(0)), x))
                .hasMessage("backward not multiplied by grad_output");
    }

    @Test
    void checksTheRealAndTheImaginaryPartsOfComplexOutputs() {
        Tensor z = Torch.complex(
                        Torch.tensor(new double[] {1}, DType.FLOAT64), Torch.tensor(new double[] {2}, DType.FLOAT64))
                .requiresGrad_();
        assertThatThrownBy(() -> Autograd.gradcheck(in -> scaled(2, 3).apply(in.get(0)), z))
                .hasMessage(
                        "While considering the imaginary part of complex outputs only, Jacobian mismatch for output 0"
                                + " with respect to input 0,\n"
                                + "numerical:tensor([[0.+2.0000j]], dtype=torch.complex128)\n"
                                + "analytical:tensor([[0.+3.j]], dtype=torch.complex128)\n");
    }

    @Test
    void checksSecondDerivativesFromGivenGradients() {
        Tensor x = Torch.tensor(new double[] {1, 2}, DType.FLOAT64).requiresGrad_();
        AutogradFunction once = new AutogradFunction() {
            @Override
            protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
                ctx.saveForBackward(inputs.get(0));
                return List.of(inputs.get(0).pow(3));
            }

            @Override
            protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
                Tensor saved = ctx.savedTensors().get(0).detach();
                return List.of(saved.pow(2).mul(3).mul(gradOutputs.get(0)));
            }
        };
        Tensor gradient = Torch.ones(o -> o.dtype(DType.FLOAT64), 2);
        assertThatThrownBy(() -> Autograd.gradgradcheck(
                        in -> once.apply(in.get(0)), List.of(x), check -> check.gradOutputs(gradient)))
                .hasMessage("Numerical gradient for function expected to be zero");
        assertThat(Autograd.gradgradcheck(
                        in -> List.of(in.get(0).pow(3)), List.of(x), check -> check.genNonContigGradOutputs(true)))
                .isTrue();
    }

    @Test
    void anomalyDetectionNamesTheFunction() {
        Tensor x = Values.leaf(-1, 2);
        try (var anomaly = Autograd.detectAnomaly()) {
            Tensor y = scaled(2, Double.NaN).applyOne(x);
            assertThatThrownBy(() -> y.sum().backward())
                    .isInstanceOf(TorchException.class)
                    .hasMessage("Function 'AutogradFunctionBackward' returned nan values in its 0th output.");
            assertThatThrownBy(() -> x.sqrt().sum().backward())
                    .hasMessage("Function 'SqrtBackward0' returned nan values in its 0th output.");
        }
        try (var anomaly = Autograd.detectAnomaly(false)) {
            x.setGrad(null);
            x.sqrt().sum().backward();
            assertThat(x.grad().isnan().toBooleanArray()).containsExactly(true, false);
        }
    }
}
