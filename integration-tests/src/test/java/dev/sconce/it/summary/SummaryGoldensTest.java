package dev.sconce.it.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.nn.AvgPool1d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Bilinear;
import dev.sconce.nn.Conv1d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.ConvTranspose1d;
import dev.sconce.nn.ConvTranspose2d;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.GRU;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.Layer;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool1d;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.Module2;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.summary.Column;
import dev.sconce.nn.summary.Summary;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What torchinfo 1.8.0 prints of the models of {@code summaries.py}, line by line. */
class SummaryGoldensTest {

    private static final Column[] EVERY = {
        Column.INPUT_SIZE, Column.OUTPUT_SIZE, Column.NUM_PARAMS, Column.MULT_ADDS, Column.TRAINABLE
    };

    static class LeNet extends Layer {
        final Sequential features = new Sequential(
                new Conv2d(1, 6, 5, c -> c.padding(2)),
                new ReLU(),
                new MaxPool2d(2),
                new Conv2d(6, 16, 5),
                new ReLU(),
                new MaxPool2d(2));
        final Sequential classifier =
                new Sequential(new Linear(400, 120), new ReLU(), new Linear(120, 84), new ReLU(), new Linear(84, 10));

        @Override
        protected Tensor forward(Tensor x) {
            return classifier.call(features.call(x).flatten(1));
        }
    }

    static class Tagger extends Layer {
        final Embedding embedding = new Embedding(100, 16);
        final LSTM lstm =
                new LSTM(16, 32, o -> o.numLayers(2).bidirectional(true).batchFirst(true));
        final Linear output = new Linear(64, 5);

        @Override
        protected Tensor forward(Tensor words) {
            return output.call(lstm.call(embedding.call(words)).output());
        }
    }

    static class Recurrent extends Layer {
        final LayerNorm norm = new LayerNorm(12);
        final GRU gru = new GRU(12, 6);

        @Override
        protected Tensor forward(Tensor x) {
            return gru.call(norm.call(x)).output();
        }
    }

    static class Deep extends Layer {
        final Sequential stem =
                new Sequential(new Sequential(new Sequential(new Conv2d(3, 8, 3), new BatchNorm2d(8)), new ReLU()));
        final Conv2d again = new Conv2d(8, 8, 3, c -> c.padding(1).groups(2));
        final ConvTranspose2d up = new ConvTranspose2d(8, 4, 2, c -> c.stride(2).bias(false));
        final Linear unused = new Linear(3, 3);
        final Parameter scale = new Parameter(Torch.ones(4, 1, 1));

        Deep() {
            up.weight.requiresGrad_(false);
        }

        @Override
        protected Tensor forward(Tensor x) {
            return up.call(again.call(again.call(stem.call(x)))).mul(scale);
        }
    }

    static class Pair extends Module2<Tensor, Tensor, Tuple> {
        final Bilinear both = new Bilinear(3, 4, 5);
        final Conv1d conv = new Conv1d(1, 2, 3, c -> c.stride(2).bias(false));
        final Parameter scale = new Parameter(Torch.ones(5));
        final Parameter fixed = new Parameter(Torch.ones(5), false);

        @Override
        protected Tuple forward(Tensor a, Tensor b) {
            Tensor y = both.call(a, b).mul(scale).mul(fixed);
            return Tuple.of(conv.call(y.unsqueeze(1)), y);
        }
    }

    static class Kernels extends Layer {
        @RegisteredAs("a_part_of_the_network_with_a_long_name")
        final Sequential part = new Sequential(new ConvTranspose1d(2, 4, 3), new MaxPool1d(2), new AvgPool1d(2));

        final ReLU act = new ReLU();
        final Linear linear = new Linear(12, 12);

        @Override
        protected Tensor forward(Tensor x) {
            x = act.call(part.call(x)).flatten(1);
            return act.call(linear.call(linear.call(x)));
        }
    }

    @Test
    void sequentials() throws IOException {
        check("lenet", Summary.of(new LeNet(), new long[] {2, 1, 28, 28}));
        check("lenet_columns", Summary.of(new LeNet(), List.of(new long[] {2, 1, 28, 28}), o -> o.columns(EVERY)
                .columnWidth(20)
                .varNames(true)
                .depth(1)));
    }

    @Test
    void recurrentLayersAndEmbeddings() throws IOException {
        check("tagger", Summary.of(new Tagger(), List.of(new long[] {4, 7}), o -> o.dtype(DType.INT64)
                .columns(EVERY)));
        check("recurrent", Summary.of(new Recurrent(), new long[] {5, 2, 12}));
    }

    @Test
    void frozenRepeatedAndUnusedLayersAtEveryDepth() throws IOException {
        List<long[]> shapes = List.of(new long[] {1, 3, 16, 16});
        check("deep", Summary.of(new Deep(), shapes, o -> o.columns(EVERY).depth(4)));
        check("deep_shallow", Summary.of(new Deep(), shapes, o -> o.depth(2)));
    }

    @Test
    void everyColumnAndLongNames() throws IOException {
        check(
                "pair",
                Summary.of(new Pair(), List.of(new long[] {2, 3}, new long[] {2, 4}), o -> o.columns(Column.values())));
        List<long[]> shapes = List.of(new long[] {1, 2, 10});
        check("kernels", Summary.of(new Kernels(), shapes, o -> o.columns(Column.values())
                .varNames(true)
                .asciiOnly(true)));
        check("kernels_once", Summary.of(new Kernels(), shapes, o -> o.columns(Column.values())
                .hideRecursiveLayers(true)));
    }

    /** torchinfo 1.8.0 prints a constant's name where the unit of the multiply-adds should stand. */
    private static void check(String name, Summary summary) throws IOException {
        String multAdds =
                String.format(Locale.ROOT, "Total mult-adds (Units.MEGABYTES): %.2f", summary.totalMultAdds() / 1e6);
        String java = summary.toString().replaceAll("Total mult-adds.*", multAdds);
        assertThat(java).isEqualTo(golden(name).strip());
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(
                SummaryGoldensTest.class.getResourceAsStream("/dev/sconce/it/summary/" + name + ".txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
