package dev.sconce.it.bench;

import dev.sconce.torch.Torch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** From the start of a JVM to its first tensor: {@code python -c "import torch; torch.rand(2)"}. */
final class FirstTensor {

    private FirstTensor() {}

    public static void main(String... args) {
        Torch.rand(2);
    }

    static Benchmark benchmark() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new Benchmark("startup.first_tensor", folder -> () -> run(java, classPath));
    }

    private static void run(String java, String classPath) throws IOException {
        Process process = new ProcessBuilder(java, "-cp", classPath, FirstTensor.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(new File(File.separatorChar == '/' ? "/dev/null" : "NUL"))
                .start();
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("the JVM ended with status " + status);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
