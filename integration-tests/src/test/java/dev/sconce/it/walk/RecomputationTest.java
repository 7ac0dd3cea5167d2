package dev.sconce.it.walk;

import static dev.sconce.torch.Autograd.grad;
import static dev.sconce.torch.Checkpointing.checkpoint;
import static dev.sconce.torch.Checkpointing.checkpointSequential;
import static dev.sconce.torch.Torch.dropout;
import static dev.sconce.torch.Torch.enableGrad;
import static dev.sconce.torch.Torch.equal;
import static dev.sconce.torch.Torch.noGrad;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Activation checkpointing: both ways, their options and what they refuse. */
@LiveTest
class RecomputationTest extends ProgramsTest {
    private static final boolean[] WAYS = {true, false};

    private final TensorScope scope = new TensorScope();
    private final Tensor w = tensor(2.0, 3.0).to(DType.FLOAT32).requiresGrad_();
    private final List<Integer> count = new ArrayList<>();

    @AfterEach
    void free() {
        scope.close();
    }

    private void printMistake(Runnable action) {
        try {
            action.run();
            print("no error");
        } catch (RuntimeException e) {
            print(e.getMessage().strip().replaceFirst("\\.$", ""));
        }
    }

    private Tensor leaf() {
        w.setGrad(null);
        return tensor(1.0, 0.5).to(DType.FLOAT32).requiresGrad_();
    }

    private Tensor part(Tensor x) {
        return x.mul(w).exp();
    }

    private Tensor run(Tensor x, boolean reentrant) {
        return checkpoint(this::part, x, o -> o.useReentrant(reentrant));
    }

    @Test
    void gradients() {
        for (boolean reentrant : WAYS) {
            Tensor x = leaf();
            Tensor y = run(x, reentrant);
            print(reentrant ? y : y.detach());
            y.sum().backward();
            print(x.grad(), w.grad());
            printMistake(() -> y.sum().backward());
            printMistake(() -> grad(run(x, reentrant).sum(), x, w));
            printMistake(() -> run(x, reentrant).sum().backward(o -> o.inputs(w)));
            print(w.grad());
            print(noGrad(() -> run(x, reentrant)));
        }
    }

    @Test
    void withoutReentry() {
        Tensor x = leaf();
        print(grad(run(x, false).sum(), x, w));
        Tensor first = Objects.requireNonNull(grad(List.of(run(x, false).sum()), List.of(w), o -> o.createGraph(true))
                .get(0));
        print(grad(first.sum(), x, w));
        Tensor h = w.mul(2);
        checkpoint(a -> a.mul(h).mul(w), x).sum().backward();
        print(x.grad(), w.grad());
    }

    @Test
    void parametersWithHooks() {
        for (boolean reentrant : WAYS) {
            Tensor x = leaf();
            Tensor own = tensor(2.0, 3.0).to(DType.FLOAT32).requiresGrad_();
            Tensor made = own.mul(1);
            for (Tensor hooked : List.of(own, made)) {
                hooked.registerHook(grad -> {
                    print("hook", grad);
                    return grad.mul(2);
                });
            }
            checkpoint(a -> a.mul(own).mul(made), x, o -> o.useReentrant(reentrant))
                    .sum()
                    .backward();
            print(x.grad(), own.grad());
        }
    }

    private Tensor inner(Tensor a, Tensor h) {
        return checkpoint(b -> b.mul(h).mul(w), a.mul(h)).mul(w);
    }

    private Tensor outer(Tensor a, Tensor h) {
        return checkpoint(b -> inner(b, h), a.mul(w)).mul(w).mul(h);
    }

    @Test
    void partsInParts() {
        Tensor x = leaf();
        Tensor h = w.mul(0.5);
        checkpoint(a -> outer(a, h), x).sum().backward();
        print(x.grad(), w.grad());
        Tensor again = leaf();
        Tensor half = w.mul(0.5);
        List<Tensor> first = Collections.unmodifiableList(grad(
                List.of(checkpoint(a -> outer(a, half), again).sum()), List.of(again, w), o -> o.createGraph(true)));
        print(first.stream().map(Tensor::detach).toList());
        print(grad(first.get(0).sum().add(first.get(1).sum()), again, w));
    }

