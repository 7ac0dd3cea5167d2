package dev.sconce.it.bench;

import dev.sconce.torch.Torch;

/** From the start of a JVM to its first tensor: {@code python -c "import torch; torch.rand(2)"}. */
final class FirstTensor {

    private FirstTensor() {}

    public static void main(String... args) {
        Torch.rand(2);
    }

    static Benchmark benchmark() {
        return new Benchmark(
                "startup.first_tensor",
                folder -> FreshJvm.running("--enable-native-access=ALL-UNNAMED", FirstTensor.class.getName()));
    }
}
