package dev.sconce.it.walk;

import static dev.sconce.torch.Autograd.grad;
import static dev.sconce.torch.Torch.noGrad;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.optim.AdamW;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.AutogradFunction;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.FunctionContext;
import dev.sconce.torch.OnceDifferentiable;
import dev.sconce.torch.SetupFunction;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions with a gradient of their own: what their context knows, gradients that are none, mistakes. */
@LiveTest
class FunctionsTest extends ProgramsTest {
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void free() {
        scope.close();
    }

    private static final class SkipSecond extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            return List.of(inputs.get(0).mul(2).add(inputs.get(1)));
        }

        @Override
        protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            return Arrays.asList(grads.get(0).mul(2), null);
        }
    }

    private static final class NoGradient extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            return List.of(inputs.get(0).mul(2));
        }

        @Override
        protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            return Collections.singletonList(null);
        }
    }

    private final class Seen extends AutogradFunction {
        private final boolean materialize;

        Seen(boolean materialize) {
            this.materialize = materialize;
        }

        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            ctx.setMaterializeGrads(materialize);
            Tensor x = inputs.get(0);
            return List.of(x.mul(2), x.sum(), x.longValue());
        }

        @Override
        protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            print(grads);
            return grads.subList(0, 1);
        }
    }

    private static Tensor leaf(double... values) {
        return tensor(values).to(DType.FLOAT32).requiresGrad_();
    }

    private static Tensor sum(Tensor x, Tensor y) {
        return new SkipSecond().applyOne(x, y).sum();
    }

    @Test
    void gradientsThatAreNone() {
        Tensor x = leaf(1, 2);
        Tensor y = leaf(3, 4);
        sum(x, y).backward();
        print(x.grad(), y.grad());
        printError(() -> grad(sum(x, y), x, y));
        List<Tensor> both = List.of(x, y);
        print(grad(List.of(sum(x, y)), both, o -> o.allowUnused(true)));
        print(grad(List.of(sum(x, y)), both, o -> o.allowUnused(true).createGraph(true)));
        print(grad(List.of(sum(x, y)), both, o -> o.materializeGrads(true)));
        sum(x, y).add(y.sum()).backward();
        print(y.grad());
        sum(x, y).backward();
        print(x.grad(), y.grad());
        sum(y, x.detach()).backward();
        print(x.grad(), y.grad());
    }

    @Test
    void optimizersPassOverNone() {
        Tensor x = leaf(1, 2);
        Tensor y = leaf(3, 4);
        var optimizer = new AdamW(List.of(x, y), o -> o.lr(0.1).weightDecay(0.5));
        sum(x, y).backward();
        optimizer.step();
        print(x, y);
    }

    @Test
    void noneGoesOn() {
        for (boolean materialize : new boolean[] {true, false}) {
            Tensor x = leaf(1, 2);
            Tensor seen = new Seen(materialize).apply(x).get(0).view(2, 1);
            new NoGradient().applyOne(seen).sum().backward();
            print(x.grad());
        }
        Tensor h = leaf(1, 2).mul(2);
        h.retainGrad();
        new NoGradient().applyOne(h).sum().backward();
        print(h.grad());
    }

    @Test
    void outputsThatAreNotUsed() {
        for (boolean materialize : new boolean[] {true, false}) {
            Tensor x = leaf(1, 2);
            List<Tensor> outputs = new Seen(materialize).apply(x);
            print(outputs.stream().map(Tensor::requiresGrad).toList());
            outputs.get(0).sum().backward();
            outputs = new Seen(materialize).apply(x);
            outputs.get(0).sum().add(outputs.get(1)).backward();
            print(x.grad());
        }
    }

    private final class Saving extends AutogradFunction {
        private @Nullable FunctionContext last;

        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            ctx.put("factor", 3);
            Tensor y = inputs.get(0).exp();
            last = ctx;
            ctx.saveForBackward(inputs.get(0), inputs.get(1), y);
            printNeeded(ctx);
            return List.of(y);
        }

        @Override
        protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            List<Tensor> saved = ctx.savedTensors();
            print(saved.get(1), ctx.get("factor"), needed(ctx));
            return Arrays.asList(grads.get(0).mul(saved.get(2)), null);
        }

        private void printNeeded(FunctionContext ctx) {
            print(needed(ctx));
        }

        private List<Boolean> needed(FunctionContext ctx) {
            boolean[] needed = ctx.needsInputGrad();
            return List.of(needed[0], needed[1]);
        }
    }

    @Test
    void whatIsSaved() {
        Tensor x = leaf(0, 1);
        var saving = new Saving();
        Tensor y = saving.applyOne(x, null);
        print(y);
        y.sum().backward();
        print(x.grad());
        printError(() -> y.sum().backward());
        printError(() -> Objects.requireNonNull(saving.last).savedTensors());

        Tensor h = x.mul(1);
        Tensor ofChanged = saving.applyOne(h, ones(2));
        h.add_(1);
        printError(() -> ofChanged.sum().backward());
        Tensor changed = saving.applyOne(x.mul(1), ones(2));
        changed.mul_(2);
        printError(() -> changed.sum().backward());
        Tensor bias = tensor(1.0, 1.0).to(DType.FLOAT32);
        Tensor withBias = saving.applyOne(x.mul(1), bias);
        bias.mul_(2);
        printError(() -> withBias.sum().backward());
    }

    private static final class Returns extends AutogradFunction {
        private final UnaryOperator<Tensor> what;

        Returns(UnaryOperator<Tensor> what) {
            this.what = what;
        }

        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            return List.of(inputs.get(0).mul(2));
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            return List.of(what.apply(grads.get(0)));
        }
    }

    @Test
    void resultsThatDoNotFit() {
        Tensor x = leaf(1, 2);
        printError(() -> through(x, g -> g.narrow(0, 0, 1).expand(3)));
        printError(() -> through(x, g -> g.to(Device.META)));
        printError(() -> through(x, g -> g.expand(4, 2).doubleValue()));
        print(x.grad());
        printError(() -> new FewGradients().applyOne(x, x).sum().backward());
        printError(() -> new ManyGradients().applyOne(x).sum().backward());
    }

    private static void through(Tensor x, UnaryOperator<Tensor> what) {
        new Returns(what).applyOne(x).sum().backward();
    }

    private static final class FewGradients extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            return List.of(inputs.get(0).add(inputs.get(1)));
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            return grads;
        }
    }

    private static final class ManyGradients extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            return List.of(inputs.get(0).mul(1));
        }

        @Override
        protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            return Arrays.asList(grads.get(0), grads.get(0), null);
        }
    }

    private final class Square extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            ctx.saveForBackward(inputs.get(0));
            return List.of(inputs.get(0).mul(inputs.get(0)));
        }

        @Override
        @OnceDifferentiable
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            print(Autograd.isEnabled());
            return List.of(grads.get(0).mul(2).mul(ctx.savedTensors().get(0)));
        }
    }

    private Tensor squareGrad(Tensor x, Tensor seed) {
        return Objects.requireNonNull(grad(List.of(new Square().applyOne(x)), List.of(x), o -> o.gradOutputs(seed)
                        .createGraph(true))
                .get(0));
    }

    @Test
    void onceAndNotTwice() {
        Tensor x = leaf(1, 2);
        Tensor constant = squareGrad(x, ones(2));
        print(constant);
        printError(() -> constant.sum().backward());
        Tensor first = squareGrad(x, leaf(1, 1));
        print(first.detach(), first.requiresGrad());
        printError(() -> first.sum().backward());
        printError(() -> grad(first.sum(), x));
    }

    private final class Scale extends SetupFunction {
        private final double factor;

        Scale(double factor) {
            this.factor = factor;
        }

        @Override
        protected List<Tensor> forward(List<Tensor> inputs) {
            print(Autograd.isEnabled());
            return List.of(inputs.get(0).mul(factor));
        }

        @Override
        protected void setupContext(FunctionContext ctx, List<Tensor> inputs, List<Tensor> outputs) {
            print(outputs.get(0).requiresGrad());
            ctx.saveForBackward(outputs.get(0));
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            print(ctx.savedTensors().get(0).detach());
            return List.of(grads.get(0).mul(factor));
        }
    }

    @Test
    void setUpApart() {
        Tensor x = leaf(1, 2);
        Tensor y = new Scale(3).applyOne(x);
        print(y);
        y.sum().backward();
        print(x.grad());
    }

    private static final class AddOne extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            ctx.markDirty(inputs.get(0));
            return List.of(inputs.get(0).add_(1));
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            return List.of(grads.get(0).mul(2));
        }
    }

    private final class Sorted extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            Tensor noise = inputs.get(0).mul(0);
            ctx.markNonDifferentiable(noise);
            return List.of(inputs.get(0).sort().values(), noise);
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> grads) {
            print(grads.get(1));
            return List.of(grads.get(0).mul(3));
        }
    }

    @Test
    void marks() {
        Tensor x = leaf(1, 2);
        printError(() -> new AddOne().apply(x));
        printError(() -> new AddOne().apply(x.narrow(0, 0, 1)));
        Tensor same = noGrad(() -> new AddOne().applyOne(x));
        print(same, x, same == x);
        Tensor h = x.mul(1);
        Tensor y = new AddOne().applyOne(h);
        print(y.isSame(h), h);
        h.sum().backward();
        print(x.grad());
        List<Tensor> sorted = new Sorted().apply(x);
        print(sorted.get(0), sorted.get(1));
        sorted.get(0).sum().backward();
        print(x.grad());
    }
}
