package dev.sconce.it.live;

import static dev.sconce.it.live.Closeness.assertClose;
import static dev.sconce.it.live.Closeness.assertTreeClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.optim.ASGD;
import dev.sconce.optim.Adadelta;
import dev.sconce.optim.Adagrad;
import dev.sconce.optim.Adam;
import dev.sconce.optim.AdamW;
import dev.sconce.optim.Adamax;
import dev.sconce.optim.NAdam;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.RAdam;
import dev.sconce.optim.RMSprop;
import dev.sconce.optim.Rprop;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.DType;
import dev.sconce.torch.Loaded;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients flow through recorded steps as in Python, to the parameter before them and to the hyper-parameters. */
@LiveTest
@ExtendWith(SingleThread.class)
class DifferentiableStepTest {
    private static final int STEPS = 8;

    /** Steps are counted in single precision, whose powers the bundled kernels round elsewhere. */
    private static final double TOLERANCE = System.getProperty("sconce.libtorch") != null ? 0 : 1e-7;

    private static TensorScope scope;
    private static Loaded python;

    @BeforeAll
    static void runPython(@TempDir Path folder) throws IOException {
        scope = new TensorScope();
        PythonScript.run("differentiable.py", folder);
        python = Torch.load(folder.resolve("differentiable.pth"));
    }

    @AfterAll
    static void free() {
        scope.close();
    }

    /** The hyper-parameters that are tensors, in the order in which Python takes gradients of them. */
    private final List<Tensor> hyper = new ArrayList<>();

    private Tensor tensor(double value) {
        Tensor made = Torch.tensor(value, o -> o.dtype(DType.FLOAT64)).requiresGrad_(true);
        hyper.add(made);
        return made;
    }

    private Optimizer make(String name, Tensor param) {
        List<Tensor> params = List.of(param);
        return switch (name) {
            case "sgd" -> {
                Tensor lr = tensor(0.1);
                Tensor decay = tensor(0.01);
                yield new SGD(params, o -> o.lr(lr)
                        .weightDecay(decay)
                        .momentum(0.9)
                        .nesterov(true)
                        .differentiable(true));
            }
            case "sgd_foreach" ->
                new SGD(params, o -> o.lr(0.1).momentum(0.9).foreach(true).differentiable(true));
            case "adam" -> {
                Tensor lr = tensor(0.1);
                Tensor beta1 = tensor(0.9);
                Tensor beta2 = tensor(0.99);
                Tensor decay = tensor(0.01);
                yield new Adam(
                        params,
                        o -> o.lr(lr).betas(beta1, beta2).weightDecay(decay).differentiable(true));
            }
            case "adam_amsgrad" -> {
                Tensor lr = tensor(0.1);
                yield new Adam(
                        params, o -> o.lr(lr).amsgrad(true).maximize(true).differentiable(true));
            }
            case "adam_floats" ->
                new Adam(params, o -> o.lr(0.1).weightDecay(0.1).differentiable(true));
            case "adamw" -> {
                Tensor lr = tensor(0.1);
                Tensor beta1 = tensor(0.9);
                Tensor beta2 = tensor(0.99);
                yield new AdamW(
                        params,
                        o -> o.lr(lr).betas(beta1, beta2).weightDecay(0.1).differentiable(true));
            }
            case "nadam" -> {
                Tensor lr = tensor(0.1);
                yield new NAdam(params, o -> o.lr(lr)
                        .weightDecay(0.1)
                        .decoupledWeightDecay(true)
                        .differentiable(true));
            }
            case "radam" -> {
                Tensor lr = tensor(0.1);
                yield new RAdam(
                        params, o -> o.lr(lr).betas(0.9, 0.9).weightDecay(0.1).differentiable(true));
            }
            default -> makeWithNumbers(name, params);
        };
    }

    private static Optimizer makeWithNumbers(String name, List<Tensor> params) {
        return switch (name) {
            case "adadelta" -> new Adadelta(params, o -> o.weightDecay(0.1).differentiable(true));
            case "adagrad" ->
                new Adagrad(
                        params, o -> o.lrDecay(0.1).initialAccumulatorValue(0.1).differentiable(true));
            case "adamax" -> new Adamax(params, o -> o.lr(0.1).differentiable(true));
            case "asgd" -> new ASGD(params, o -> o.lr(0.1).t0(2).differentiable(true));
            case "rmsprop" -> new RMSprop(params, o -> o.momentum(0.5).differentiable(true));
            case "rmsprop_centered" -> new RMSprop(params, o -> o.centered(true).differentiable(true));
            case "rprop" -> new Rprop(params, o -> o.lr(0.1).differentiable(true));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd",
                "sgd_foreach",
                "adam",
                "adam_amsgrad",
                "adam_floats",
                "adamw",
                "nadam",
                "radam",
                "adadelta",
                "adagrad",
                "adamax",
                "asgd",
                "rmsprop",
                "rmsprop_centered",
                "rprop"
            })
    void gradientsFlowThroughSteps(String name) {
        try (TensorScope steps = new TensorScope()) {
            Loaded expected = python.at(name);
            Tensor before = start("param").clone().requiresGrad_(true);
            Tensor param = before.clone();
            Optimizer optimizer = make(name, param);
            for (int i = 0; i < stepsOf(name); i++) {
                Tensor loss = start("x").matmul(param).sub(start("y")).pow(2).mean();
                param.setGrad(Autograd.grad(List.of(loss), List.of(param), o -> o.createGraph(true))
                        .get(0));
                optimizer.step();
            }
            Tensor loss = param.clone().sin().mul(start("weights")).sum();
            List<Tensor> inputs = new ArrayList<>(List.of(before));
            inputs.addAll(hyper);
            List<@Nullable Tensor> gradients = Autograd.grad(List.of(loss), inputs, o -> {});

            assertClose("param", param, expected.at("param").tensor(), TOLERANCE);
            assertClose("loss", loss, expected.at("loss").tensor(), TOLERANCE);
            assertThat(gradients).doesNotContainNull().hasSize(1 + hyper.size());
            assertTreeClose("gradients", gradients, expected.at("gradients").value(), TOLERANCE);
            assertTreeClose(
                    "state", optimizer.state(param), expected.at("state").value(), TOLERANCE);
            assertThat(Closeness.largest(Objects.requireNonNull(gradients.get(0))))
                    .isPositive();
        }
    }

    /** Some optimizers, Python's own, overwrite in a second step what the way back through the first one needs. */
    private static int stepsOf(String name) {
        return switch (name) {
            case "adam_amsgrad", "nadam", "adamax", "rmsprop_centered", "rprop" -> 1;
            default -> STEPS;
        };
    }

    private static Tensor start(String name) {
        return python.at("start").at(name).tensor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"adadelta", "adagrad", "adamax", "rmsprop"})
    void aLearningRateToWhichNoGradientsFlowIsRefused(String name) {
        try (TensorScope steps = new TensorScope()) {
            Tensor param = Torch.ones(2).requiresGrad_(true).mul(1);
            param.setGrad(Torch.ones(2));
            Optimizer optimizer = makeWithNumbers(name, List.of(param));
            optimizer.paramGroups().get(0).lr(tensor(0.1));
            assertThatThrownBy(optimizer::step)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Option 'lr' is a tensor that requires grad");
        }
    }
}
