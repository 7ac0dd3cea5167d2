package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutogradFunctionTest {
    /** Saves its output, as Python's documentation does. */
    private static final class Exp extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            assertThat(Autograd.isEnabled()).isFalse();
            Tensor result = inputs.get(0).exp();
            ctx.saveForBackward(result);
            return List.of(result);
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
            return List.of(gradOutputs.get(0).mul(ctx.savedTensors().get(0)));
        }
    }

    /** Two inputs, two outputs: x y and x + y. */
    private static final class ProductAndSum extends AutogradFunction {
        final List<List<Boolean>> needed = new ArrayList<>();

        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            Tensor x = inputs.get(0);
            Tensor y = inputs.get(1);
            ctx.saveForBackward(x, y);
            return List.of(x.mul(y), x.add(y));
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
            needed.add(List.of(ctx.needsInputGrad(0), ctx.needsInputGrad(1)));
            Tensor x = ctx.savedTensors().get(0);
            Tensor y = ctx.savedTensors().get(1);
            Tensor product = gradOutputs.get(0);
            Tensor sum = gradOutputs.get(1);
            return List.of(product.mul(y).add(sum), product.mul(x).add(sum));
        }
    }

    /** A function made of two lambdas. */
    private static AutogradFunction function(
            BiFunction<FunctionContext, List<Tensor>, List<Tensor>> forward,
            BiFunction<FunctionContext, List<Tensor>, List<? extends @Nullable Tensor>> backward) {
        return new AutogradFunction() {
            @Override
            protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
                return forward.apply(ctx, inputs);
            }

            @Override
            protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
                return backward.apply(ctx, gradOutputs);
            }
        };
    }

    @Test
    void givesNoGradientWhereItReturnsNull() {
        AutogradFunction first = function(
                (ctx, in) -> List.of(in.get(0).mul(2).add(in.get(1))),
                (ctx, grads) -> Arrays.asList(grads.get(0).mul(2), null));
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = Values.leaf(3, 4);
            first.applyOne(x, y).sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(2, 2);
            assertThat(y.grad()).isNull();
            for (boolean createGraph : new boolean[] {false, true}) {
                List<@Nullable Tensor> grads = Autograd.grad(
                        List.of(first.applyOne(x, y).sum()), List.of(x, y), o -> o.createGraph(createGraph)
                                .allowUnused(true));
                assertThat(Values.of(grads.get(0))).containsExactly(2, 2);
                assertThat(grads.get(1)).isNull();
                first.applyOne(x, y).sum().backward(null, false, createGraph);
                assertThat(y.grad()).isNull();
            }
            assertThatThrownBy(() -> Autograd.grad(first.applyOne(x, y).sum(), x, y))
                    .hasMessage("The differentiated Tensor at index 1 appears to not have been used in the graph. Set"
                            + " allow_unused=True if this is the desired behavior.");

            first.applyOne(x, y).sum().add(y.sum()).backward(); // another gradient beside the one that is missing
            assertThat(Values.of(y.grad())).containsExactly(1, 1);
            first.applyOne(x, y).sum().backward();
            assertThat(Values.of(y.grad())).containsExactly(1, 1);

            Tensor inner = Values.leaf(1, 2).mul(1);
            inner.retainGrad();
            first.applyOne(x, inner).sum().backward();
            assertThat(inner.grad()).isNull();
        }
    }

    private static final class Nothing extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            return List.of(inputs.get(0).mul(2));
        }

        @Override
        protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
            return Collections.singletonList(null);
        }
    }

    @Test
    void keepsWhatAPassInsideThePassAdded() {
        for (boolean returned : new boolean[] {false, true}) {
            keepsWhatAPassInsideThePassAdded(returned);
        }
    }

    private static void keepsWhatAPassInsideThePassAdded(boolean returned) {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            AtomicBoolean inside = new AtomicBoolean();
            x.registerHook(grad -> {
                if (!inside.getAndSet(true)) {
                    Torch.enableGrad(() -> x.mul(7).sum()).backward();
                }
                return null;
            });
            Tensor y = new Nothing().applyOne(x).sum();
            if (returned) {
                assertThat(Autograd.grad(List.of(y), List.of(x), o -> o.allowUnused(true)))
                        .containsExactly((Tensor) null);
            } else {
                y.backward();
            }
            assertThat(Values.of(x.grad())).containsExactly(7, 7);
        }
    }

    @Test
    void keepsWhatAHookFilledInOrSetByHand() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            x.registerHook(grad -> {
                grad.add_(5);
                return null;
            });
            new Nothing().applyOne(x).sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(5, 5);

            Tensor byHand = Values.leaf(1, 2);
            byHand.registerHook(grad -> {
                byHand.setGrad(Values.vector(3, 4));
                return null;
            });
            new Nothing().applyOne(byHand).sum().backward();
            assertThat(Values.of(byHand.grad())).containsExactly(3, 4);
        }
    }

    @Test
    void keepsWhatAnotherThreadAdds() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            try (TensorScope round = new TensorScope()) {
                Tensor x = round.keep(Values.leaf(1, 2));
                CyclicBarrier start = new CyclicBarrier(2);
                Thread other = new Thread(() -> {
                    try (TensorScope inner = new TensorScope()) {
                        Tensor y = x.mul(2).sum();
                        start.await();
                        y.backward();
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                });
                other.start();
                Tensor y = new Nothing().applyOne(x).sum();
                assertThatCode(start::await).doesNotThrowAnyException();
                y.backward();
                other.join();
                assertThat(Values.of(x.grad())).containsExactly(2, 2);
                x.close();
            }
        }
    }

    @Test
    void passesNoGradientOnToTheFunctionBefore() {
        List<@Nullable Tensor> seen = new ArrayList<>();
        AutogradFunction none =
                function((ctx, in) -> List.of(in.get(0).mul(2)), (ctx, grads) -> Collections.singletonList(null));
        try (var scope = new TensorScope()) {
            for (boolean materialize : new boolean[] {true, false}) {
                AutogradFunction before = function(
                        (ctx, in) -> {
                            ctx.setMaterializeGrads(materialize);
                            return List.of(in.get(0).mul(2));
                        },
                        (ctx, grads) -> {
                            seen.add(grads.get(0));
                            return grads;
                        });
                Tensor x = Values.leaf(1, 2);
                none.applyOne(before.applyOne(x).view(2, 1)).sum().backward();
                assertThat(x.grad() == null).isEqualTo(!materialize);
            }
            assertThat(Values.of(seen.get(0))).containsExactly(0, 0);
            assertThat(seen.get(1)).isNull();
        }
    }

    @Test
    void mayChangeAViewInPlace() {
        AutogradFunction next = function(
                (ctx, inputs) -> {
                    Tensor input = inputs.get(0);
                    input.add_(1);
                    ctx.markDirty(input);
                    return List.of(input);
                },
                (ctx, gradOutputs) -> List.of(gradOutputs.get(0).mul(5)));
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = x.mul(1);
            Tensor view = y.narrow(0, 0, 1);
            Tensor changed = next.applyOne(view);
            assertThat(changed.isSame(view)).isTrue();
            assertThat(y.toDoubleArray()).containsExactly(2, 2);
            y.sum().backward();
            assertThat(x.grad().toDoubleArray()).containsExactly(5, 1);
        }
    }

    @Test
    void mayReturnAViewOfWhatItMade() {
        AutogradFunction rows = function(
                (ctx, inputs) -> {
                    Tensor doubled = inputs.get(0).mul(2);
                    Tensor firstRow = doubled.select(0, 0);
                    ctx.saveForBackward(doubled, firstRow);
                    return List.of(firstRow);
                },
                (ctx, gradOutputs) -> {
                    Tensor doubled = ctx.savedTensors().get(0);
                    Tensor grad = Torch.zerosLike(doubled);
                    grad.at(0).set(gradOutputs.get(0).mul(ctx.savedTensors().get(1)));
                    return List.of(grad);
                });
        try (var scope = new TensorScope()) {
            Tensor x = Torch.tensor(1.0, 2, 3, 4).view(2, 2).requiresGrad_();
            Tensor y = rows.applyOne(x);
            assertThat(y.toDoubleArray()).containsExactly(2, 4);
            assertThat(y.requiresGrad()).isTrue();
            y.sum().backward();
            assertThat(x.grad().toDoubleArray()).containsExactly(2, 4, 0, 0);
        }
    }

    @Test
    void hasItsOwnGradientAndThatHasOneToo() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(0.5, -1, 2);
            Tensor y = new Exp().applyOne(x);
            assertThat(y.requiresGrad()).isTrue();
            assertThat(y.isLeaf()).isFalse();
            double[] exp = {Math.exp(0.5), Math.exp(-1), Math.exp(2)};
            assertThat(Values.of(y)).containsExactly(exp, within(1e-12));
            Tensor first = Autograd.grad(List.of(y.sum()), List.of(x), o -> o.createGraph(true))
                    .get(0);
            assertThat(Values.of(first)).containsExactly(exp, within(1e-12));
            Tensor second = Autograd.grad(List.of(first.sum()), List.of(x), o -> o.createGraph(true))
                    .get(0);
            assertThat(Values.of(second)).containsExactly(exp, within(1e-12));
            assertThat(Values.of(Autograd.grad(second.sum(), x).get(0))).containsExactly(exp, within(1e-12));
        }
    }

    @Test
    void takesSeveralInputsAndGivesSeveralOutputs() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = Values.leaf(3, 4);
            ProductAndSum function = new ProductAndSum();
            List<Tensor> outputs = function.apply(x, y);
            outputs.get(0).mul(10).sum().add(outputs.get(1).sum()).backward();
            assertThat(Values.of(x.grad())).containsExactly(31, 41);
            assertThat(Values.of(y.grad())).containsExactly(11, 21);
            assertThat(function.needed).containsExactly(List.of(true, true));

            x.setGrad(null);
            Tensor onlySum = function.apply(x, Values.vector(3, 4)).get(1);
            onlySum.sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(1, 1);
            assertThat(function.needed).last().isEqualTo(List.of(true, false));
        }
    }

    @Test
    void isNotRecordedWithoutNeed() {
        try (var scope = new TensorScope()) {
            assertThat(new Exp().applyOne(Values.vector(1)).requiresGrad()).isFalse();
            Tensor x = Values.leaf(1);
            assertThat(Torch.noGrad(() -> new Exp().applyOne(x)).requiresGrad()).isFalse();
        }
    }

    @Test
    void worksOnScalarsComplexNumbersAndMixedDtypes() {
        try (var scope = new TensorScope()) {
            Tensor scalar =
                    Torch.full(new long[0], 2, o -> o.dtype(DType.FLOAT64)).requiresGrad_();
            new Exp().applyOne(scalar).backward();
            assertThat(scalar.grad().item()).isEqualTo(Math.exp(2), within(1e-12));

            Tensor real = Values.leaf(1, 2);
            Tensor half = Torch.ones(2).to(DType.BFLOAT16).requiresGrad_();
            AutogradFunction mixed = function(
                    (ctx, in) -> List.of(
                            Torch.complex(in.get(0), in.get(1).to(DType.FLOAT64)),
                            in.get(1).mul(2)),
                    (ctx, grads) -> List.of(Torch.real(grads.get(0)), grads.get(1)));
            List<Tensor> outputs = mixed.apply(real, half);
            assertThat(outputs.get(0).dtype()).isEqualTo(DType.COMPLEX128);
            Torch.real(outputs.get(0)).sum().add(outputs.get(1).sum()).backward();
            assertThat(Values.of(real.grad())).containsExactly(1, 1);
            assertThat(half.grad().dtype()).isEqualTo(DType.BFLOAT16);
            assertThat(Values.of(half.grad())).containsExactly(1, 1);

            Tensor complex = outputs.get(0).detach().requiresGrad_();
            AutogradFunction conj = function(
                    (ctx, in) -> List.of(in.get(0).mul(2), Torch.real(in.get(0)).clone()),
                    (ctx, grads) -> List.of(grads.get(0).mul(2).add(grads.get(1))));
            List<Tensor> both = conj.apply(complex);
            Torch.real(both.get(0)).sum().add(both.get(1).sum()).backward();
            assertThat(Values.of(Torch.real(complex.grad()))).containsExactly(3, 3);
        }
    }

    @Test
    void bringsGradientsIntoTheFormOfTheInput() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2, 3);
            AutogradFunction expands = function(
                    (ctx, in) -> List.of(in.get(0).expand(4, 3).clone()),
                    (ctx, grads) -> List.of(grads.get(0).to(DType.FLOAT32)));
            expands.applyOne(x).sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(4, 4, 4);
            assertThat(x.grad().dtype()).isEqualTo(DType.FLOAT64);

            AutogradFunction wrong =
                    function((ctx, in) -> List.of(in.get(0).mul(1)), (ctx, grads) -> List.of(Values.vector(1, 2)));
            assertThatThrownBy(wrong.applyOne(x).sum()::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessageEndingWith("Backward returned an invalid gradient at index 0 - got [2]"
                            + " but expected shape compatible with [3]");
            AutogradFunction few = function((ctx, in) -> List.of(in.get(0).mul(1)), (ctx, grads) -> List.of());
            assertThatThrownBy(few.applyOne(x).sum()::backward)
                    .hasMessageEndingWith("Backward returned an incorrect number of gradients (expected 1, got 0)");
        }
    }

    @Test
    void givesZerosForOutputsThatWereNotUsedOrNullIfAsked() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            List<List<Tensor>> seen = new ArrayList<>();
            for (boolean materialize : new boolean[] {true, false}) {
                List<Tensor> outputs = function(
                                (ctx, in) -> {
                                    ctx.setMaterializeGrads(materialize);
                                    return List.of(in.get(0).mul(2), in.get(0).sum());
                                },
                                (ctx, grads) -> {
                                    seen.add(new ArrayList<>(grads));
                                    return Arrays.asList(grads.get(0), null);
                                })
                        .apply(x);
                outputs.get(0).sum().backward();
            }
            assertThat(Values.of(seen.get(0).get(1))).containsExactly(0);
            assertThat(seen.get(0).get(1).shape()).isEmpty();
            assertThat(seen.get(1).get(1)).isNull();
        }
    }

    @Test
    void marksOutputsAsNotDifferentiable() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(3, 1, 2);
            List<Tensor> outputs = function(
                            (ctx, in) -> {
                                Tensor index = in.get(0).argsort();
                                Tensor noise = in.get(0).mul(0);
                                ctx.markNonDifferentiable(noise);
                                return List.of(in.get(0).mul(2), index, noise);
                            },
                            (ctx, grads) -> List.of(grads.get(0).mul(2)))
                    .apply(x);
            assertThat(outputs).extracting(Tensor::requiresGrad).containsExactly(true, false, false);
            outputs.get(0).sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(2, 2, 2);
        }
    }

    private static AutogradFunction doubling() {
        return function(
                (ctx, in) -> {
                    ctx.markDirty(in.get(0));
                    return List.of(in.get(0).mul_(2));
                },
                (ctx, grads) -> List.of(grads.get(0).mul(2)));
    }

    @Test
    void changesInputsInPlace() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor inner = x.mul(3);
            Tensor y = doubling().applyOne(inner);
            assertThat(y.isSame(inner)).isTrue();
            assertThat(Values.of(inner)).containsExactly(6, 12);
            inner.sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(6, 6);

            assertThatThrownBy(() -> doubling().apply(x))
                    .hasMessage("a leaf Variable that requires grad has been used in an in-place operation.");
            AutogradFunction forgets = function(
                    (ctx, in) -> {
                        ctx.markDirty(in.get(0));
                        return List.of(in.get(0).mul(2));
                    },
                    (ctx, grads) -> grads);
            assertThatThrownBy(() -> forgets.apply(x.mul(1)))
                    .hasMessage("Some elements marked as dirty during the forward method were not returned as output."
                            + " The inputs that are modified inplace must all be outputs of the Function.");
        }
    }

    @Test
    void returnsInputsAndViewsOfThemAsTensorsOfTheirOwn() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor same = function(
                            (ctx, in) -> in,
                            (ctx, grads) -> List.of(grads.get(0).mul(5)))
                    .applyOne(x);
            assertThat(same.isSame(x)).isFalse();
            same.mul_(2); // the input stays as it is
            same.sum().backward();
            assertThat(Values.of(x)).containsExactly(1, 2);
            assertThat(Values.of(x.grad())).containsExactly(10, 10);

            x.setGrad(null);
            List<Tensor> views = function(
                            (ctx, in) -> {
                                Tensor view = in.get(0).view(2, 1);
                                return List.of(view, view);
                            },
                            (ctx, grads) -> List.of(grads.get(0)
                                    .view(2)
                                    .add(grads.get(1).view(2).mul(10))))
                    .apply(x);
            views.get(0).sum().add(views.get(1).sum()).backward();
            assertThat(Values.of(x.grad())).containsExactly(11, 11);
        }
    }

    @Test
    void keepsOutputsThatAreChangedInPlaceLater() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = function(
                            (ctx, in) -> List.of(in.get(0).mul(2)),
                            (ctx, grads) -> List.of(grads.get(0).mul(2)))
                    .applyOne(x);
            y.mul_(3).sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(6, 6);

            Tensor saved = new Exp().applyOne(x);
            saved.mul_(2);
            assertThatThrownBy(saved.sum()::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessageStartingWith("one of the variables needed for gradient computation has been modified by"
                            + " an inplace operation: [torch.DoubleTensor [2]], which is output 0 of Exp, is at version 1; expected version 0"
                            + " instead. Hint:");
        }
    }

    @Test
    void refusesSavedInputsThatWereChangedInPlace() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor constant = Values.vector(3, 4);
            Tensor y = new ProductAndSum().apply(x, constant).get(0);
            constant.add_(1);
            assertThatThrownBy(y.sum()::backward)
                    .hasMessageStartingWith("one of the variables needed for gradient computation has been modified by"
                            + " an inplace operation: [torch.DoubleTensor [2]] is at version 1; expected version 0"
                            + " instead. Hint:");
        }
    }

    @Test
    void runsAgainOnAGraphThatIsKeptAndNotOnOneThatIsFreed() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor loss = new Exp().applyOne(x).sum();
            loss.backward(o -> o.retainGraph(true));
            loss.backward();
            assertThat(Values.of(x.grad())).containsExactly(new double[] {2 * Math.E, 2 * Math.exp(2)}, within(1e-12));
            assertThatThrownBy(loss::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessageStartingWith("Trying to backward through the graph a second time");
        }
    }

    @Test
    void throwsWhatBackwardThrew() {
        try (var scope = new TensorScope()) {
            var failure = new IllegalStateException("boo");
            Tensor y = function((ctx, in) -> List.of(in.get(0).mul(2)), (ctx, grads) -> {
                        throw failure;
                    })
                    .applyOne(Values.leaf(1));
            assertThat(catchThrowable(y.sum()::backward)).isSameAs(failure);
        }
    }

    @Test
    void givesTheGradientsOfSomeInputsOnly() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = Values.leaf(3, 4);
            Tensor loss = new ProductAndSum().apply(x, y).get(0).sum();
            for (int i = 0; i < 100; i++) {
                Tensor grad = Autograd.grad(List.of(loss), List.of(y), o -> o.retainGraph(true))
                        .get(0);
                assertThat(Values.of(grad)).containsExactly(1, 2);
            }
        }
    }

    @Test
    void runsOnSeveralThreadsAtOnce() throws InterruptedException {
        Tensor x = Values.leaf(1, 2);
        Tensor y = Values.leaf(3, 4);
        List<Tensor> outputs = new ProductAndSum().apply(x, y);
        Tensor loss = outputs.get(0).sum().add(outputs.get(1).sum());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                try {
                    for (int j = 0; j < 200; j++) {
                        try (var scope = new TensorScope()) {
                            Tensor grad = Autograd.grad(List.of(loss), List.of(x), o -> o.retainGraph(true))
                                    .get(0);
                            assertThat(Values.of(grad)).containsExactly(4, 5);
                        }
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
    }

    @Test
    void isFreedWithItsGraph() {
        int before = GradHooks.tidyAll();
        long live = Torch.liveTensors();
        Tensor x = Values.leaf(1, 2, 3);
        int most = 0;
        for (int step = 0; step < 20_000; step++) {
            try (var scope = new TensorScope()) {
                Tensor y = new Exp().applyOne(x);
                Tensor loss = new ProductAndSum().apply(y, y.mul(2)).get(0).sum();
                if (step % 2 == 0) {
                    loss.backward();
                }
            }
            most = Math.max(most, GradHooks.size());
        }
        assertThat(most).isLessThan(before + 64);
        assertThat(GradHooks.tidyAll()).isEqualTo(before);
        x.setGrad(null);
        x.close();
        assertThat(Torch.liveTensors()).isLessThanOrEqualTo(live);
    }
}
