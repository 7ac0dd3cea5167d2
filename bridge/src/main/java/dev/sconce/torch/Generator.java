package dev.sconce.torch;

import org.bytedeco.pytorch.DeviceTypeOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A stream of random numbers with a state of its own, as {@code torch.Generator}: every random operation takes one, and
 * draws from the default generator of its device without. The same seed gives the numbers that Python gets.
 *
 * <p>A generator is freed when it is collected. It may be passed between threads but not used by two at once.
 */
public final class Generator {
    static {
        NativeLibrary.load();
    }

    private final org.bytedeco.pytorch.Generator handle;
    private final GeneratorOptional optional;

    private Generator(org.bytedeco.pytorch.Generator handle) {
        this.handle = Marshal.kept(handle);
        optional = Marshal.kept(new GeneratorOptional(handle));
    }

    /** Makes a generator for the host, with PyTorch's default seed (67280421310721). */
    public Generator() {
        this(torch.createCPUGenerator());
    }

    /**
     * Makes a generator for the host.
     *
     * @param seed any number; the same one gives Python's numbers
     */
    public Generator(long seed) {
        this(torch.createCPUGenerator(seed));
    }

    /**
     * Makes a generator for a device, with PyTorch's default seed.
     *
     * @param device where the numbers are drawn
     * @throws TorchException if the device is not there or has no generators, in Python's words
     */
    public Generator(Device device) {
        this(create(device));
    }

    private static org.bytedeco.pytorch.Generator create(Device device) {
        if (device.type().equals("cpu")) {
            return torch.createCPUGenerator();
        }
        try (var twin = device.toNative();
                var type = new DeviceTypeOptional(twin.type())) {
            return torch.globalContext().getAcceleratorHooksInterface(type).getNewGenerator((byte) device.index());
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The generator that random operations on the host draw from ({@code torch.default_generator}).
     *
     * @return the same stream at every call
     */
    public static Generator getDefault() {
        return Defaults.CPU;
    }

    /**
     * The generator that random operations on a device draw from ({@code torch.cuda.default_generators[i]}).
     *
     * @param device the device
     * @return the same stream at every call
     * @throws TorchException if the device is not there, in Python's words
     */
    public static Generator getDefault(Device device) {
        if (device.type().equals("cpu")) {
            return Defaults.CPU;
        }
        try (var twin = device.toNative()) {
            // The reference is to a static of libtorch, which lives as long as the process.
            return new Generator(torch.globalContext().defaultGenerator(twin));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    org.bytedeco.pytorch.Generator handle() {
        return handle;
    }

    /** The form in which operations take a generator. */
    GeneratorOptional optional() {
        return optional;
    }

    /**
     * Where this generator draws.
     *
     * @return the device
     */
    public Device device() {
        try (org.bytedeco.pytorch.Device device = handle.device()) {
            return Device.of(device);
        }
    }

    /**
     * Starts the stream anew from a seed.
     *
     * @param seed any number; the 64 bits count, so that -1 is Python's {@code 0xffff_ffff_ffff_ffff}
     * @return this
     */
    public Generator manualSeed(long seed) {
        handle.set_current_seed(seed);
        return this;
    }

    /**
     * Starts the stream anew from a seed that the system draws.
     *
     * @return the seed, as an unsigned number
     */
    public long seed() {
        return handle.seed();
    }

    /**
     * The seed that the stream was started from.
     *
     * @return the seed, as an unsigned number
     */
    public long initialSeed() {
        return handle.current_seed();
    }

    /**
     * The whole state, in the form that Python's {@code get_state()} gives.
     *
     * @return a fresh {@code uint8} tensor on the host: 5056 bytes for a generator of the host
     */
    public Tensor getState() {
        try {
            return Tensor.own(handle.get_state());
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Goes on from a state that {@link #getState()} or Python gave.
     *
     * @param state a {@code uint8} tensor on the host
     * @throws TorchException if it is no state of this kind of generator, in Python's words
     */
    public void setState(Tensor state) {
        if (state.dtype() != DType.UINT8) {
            throw new TorchException("RNG state must be a torch.ByteTensor");
        }
        try {
            handle.set_state(state.handle());
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * A generator of its own that goes on from this one's state.
     *
     * @return the copy
     */
    public Generator copy() {
        try {
            return new Generator(handle.clone());
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /** Names the device. */
    @Override
    public String toString() {
        return "Generator(" + device() + ")";
    }

    private static final class Defaults {
        static final Generator CPU = new Generator(torch.getDefaultCPUGenerator());
    }
}
