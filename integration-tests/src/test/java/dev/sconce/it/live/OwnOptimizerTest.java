package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.optim.NamedOptions;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.OptimizerOptions;
import dev.sconce.optim.ParamGroup;
import dev.sconce.torch.Loaded;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An optimizer that a user wrote, here and in Python: the same run, state, hooks and printed form. */
@LiveTest
class OwnOptimizerTest {
    @TempDir
    private Path folder;

    private TensorScope scope;
    private List<Tensor> params;
    private Lion optimizer;

    /** The class of {@code own_optimizer.py}. */
    static final class Lion extends Optimizer {
        static final class Options extends OptimizerOptions<Options>
                implements NamedOptions.Betas<Options>, NamedOptions.WeightDecay<Options> {
            Options() {
                super("Lion");
                define("lr", 1e-4);
                define("betas", Tuple.of(0.9, 0.99));
                define("weight_decay", 0.0);
            }

            @Override
            protected Options self() {
                return this;
            }

            @Override
            protected void check() {
                checkLearningRate("Invalid learning rate: ");
            }
        }

        Lion(List<ParamGroup> groups, Consumer<? super Options> options) {
            super(groups, new Options().with(options));
        }

        @Override
        protected void update(ParamGroup group) {
            double beta1 = (double) group.betas().get(0);
            double beta2 = (double) group.betas().get(1);
            for (Tensor param : group.params()) {
                Tensor grad = param.grad();
                if (grad != null) {
                    Map<String, Object> state = state(param);
                    if (state.isEmpty()) {
                        state.put("step", 0L);
                        state.put("exp_avg", Torch.zerosLike(param));
                    }
                    state.put("step", (long) state.get("step") + 1);
                    Tensor average = (Tensor) state.get("exp_avg");
                    param.mul_(1 - group.lr() * group.weightDecay());
                    param.add_(average.mul(beta1).add(grad, 1 - beta1).sign_(), -group.lr());
                    average.lerp_(grad, 1 - beta2);
                }
            }
        }
    }

    @BeforeEach
    void open() {
        scope = new TensorScope();
        make();
    }

    private void make() {
        params = List.of(
                Torch.tensor(new float[][] {{0.5F, -1.25F}, {2, 0.75F}}).requiresGrad_(),
                Torch.tensor(new float[] {0.25F, -1}).requiresGrad_());
        optimizer = new Lion(
                List.of(
                        ParamGroup.of(Map.of("weight", params.get(0))),
                        ParamGroup.of(Map.of("bias", params.get(1))).lr(0.25).put("note", "mine")),
                o -> o.lr(0.05).weightDecay(0.01));
    }

    @AfterEach
    @SuppressWarnings("NullAway") // nothing uses it any longer, and its state is in no scope
    void free() {
        scope.close();
        optimizer = null;
    }

    private void train(int first, int steps) {
        for (int step = first; step < first + steps; step++) {
            for (int i = 0; i < params.size(); i++) {
                params.get(i).setGrad(params.get(i).detach().sub(0.5 + 0.25 * step - i));
            }
            optimizer.step();
        }
    }

    @Test
    @SuppressWarnings("unchecked") // state dicts have texts for keys
    void goesOnWhereItsTwinInPythonWas() throws IOException {
        String[] printed = PythonScript.run("own_optimizer.py", "begin", folder).split("\n", 2);
        optimizer.registerClosureReplacer((o, closure) -> () -> closure.get().mul(2));
        optimizer.registerClosureReplacer((o, closure) -> () -> closure.get().add(1));
        Tensor loss = optimizer.step(() -> Torch.tensor(10.0));
        assertThat(loss.item()).isEqualTo(Double.parseDouble(printed[0]));
        assertThat(optimizer.toString()).isEqualTo(printed[1].strip());

        make();
        try (var noGrad = Torch.noGrad()) {
            Loaded saved = Torch.load(folder.resolve("first.pth"));
            for (int i = 0; i < params.size(); i++) {
                params.get(i).copy_((Tensor) ((List<?>) saved.map().get("params")).get(i));
            }
            optimizer.loadStateDict((Map<String, Object>) saved.at("optimizer").map());
        }
        train(3, 3);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("params", params.stream().map(Tensor::detach).toList());
        run.put("optimizer", optimizer.stateDict());
        Torch.save(run, folder.resolve("second.pth"));

        String[] ended = PythonScript.run("own_optimizer.py", "end", folder).split("\n", -1);
        assertThat(ended[0]).isEqualTo("same");
        assertThat(Double.parseDouble(ended[1])).isLessThanOrEqualTo(1e-6);
    }

    /** As in the description of {@code dev.sconce.optim}, without a class of options. */
    static final class PlainLion extends Optimizer {
        PlainLion(Iterable<? extends Tensor> params, double lr) {
            super(oneGroup(params), Map.of("lr", lr, "betas", Tuple.of(0.9, 0.99)));
        }

        @Override
        protected void update(ParamGroup group) {
            double beta1 = (double) group.betas().get(0);
            double beta2 = (double) group.betas().get(1);
            for (Tensor p : group.params()) {
                Tensor grad = p.grad();
                if (grad != null) {
                    var state = state(p);
                    if (state.isEmpty()) {
                        state.put("exp_avg", Torch.zerosLike(p));
                    }
                    Tensor average = (Tensor) state.get("exp_avg");
                    p.add_(average.mul(beta1).add(grad, 1 - beta1).sign_(), -group.lr());
                    average.lerp_(grad, 1 - beta2);
                }
            }
        }
    }

    @Test
    void mayHaveAMapOfDefaults() {
        Tensor twin = params.get(0).detach().clone().requiresGrad_();
        Optimizer plain = new PlainLion(List.of(twin), 0.25);
        Optimizer whole = new Lion(List.of(ParamGroup.of(params.get(0))), o -> o.lr(0.25));
        for (int step = 0; step < 3; step++) {
            for (Tensor param : List.of(twin, params.get(0))) {
                param.setGrad(param.detach().sub(1));
            }
            plain.step();
            whole.step();
        }
        assertThat(twin.detach().equal(params.get(0).detach())).isTrue();
        assertThat(plain.paramGroups().get(0).lr()).isEqualTo(0.25);
    }

    @Test
    void refusesWhatItsOptionsRefuse() {
        assertThatThrownBy(() -> new Lion(List.of(ParamGroup.of(params)), o -> o.lr(-1)))
                .hasMessage("Invalid learning rate: -1.0");
        assertThatThrownBy(() -> new Lion(List.of(ParamGroup.of(params)), o -> o.put("momentum", 1)))
                .hasMessageStartingWith("Lion.__init__() got an unexpected keyword argument 'momentum'");
    }
}
