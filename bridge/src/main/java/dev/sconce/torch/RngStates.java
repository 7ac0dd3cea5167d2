package dev.sconce.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The states of the default generators of some devices at one moment. */
final class RngStates implements AutoCloseable {
    private final Map<Generator, Tensor> states = new LinkedHashMap<>();

    private RngStates() {}

    /**
     * Notes the states of the host's default generator and of those of other devices.
     *
     * @throws TorchException if such a device is not there
     */
    static RngStates capture(List<Device> devices) {
        RngStates captured = new RngStates();
        try (TensorScope outlives = TensorScope.none()) {
            captured.add(Generator.getDefault());
            for (Device device : devices) {
                captured.add(Generator.getDefault(device));
            }
        }
        return captured;
    }

    private void add(Generator generator) {
        states.put(generator, generator.getState());
    }

    /** Has the generators go on from these states. */
    void restore() {
        states.forEach(Generator::setState);
    }

    @Override
    public void close() {
        states.values().forEach(Tensor::close);
    }
}
