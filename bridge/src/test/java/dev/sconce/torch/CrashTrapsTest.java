package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What ends the JVM, or reads memory that is somebody else's, in the raw presets: here it works, or is an exception. Each
 * of these was seen to crash when it was tried on the presets themselves.
 */
class CrashTrapsTest {
    /** Other tensors where freed ones were, so that a stale handle would show. */
    private static void reuseMemory() {
        System.gc();
        try (var scope = new TensorScope()) {
            for (int i = 0; i < 200; i++) {
                Torch.full(new long[] {2}, -1).add(i);
            }
        }
    }

    // Borrowed results after their owner's end

    @Test
    void aGradientOutlivesItsTensor() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            x.mul(3).sum().backward();
            Tensor grad = Objects.requireNonNull(x.grad());
            x.close();
            reuseMemory();
            assertThat(Values.of(grad)).containsExactly(3, 3);
        }
    }

    @Test
    void elementsOfAListOutliveIt() {
        try (var scope = new TensorScope()) {
            List<Tensor> parts = Torch.arange(6).split(2);
            List<?> boxed = (List<?>) Torch.call("aten::split", Torch.arange(6), 2, 0);
            reuseMemory();
            assertThat(Values.of(parts.get(2))).containsExactly(4, 5);
            assertThat(Values.of((Tensor) Objects.requireNonNull(boxed).get(1))).containsExactly(2, 3);
        }
    }

    @Test
    void partsOfATupleOutliveIt() {
        try (var scope = new TensorScope()) {
            Results.ValuesIndices largest = Torch.arange(6).view(2, 3).max(1);
            reuseMemory();
            assertThat(Values.of(largest.values())).containsExactly(2, 5);
            assertThat(Values.of(largest.indices())).containsExactly(2, 2);
        }
    }

    @Test
    void theResultOfAnInPlaceOperationIsTheTensorItself() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.ones(2);
            assertThat(x.add_(1)).isSameAs(x);
            assertThat(Torch.addOut(x, x, x)).isSameAs(x);
            x.close();
            assertThatThrownBy(() -> x.add_(1)).isInstanceOf(TorchException.class);
        }
    }

    @Test
    void aViewOutlivesItsBase() {
        try (var scope = new TensorScope()) {
            Tensor base = Torch.arange(6);
            Tensor view = base.view(2, 3).get(1);
            base.close();
            reuseMemory();
            assertThat(Values.of(view)).containsExactly(3, 4, 5);
        }
    }

    @Test
    void aBufferOutlivesItsTensor() {
        ByteBuffer bytes;
        try (var scope = new TensorScope()) {
            bytes = Torch.full(new long[] {256}, 7, o -> o.dtype(DType.UINT8)).asByteBuffer();
        }
        reuseMemory();
        assertThat(bytes.get(255)).isEqualTo((byte) 7);
    }

    // Hooks

    @Test
    void aHookMayReturnNull() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1);
            x.registerHook(grad -> null);
            x.mul(3).sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(3);
        }
    }

    @Test
    void aHookIsKeptUntilTheGraphIsGone() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1);
            Tensor loss = hooked(x);
            reuseMemory();
            loss.backward();
            assertThat(Values.of(x.grad())).containsExactly(30);
        }
    }

    private static Tensor hooked(Tensor x) {
        Tensor y = x.mul(3);
        y.registerHook(grad -> grad.mul(10));
        return y.sum();
    }

    @Test
    void aHookMayCloseWhatItWasGiven() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1);
            x.registerHook(grad -> {
                grad.close();
                return null;
            });
            x.mul(3).sum().backward();
            assertThat(Values.of(x.grad())).containsExactly(3);
        }
    }

    @Test
    void aHooksGradientOutlivesThePass() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1);
            AtomicReference<Tensor> seen = new AtomicReference<>();
            Tensor y = x.mul(3);
            y.registerHook(grad -> {
                seen.set(grad);
                return null;
            });
            y.sum().backward();
            y.close();
            reuseMemory();
            assertThat(Values.of(seen.get())).containsExactly(1);
        }
    }

    // The presets' own scopes

    @Test
    void whatIsKeptForLaterCallsOutlivesAPointerScope() throws InterruptedException {
        AtomicReference<Object> result = new AtomicReference<>();
        Thread fresh = new Thread(
                () -> { // with slots for arguments that nobody has used before
                    try (var scope = new TensorScope()) {
                        Tensor x = Values.leaf(1, 2);
                        try (var raw = new PointerScope()) {
                            useWhatIsKept(x, 1);
                        }
                        result.set(useWhatIsKept(x, 2));
                    } catch (RuntimeException e) {
                        result.set(e);
                    }
                });
        fresh.start();
        fresh.join();
        assertThat(result.get()).isEqualTo("[20.0, 20.0] 3.0");
    }

    private static String useWhatIsKept(Tensor x, int number) {
        Tensor options = Torch.zeros(o -> o.dtype(DType.INT16).pinMemory(false), 2);
        Tensor clamped = Torch.clamp(x, Torch.ones(2), null);
        Tensor called = (Tensor) Objects.requireNonNull(Torch.call("aten::nan_to_num", clamped));
        Tensor joined = Torch.cat(List.of(options, called));
        try {
            joined.mm(joined);
            throw new AssertionError("no matrix");
        } catch (TorchException e) {
            if (number == 1) {
                x.registerHook(grad -> grad.mul(10));
            }
        }
        x.setGrad(null);
        x.mul(2).sum().backward();
        return Arrays.toString(Values.of(x.grad())) + " " + joined.sum().item();
    }

    // The dispatcher

    @Test
    void listsReachTheDispatcherAsLists() {
        try (var scope = new TensorScope()) {
            Tensor joined = (Tensor) Torch.call("aten::cat", List.of(Torch.ones(2), Torch.ones(3)), 0);
            assertThat(Objects.requireNonNull(joined).shape()).containsExactly(5);
        }
    }

    @Test
    void theDispatcherIsNotCalledWithMissingOrMistypedArguments() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.ones(2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Torch.call("aten::add.Tensor", x))
                    .withMessageContaining("argument 'other' is missing");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Torch.call("aten::cat", x, 0))
                    .withMessageContaining("Tensor[]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Torch.call("aten::cat", Arrays.asList(x, null), 0))
                    .withMessageContaining("aten::cat");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Torch.call("aten::relu", (Object) null))
                    .withMessageContaining("no overload takes (None)");
        }
    }

    // Tensors that are none

    @Test
    void anUndefinedTensorIsRefusedByOperations() {
        try (var scope = new TensorScope()) {
            Tensor undefined = Tensor.own(new org.bytedeco.pytorch.Tensor());
            assertThat(undefined.isDefined()).isFalse();
            for (Runnable use : List.<Runnable>of(
                    () -> undefined.add(1),
                    () -> Torch.ones(2).add(undefined),
                    () -> undefined.mm(undefined),
                    () -> undefined.clone(MemoryFormat.CONTIGUOUS),
                    undefined::backward,
                    undefined::item,
                    () -> Torch.cat(List.of(undefined)),
                    () -> undefined.get(0),
                    undefined::toFloatArray,
                    undefined::asByteBuffer,
                    undefined::dtype,
                    undefined::device,
                    undefined::retainGrad,
                    () -> undefined.to(DType.INT64),
                    () -> undefined.registerHook(grad -> null))) {
                assertThatThrownBy(use::run).isInstanceOf(RuntimeException.class);
            }
            assertThat(undefined).hasToString("[ Tensor (undefined) ]");
        }
    }

    @Test
    void aClosedTensorIsRefusedEverywhere() {
        try (var scope = new TensorScope()) {
            Tensor closed = Torch.ones(2);
            closed.close();
            Tensor x = Values.leaf(1, 2);
            for (Runnable use : List.<Runnable>of(
                    () -> closed.add(1),
                    () -> x.add(closed),
                    () -> Torch.cat(List.of(x, closed)),
                    () -> Torch.call("aten::add.Tensor", x, closed),
                    () -> Torch.call("aten::cat", List.of(closed), 0),
                    () -> x.get(closed),
                    () -> x.at(0).set(closed),
                    () -> x.backward(closed),
                    () -> x.setGrad(closed),
                    () -> Autograd.grad(closed, x),
                    closed::backward,
                    closed::item,
                    closed::dtype,
                    closed::device,
                    closed::toFloatArray,
                    closed::asByteBuffer,
                    closed::unwrap,
                    () -> closed.registerHook(grad -> null))) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(TorchException.class)
                        .hasMessageStartingWith("This tensor is closed");
            }
        }
    }

    @Test
    void nullIsRefusedWhereATensorIsMeant() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.ones(2);
            Tensor none = null;
            assertThatThrownBy(() -> x.add(none)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> Torch.cat(Collections.singletonList(none)))
                    .isInstanceOf(NullPointerException.class);
        }
    }

    // Memory

    @Test
    void aTensorOverAReadOnlyMappingTakesWrites(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.pth");
        try (var scope = new TensorScope()) {
            Torch.save(Torch.ones(1024), file);
            byte[] written = Files.readAllBytes(file);
            assertThat(file.toFile().setReadOnly()).isTrue();
            Tensor x = Torch.load(file).tensor();
            x.add_(1);
            assertThat(x.sum().item()).isEqualTo(2048);
            assertThat(Files.readAllBytes(file)).isEqualTo(written);
        }
    }

    @Test
    void moreMemoryThanThereIsCanBeAskedFor() {
        List<Runnable> calls = new ArrayList<>();
        calls.add(() -> Torch.empty(1L << 45));
        calls.add(() -> Torch.zeros(1L << 45));
        calls.add(() -> Torch.rand(1L << 30, 1L << 14));
        calls.add(() -> Torch.ones(1).expand(1L << 44).add(1));
        for (Runnable call : calls) {
            try (var scope = new TensorScope()) {
                assertThatThrownBy(call::run)
                        .isInstanceOf(TorchException.class)
                        .hasMessageContaining("can't allocate memory");
            }
        }
    }

    @Test
    void closingTwiceFreesOnce() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.ones(2);
            Tensor same = x.view(2);
            x.close();
            x.close();
            assertThat(same.sum().item()).isEqualTo(2);
        }
    }
}
