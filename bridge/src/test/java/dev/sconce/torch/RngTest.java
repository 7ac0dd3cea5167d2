package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The digests in rng.tsv are of what Python draws, written by src/test/python/rng_golden.py. */
@Isolated("the default generator is shared")
class RngTest {
    @Test
    void drawsTheStreamThatPythonDraws() {
        List<String> drawn = new ArrayList<>();
        Torch.manualSeed(1234);
        try (var scope = new TensorScope()) {
            for (int n : new int[] {7, 16, 1000, 100003}) {
                draw(drawn, n);
            }
            drawn.add(line("state", 0, Torch.getRngState()));
            Generator own = new Generator().manualSeed(42);
            drawn.add(line("generator", 100, Torch.randn(new long[] {100}, own)));
            drawn.add(line("generator.state", 0, own.getState()));
        }
        assertThat(drawn).containsExactlyElementsOf(golden());
    }

    private static void draw(List<String> drawn, int n) {
        long[] size = {n};
        drawn.add(line("rand", n, Torch.rand(n)));
        drawn.add(line("rand.float64", n, Torch.rand(size, o -> o.dtype(DType.FLOAT64))));
        drawn.add(line("rand.bfloat16", n, Torch.rand(size, o -> o.dtype(DType.BFLOAT16))));
        drawn.add(line("randn", n, Torch.randn(n)));
        drawn.add(line("randn.float64", n, Torch.randn(size, o -> o.dtype(DType.FLOAT64))));
        drawn.add(line("randn.bfloat16", n, Torch.randn(size, o -> o.dtype(DType.BFLOAT16))));
        drawn.add(line("uniform_", n, Torch.empty(n).uniform_(-2, 5)));
        drawn.add(line("normal_", n, Torch.empty(n).normal_(3, 0.5)));
        drawn.add(line("bernoulli_", n, Torch.empty(n).bernoulli_(0.3)));
        drawn.add(line("bernoulli", n, Torch.bernoulli(Torch.full(size, 0.7))));
        drawn.add(line("dropout", n, Torch.dropout(Torch.ones(n), 0.4, true)));
        drawn.add(line("randperm", n, Torch.randperm(n)));
        drawn.add(line("randint", n, Torch.randint(-5, 100, size)));
        drawn.add(
                line("random_", n, Torch.empty(size, o -> o.dtype(DType.INT32)).random_()));
        drawn.add(line("exponential_", n, Torch.empty(n).exponential_(2)));
        drawn.add(line("multinomial", n, Torch.multinomial(Torch.arange(1.0, 11.0), n, true)));
        drawn.add(line("rand_like", n, Torch.randLike(Torch.empty(size, o -> o.dtype(DType.FLOAT64)))));
        drawn.add(line("normal.tensors", n, Torch.normal(Torch.zeros(n), Torch.ones(n))));
    }

    private static String line(String name, int n, Tensor tensor) {
        byte[] bytes = new byte[Math.toIntExact(tensor.nbytes())];
        new BytePointer(tensor.handle().data_ptr()).get(bytes);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return name + "\t" + n + "\t" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> golden() {
        try (InputStream in = RngTest.class.getResourceAsStream("rng.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void goesOnFromAState() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(7);
            Torch.rand(3);
            Tensor state = Torch.getRngState();
            double[] first = Values.of(Torch.rand(5));
            Torch.setRngState(state);
            assertThat(Values.of(Torch.rand(5))).containsExactly(first);
            assertThat(state.shape()).containsExactly(5056);
            assertThat(Rng.initialSeed()).isEqualTo(7);

            Generator own = new Generator(3);
            Torch.rand(new long[] {4}, own);
            Generator copy = own.copy();
            assertThat(Values.of(Torch.rand(new long[] {4}, own)))
                    .containsExactly(Values.of(Torch.rand(new long[] {4}, copy)));
            assertThat(own.device()).isEqualTo(Device.CPU);
            assertThat(own.initialSeed()).isEqualTo(3);
            assertThat(own.seed()).isEqualTo(own.initialSeed());
        }
    }

    @Test
    void forksTheStream() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(11);
            double[] expected = Values.of(Torch.rand(2));
            Torch.manualSeed(11);
            try (Rng.Fork fork = Rng.fork()) {
                Torch.manualSeed(99);
                Torch.rand(1000);
            }
            assertThat(Rng.fork(() -> Values.of(Torch.rand(2)))).containsExactly(expected);
            assertThat(Values.of(Torch.rand(2))).containsExactly(expected);
        }
    }

    @Test
    void refusesWhatPythonRefuses() {
        try (var scope = new TensorScope()) {
            Generator generator = new Generator();
            assertThatThrownBy(() -> generator.setState(Torch.zeros(3)))
                    .isInstanceOf(TorchException.class)
                    .hasMessage("RNG state must be a torch.ByteTensor");
            assertThatThrownBy(() -> generator.setState(Torch.zeros(new long[] {3}, o -> o.dtype(DType.UINT8))))
                    .hasMessage("Expected a CPUGeneratorImplState of size 5056 but found the input RNG state size to"
                            + " be 3");
            assertThatThrownBy(() -> new Generator(Device.META))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("META device type not an accelerator");
        }
    }
}
