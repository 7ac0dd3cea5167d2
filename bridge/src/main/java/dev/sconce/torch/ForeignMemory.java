package dev.sconce.torch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.PointerConsumer;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Tensors over memory that libtorch did not allocate: a mapped file, a direct buffer. Whoever owns the memory is told when
 * the last tensor over it is gone, on whatever thread that happens.
 */
final class ForeignMemory {
    /**
     * What to run when the memory at an address is no longer used, the latest first: the native side tells us the address
     * and nothing else, and two tensors may begin at one.
     */
    private static final ConcurrentHashMap<Long, Deque<Runnable>> RELEASES = new ConcurrentHashMap<>();

    /** One callback for all, held for good: the native side keeps only a weak reference to it. */
    private static final PointerConsumer DELETER = Marshal.kept(new PointerConsumer() {
        @Override
        public void call(Pointer memory) {
            release(memory.address());
        }
    });

    private ForeignMemory() {}

    /**
     * A contiguous tensor over memory.
     *
     * @param address where it begins; not 0
     * @param shape the shape; with the dtype's size, it says how many bytes are used
     * @param release runs once when no tensor uses the memory any longer
     */
    static Tensor tensor(long address, long[] shape, DType dtype, Runnable release) {
        RELEASES.compute(address, (key, releases) -> {
            Deque<Runnable> all = releases == null ? new ArrayDeque<>(1) : releases;
            all.push(release);
            return all;
        });
        try (var options = new TensorOptions(dtype.scalarType());
                var device = new DeviceOptional()) {
            return Tensor.own(torch.from_blob(new At(address), shape, DELETER, options, device));
        } catch (RuntimeException e) {
            release(address);
            throw TorchException.from(e);
        }
    }

    private static void release(long address) {
        Runnable[] found = new Runnable[1];
        RELEASES.computeIfPresent(address, (key, releases) -> {
            found[0] = releases.pop();
            return releases.isEmpty() ? null : releases;
        });
        if (found[0] != null) {
            found[0].run();
        }
    }

    /** A pointer to a given address. */
    static final class At extends Pointer {
        At(long address) {
            this.address = address;
        }
    }
}
