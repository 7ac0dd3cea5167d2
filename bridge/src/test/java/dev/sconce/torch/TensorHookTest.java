package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The expected values and texts are those of Python's PyTorch 2.13. */
class TensorHookTest {
    @Test
    void seesTheGradientAndKeepsItByReturningNull() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2, 3);
            List<double[]> seen = new ArrayList<>();
            x.registerHook(grad -> {
                seen.add(Values.of(grad));
                return null;
            });
            x.mul(x).sum().backward();
            assertThat(seen).containsExactly(new double[] {2, 4, 6});
            assertThat(Values.of(x.grad())).containsExactly(2, 4, 6);
        }
    }

    @Test
    void replacesTheGradientInOrderOfRegistration() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = x.mul(3);
            y.registerHook(grad -> grad.mul(2));
            y.registerHook(grad -> grad.add(1));
            y.sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(9, 9);
        }
    }

    @Test
    void isCalledWhenTheTensorWasUsedBeforeTheRegistrationAndIsGone() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = x.mul(3);
            Tensor loss = y.sum();
            y.registerHook(grad -> grad.mul(10));
            y.close();
            System.gc();
            GradHooks.tidyAll();
            loss.backward();
            assertThat(Values.of(x.grad())).containsExactly(30, 30);
        }
    }

    @Test
    void removesItselfAndOthersInsideThePass() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1);
            AtomicInteger calls = new AtomicInteger();
            AtomicReference<RemovableHandle> own = new AtomicReference<>();
            AtomicReference<RemovableHandle> next = new AtomicReference<>();
            own.set(x.registerHook(grad -> {
                calls.incrementAndGet();
                own.get().remove();
                next.get().remove();
                return null;
            }));
            next.set(x.registerHook(grad -> {
                calls.addAndGet(10);
                return null;
            }));
            x.mul(2).sum().backward();
            assertThat(calls).hasValue(11); // the pass goes on with the hooks that it began with
            x.mul(2).sum().backward();
            assertThat(calls).hasValue(11);
            own.get().remove();
        }
    }

    @Test
    void throwsItsOwnExceptionOutOfBackward() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1);
            var unchecked = new IllegalStateException("boo");
            Tensor first = x.mul(2);
            first.registerHook(grad -> {
                throw unchecked;
            });
            assertThat(catchThrowable(first.sum()::backward)).isSameAs(unchecked);

            Tensor second = x.mul(2);
            var error = new AssertionError("no");
            second.registerHook(grad -> {
                throw error;
            });
            assertThat(catchThrowable(second.sum()::backward)).isSameAs(error);

            Tensor third = x.mul(2);
            var checked = new IOException("disk");
            third.registerHook(grad -> TensorHookTest.<RuntimeException>sneak(checked));
            assertThat(catchThrowable(third.sum()::backward)).isSameAs(checked);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> Tensor sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void throwsItsOwnExceptionThroughANestedPass() {
        try (var scope = new TensorScope()) {
            Tensor inner = Values.leaf(1);
            var failure = new IllegalStateException("deep");
            inner.registerHook(grad -> {
                throw failure;
            });
            Tensor x = Values.leaf(1);
            x.registerHook(grad -> {
                Torch.enableGrad(() -> {
                    inner.mul(2).sum().backward();
                    return 0;
                });
                return null;
            });
            assertThat(catchThrowable(x.mul(2).sum()::backward)).isSameAs(failure);
        }
    }

    @Test
    void refusesAGradientOfAnotherShapeOrDtypeInPythonsWords() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2, 3);
            Tensor y = x.mul(2);
            y.registerHook(grad -> Values.vector(1, 2));
            assertThatThrownBy(y.sum()::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessage("hook '<lambda>' has changed the size of value");
            Tensor z = x.mul(2);
            z.registerHook(new Halving());
            assertThatThrownBy(z.sum()::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessage("hook 'Halving' has changed the type of value"
                            + " (was torch.DoubleTensor got torch.HalfTensor)");
        }
    }

    private static final class Halving implements TensorHook {
        @Override
        public Tensor apply(Tensor grad) {
            return grad.to(DType.FLOAT16);
        }
    }

    @Test
    void refusesAClosedTensorAndATensorWithoutGradient() {
        try (var scope = new TensorScope()) {
            Tensor y = Values.leaf(1).mul(2);
            y.registerHook(grad -> {
                Tensor closed = grad.mul(2);
                closed.close();
                return closed;
            });
            assertThatThrownBy(y.sum()::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(() -> Values.vector(1).registerHook(grad -> null))
                    .isInstanceOf(TorchException.class)
                    .hasMessage("cannot register a hook on a tensor that doesn't require gradient");
        }
    }

    @Test
    void survivesDetachingInPlace() {
        try (var scope = new TensorScope()) {
            Tensor y = Values.leaf(1).mul(2);
            y.registerHook(grad -> grad.mul(5));
            y.detach_().requiresGrad_();
            System.gc();
            GradHooks.tidyAll();
            y.mul(1).sum().backward();
            assertThat(Values.of(y.grad())).containsExactly(5);
        }
    }

    @Test
    void retainsTheGradientThatTheHooksMade() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = x.mul(3);
            assertThat(y.retainsGrad()).isFalse();
            y.retainGrad();
            y.registerHook(grad -> grad.mul(7));
            y.sum().backward();
            assertThat(y.retainsGrad()).isTrue();
            assertThat(Values.of(y.grad())).containsExactly(7, 7);
            assertThat(x.retainsGrad()).isFalse();
            assertThatThrownBy(() -> Values.vector(1).retainGrad())
                    .hasMessage("can't retain_grad on Tensor that has requires_grad=False");
        }
    }

    @Test
    void recordsWhatItDoesForHigherDerivatives() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(3);
            Tensor y = x.mul(x);
            y.registerHook(grad -> grad.mul(x)); // so that the first derivative is 2 x^2
            Tensor first = Autograd.grad(List.of(y.sum()), List.of(x), o -> o.createGraph(true))
                    .get(0);
            assertThat(Values.of(first)).containsExactly(18);
            assertThat(Values.of(Autograd.grad(first.sum(), x).get(0))).containsExactly(12);
        }
    }

    @Test
    void isCalledAfterTheGradientWasAddedUp() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            List<double[]> seen = new ArrayList<>();
            RemovableHandle handle = x.registerPostAccumulateGradHook(leaf -> {
                seen.add(Values.of(leaf.grad()));
                leaf.setGrad(null);
            });
            x.mul(2).add(x).sum().backward();
            assertThat(seen).containsExactly(new double[] {3, 3});
            assertThat(x.grad()).isNull();
            Autograd.grad(x.sum(), x);
            assertThat(seen).hasSize(1);
            handle.remove();
            x.sum().backward();
            assertThat(seen).hasSize(1);
            assertThatThrownBy(() -> x.mul(2).registerPostAccumulateGradHook(leaf -> {}))
                    .isInstanceOf(TorchException.class)
                    .hasMessage("post accumulate grad hooks cannot be registered on non-leaf tensors");
            var failure = new IllegalStateException("boo");
            x.registerPostAccumulateGradHook(leaf -> {
                throw failure;
            });
            assertThat(catchThrowable(x.sum()::backward)).isSameAs(failure);
        }
    }

    @Test
    void isCalledOnWhateverThreadRunsThePass() throws InterruptedException {
        Tensor x = Values.leaf(1, 2);
        AtomicInteger calls = new AtomicInteger();
        x.registerHook(grad -> {
            calls.incrementAndGet();
            return grad.mul(2);
        });
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int j = 0; j < 250; j++) {
                    try (var scope = new TensorScope()) {
                        x.mul(3).sum().backward();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (int i = 0; i < 20; i++) {
            System.gc();
            Thread.sleep(5);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(calls).hasValue(1000);
        assertThat(Values.of(x.grad())).containsExactly(6000, 6000);
    }

    @Test
    void areReleasedOverALongTraining() {
        int before = GradHooks.tidyAll();
        long live = Torch.liveTensors();
        Tensor weight = Values.leaf(1, 2, 3);
        weight.registerHook(grad -> null);
        AtomicInteger calls = new AtomicInteger();
        int most = 0;
        for (int step = 0; step < 100_000; step++) {
            try (var scope = new TensorScope()) {
                Tensor held = Torch.ones(8);
                Tensor y = weight.mul(2);
                y.registerHook(grad -> {
                    calls.incrementAndGet();
                    return held.isClosed() ? grad : null;
                });
                if (step % 2 == 0) { // and half of the graphs are never run
                    y.sum().backward();
                }
            }
            if (step % 10_000 == 0) {
                System.gc();
                most = Math.max(most, GradHooks.size());
            }
        }
        assertThat(calls).hasValue(50_000);
        assertThat(most).isLessThan(before + 32);
        assertThat(GradHooks.tidyAll()).isEqualTo(before + 1);
        weight.setGrad(null);
        weight.close();
        assertThat(GradHooks.tidyAll()).isEqualTo(before);
        assertThat(Torch.liveTensors()).isLessThanOrEqualTo(live);
    }

    @Test
    void areReleasedWithoutScopesUnderTheGarbageCollector() throws InterruptedException {
        int before = GradHooks.tidyAll();
        for (int step = 0; step < 2_000; step++) {
            Tensor y = Values.leaf(1, 2).mul(2);
            y.registerHook(grad -> null);
        }
        int left = Integer.MAX_VALUE;
        for (int i = 0; i < 100 && left > before; i++) {
            System.gc();
            Thread.sleep(20);
            left = GradHooks.tidyAll();
        }
        assertThat(left).isLessThanOrEqualTo(before);
    }
}