    @Test
    void whatAPartReturns() {
        Tensor x = leaf();
        List<Tensor> results = checkpoint(in -> List.of(in.get(0).mul(2), w, x.mul(3)), List.of(x));
        results.get(0).sum().add(results.get(1).sum()).backward();
        print(x.grad(), w.grad());
        Tensor again = leaf();
        checkpoint(in -> List.of(in.get(0).mul(2), w.mul(3)), List.of(again))
                .get(0)
                .sum()
                .backward();
        print(again.grad(), w.grad());
    }

    @Test
    void gradientsInAPart() {
        Tensor x = leaf();
        checkpoint(a -> enableGrad(() -> a.mul(grad(w.mul(w).sum(), w).get(0)).mul(w)), x)
                .sum()
                .backward();
        print(x.grad(), w.grad());
    }

    @Test
    void inputsWithoutAGradient() {
        for (boolean reentrant : WAYS) {
            leaf();
            Tensor y = run(ones(2), reentrant);
            print(y.requiresGrad());
            printMistake(() -> y.sum().backward());
            print(w.grad());
            print(checkpoint(Tensor::exp, ones(2), o -> o.useReentrant(reentrant))
                    .requiresGrad());
        }
    }

    @Test
    void runs() {
        for (boolean reentrant : WAYS) {
            count.clear();
            count.add(0);
            for (boolean preserve : WAYS) {
                Tensor x = leaf();
                Tensor y = checkpoint(
                        this::dropped, x, o -> o.useReentrant(reentrant).preserveRngState(preserve));
                y.sum().backward(o -> o.retainGraph(true));
                print(count, equal(Objects.requireNonNull(x.grad()), y.detach()) || !preserve);
                y.sum().backward();
                print(count);
            }
        }
    }

    private Tensor dropped(Tensor x) {
        count.set(0, count.get(0) + 1);
        return dropout(x.exp(), 0.5, true);
    }

    @Test
    void anotherResult() {
        for (boolean reentrant : WAYS) {
            count.clear();
            UnaryOperator<Tensor> shorter = x -> {
                count.add(0);
                return count.size() == 1 ? x.exp() : x.narrow(0, 0, 1).exp();
            };
            printMistake(() -> checkpoint(shorter, leaf(), o -> o.useReentrant(reentrant))
                    .sum()
                    .backward());
        }
        printMistake(() -> checkpoint(Tensor::exp, leaf(), o -> o.determinismCheck("x")));
        printMistake(() -> checkpoint(x -> x.detach().exp(), leaf(), o -> o.useReentrant(true))
                .sum()
                .backward());
    }

    private AutoCloseable said(String name) {
        print(name);
        return () -> print("end of", name);
    }

    private Tensor spoken(Tensor x) {
        print("run");
        return x.exp();
    }

    @Test
    void contexts() {
        Tensor x = leaf();
        checkpoint(this::spoken, x, o -> o.contextFn(() -> said("forward"), () -> said("recompute")))
                .sum()
                .backward();
        print(x.grad());
        printMistake(() ->
                checkpoint(this::spoken, x, o -> o.useReentrant(true).contextFn(() -> said("a"), () -> said("b"))));
    }

    @Test
    void chains() {
        for (boolean reentrant : WAYS) {
            count.clear();
            count.add(0);
            UnaryOperator<Tensor> step = x -> {
                count.set(0, count.get(0) + 1);
                return x.mul(w);
            };
            Tensor x = leaf();
            Tensor y = checkpointSequential(Collections.nCopies(5, step), 2, x, o -> o.useReentrant(reentrant));
            print(count);
            y.sum().backward();
            print(count, x.grad(), w.grad());
        }
    }
}
