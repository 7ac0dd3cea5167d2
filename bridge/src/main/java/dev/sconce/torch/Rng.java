package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;

/**
 * The default random generators of this process, as {@code torch.random}. They are shared by all threads; a stream that
 * must be reproducible among threads that draw at once is a {@link Generator} of its own.
 *
 * <p>Operations of several threads may draw from one of them at once, and {@link #manualSeed} may come in between. A state
 * must not be read or set while another thread draws: libtorch's lock for that is not within Java's reach.
 */
public final class Rng {
    static {
        NativeLibrary.load();
    }

    private Rng() {}

    /**
     * Seeds the default generators of all devices ({@code torch.manual_seed}).
     *
     * @param seed any number
     * @return the default generator of the host
     */
    public static Generator manualSeed(long seed) {
        torch.manual_seed(seed);
        return Generator.getDefault();
    }

    /**
     * Seeds the default generators of all devices with a number that the system draws ({@code torch.seed}).
     *
     * @return the seed, as an unsigned number
     */
    public static long seed() {
        long seed = Generator.getDefault().seed();
        torch.manual_seed(seed);
        return seed;
    }

    /**
     * The seed of the default generator of the host ({@code torch.initial_seed}).
     *
     * @return the seed, as an unsigned number
     */
    public static long initialSeed() {
        return Generator.getDefault().initialSeed();
    }

    /**
     * The state of the default generator of the host ({@code torch.get_rng_state}).
     *
     * @return a {@code uint8} tensor of 5056 elements, as in Python
     */
    public static Tensor getState() {
        return Generator.getDefault().getState();
    }

    /**
     * Sets the state of the default generator of the host ({@code torch.set_rng_state}).
     *
     * @param state what {@link #getState()} or Python gave
     * @throws TorchException if it is no such state, in Python's words
     */
    public static void setState(Tensor state) {
        Generator.getDefault().setState(state);
    }

    /**
     * A stretch after which the default generators of the host and of all CUDA devices go on as if nothing had been drawn
     * in it ({@code torch.random.fork_rng()}).
     *
     * @return the stretch, ended by {@link Fork#close()}
     */
    public static Fork fork() {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < torch.cuda_device_count(); i++) {
            devices.add(Device.cuda(i));
        }
        return fork(devices);
    }

    /**
     * As {@link #fork()}, for the host and the given devices.
     *
     * @param devices the devices beside the host whose generators are kept as they were
     * @return the stretch
     */
    public static Fork fork(List<Device> devices) {
        return new Fork(devices);
    }

    /**
     * Runs something after which the default generators go on as if it had drawn nothing.
     *
     * @param work what to run
     * @param <T> its result
     * @return its result
     */
    public static <T> T fork(Supplier<T> work) {
        try (Fork stretch = fork()) {
            return work.get();
        }
    }

    /** A stretch after which generators go on as if nothing had been drawn in it. */
    public static final class Fork implements AutoCloseable {
        private final RngStates before;
        private boolean closed;

        private Fork(List<Device> devices) {
            before = RngStates.capture(devices);
        }

        /** Sets the generators to the states that they had. Closing twice does nothing. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                before.restore();
                before.close();
            }
        }
    }
}
