package dev.sconce.torch;

import java.util.function.LongSupplier;
import org.bytedeco.pytorch.MPSHooksInterface;
import org.bytedeco.pytorch.global.torch;

/** The GPU of Apple machines, as {@code torch.mps}. What needs it throws where there is none, in Python's words. */
public final class Mps {
    static {
        NativeLibrary.load();
    }

    private Mps() {}

    /**
     * Whether {@code mps} tensors can be made ({@code torch.backends.mps.is_available()}).
     *
     * @return whether there is such a GPU
     */
    public static boolean isAvailable() {
        return hooks().hasMPS();
    }

    /**
     * Waits until everything that was begun is done.
     *
     * @throws TorchException where there is no such GPU
     */
    public static void synchronize() {
        translated(() -> {
            hooks().deviceSynchronize();
            return 0;
        });
    }

    /**
     * Gives memory that is kept for more tensors back.
     *
     * @throws TorchException where there is no such GPU
     */
    public static void emptyCache() {
        translated(() -> {
            hooks().emptyCache();
            return 0;
        });
    }

    /**
     * The bytes that tensors hold ({@code torch.mps.current_allocated_memory()}).
     *
     * @return bytes
     * @throws TorchException where there is no such GPU
     */
    public static long currentAllocatedMemory() {
        return translated(() -> hooks().getCurrentAllocatedMemory());
    }

    /**
     * The bytes that Metal's driver holds for this process ({@code torch.mps.driver_allocated_memory()}).
     *
     * @return bytes
     * @throws TorchException where there is no such GPU
     */
    public static long driverAllocatedMemory() {
        return translated(() -> hooks().getDriverAllocatedMemory());
    }

    /**
     * The bytes that this process should hold at most ({@code torch.mps.recommended_max_memory()}).
     *
     * @return bytes
     * @throws TorchException where there is no such GPU
     */
    public static long recommendedMaxMemory() {
        return translated(() -> hooks().getRecommendedMaxMemory());
    }

    private static MPSHooksInterface hooks() {
        return torch.getMPSHooks();
    }

    private static long translated(LongSupplier call) {
        try {
            return call.getAsLong();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }
}
