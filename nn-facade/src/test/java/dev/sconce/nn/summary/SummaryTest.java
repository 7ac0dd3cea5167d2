package dev.sconce.nn.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Dropout2d;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class SummaryTest {

    /** The network that torchinfo's documentation begins with. */
    private static final class SingleInputNet extends Layer {
        final Conv2d conv1 = new Conv2d(1, 10, 5);
        final Conv2d conv2 = new Conv2d(10, 20, 5);
        final Dropout2d drop = new Dropout2d();
        final Linear fc1 = new Linear(320, 50);
        final Linear fc2 = new Linear(50, 10);

        @Override
        protected Tensor forward(Tensor x) {
            x = F.relu(F.maxPool2d(conv1.call(x), 2));
            x = F.relu(F.maxPool2d(drop.call(conv2.call(x)), 2));
            x = F.relu(fc1.call(x.view(-1, 320)));
            return F.logSoftmax(fc2.call(x), 1);
        }
    }

    @Test
    void the_table_is_that_of_torchinfo() {
        Summary summary =
                Summary.of(new SingleInputNet(), List.of(new long[] {7, 1, 28, 28}), options -> options.columnWidth(20)
                        .columns(Column.INPUT_SIZE, Column.OUTPUT_SIZE, Column.NUM_PARAMS, Column.MULT_ADDS));
        String line = "=".repeat(120);
        assertThat(summary.toString().lines())
                .containsExactly(
                        line,
                        "Layer (type:depth-idx)                   Input Shape          Output Shape      "
                                + "   Param #              Mult-Adds",
                        line,
                        "SingleInputNet                           [7, 1, 28, 28]       [7, 10]           "
                                + "   --                   --",
                        "├─Conv2d: 1-1                            [7, 1, 28, 28]       [7, 10, 24, 24]   "
                                + "   260                  1,048,320",
                        "├─Conv2d: 1-2                            [7, 10, 12, 12]      [7, 20, 8, 8]     "
                                + "   5,020                2,248,960",
                        "├─Dropout2d: 1-3                         [7, 20, 8, 8]        [7, 20, 8, 8]     "
                                + "   --                   --",
                        "├─Linear: 1-4                            [7, 320]             [7, 50]           "
                                + "   16,050               112,350",
                        "├─Linear: 1-5                            [7, 50]              [7, 10]           "
                                + "   510                  3,570",
                        line,
                        "Total params: 21,840",
                        "Trainable params: 21,840",
                        "Non-trainable params: 0",
                        "Total mult-adds (M): 3.41",
                        line,
                        "Input size (MB): 0.02",
                        "Forward/backward pass size (MB): 0.40",
                        "Params size (MB): 0.09",
                        "Estimated Total Size (MB): 0.51",
                        line);
    }

    /** A list that is not called, a layer that is called twice, one that is frozen, and a weight that is shared. */
    private static final class Shared extends Layer {
        final Embedding embedding = new Embedding(10, 4);
        final ModuleList<Linear> layers = new ModuleList<>(new Linear(4, 4), new Linear(4, 4));
        final Linear head = new Linear(4, 10, false);

        Shared() {
            head.weight = embedding.weight;
            layers.get(1).requiresGrad_(false);
        }

        @Override
        protected Tensor forward(Tensor x) {
            x = embedding.call(x);
            for (Linear layer : layers) {
                x = layer.call(x);
            }
            return head.call(layers.get(0).call(x));
        }
    }

    @Test
    void what_is_shared_counts_once_and_what_is_not_called_is_shown() {
        Shared model = new Shared();
        model.train();
        model.layers.get(0).eval();
        Summary summary = Summary.of(model, List.of(new long[] {2, 3}), options -> options.dtype(DType.INT64)
                .varNames(true));
        assertThat(summary.toString().lines().skip(3).limit(8))
                .containsExactly(
                        "Shared (Shared)                          [2, 3, 10]                --",
                        "├─Embedding (embedding): 1-1             [2, 3, 4]                 40",
                        "├─ModuleList (layers): 1-2               --                        --",
                        "│    └─Linear (0): 2-1                   [2, 3, 4]                 20",
                        "│    └─Linear (1): 2-2                   [2, 3, 4]                 (20)",
                        "│    └─Linear (0): 2-3                   [2, 3, 4]                 (recursive)",
                        "├─Linear (head): 1-3                     [2, 3, 10]                40",
                        "=".repeat(90));
        assertThat(summary.totalParams()).isEqualTo(80);
        assertThat(summary.trainableParams()).isEqualTo(60);
        assertThat(summary.paramBytes()).isEqualTo(320);
        assertThat(model.isTraining()).isTrue();
        assertThat(model.layers.get(0).isTraining()).isFalse();
        assertThat(model.head.isTraining()).isTrue();
    }

    @Test
    void a_row_at_the_last_depth_speaks_for_what_is_in_it() {
        Sequential model = new Sequential(new Sequential(new Linear(2, 3), new ReLU()), new Linear(3, 1));
        Summary summary = Summary.of(model, List.of(new long[] {5, 2}), options -> options.depth(1));
        assertThat(summary.toString())
                .contains("├─Sequential: 1-1                        [5, 3]                    9\n");
        assertThat(summary.rows()).hasSize(5);
        assertThat(summary.totalMultAdds()).isEqualTo(5 * 9 + 5 * 4);
        assertThat(summary.toString()).contains("Total mult-adds: 65\n");
    }

    @Test
    void recurrent_layers_count_each_step() {
        Summary summary = Summary.of(new LSTM(2, 3), new long[] {4, 1, 2});
        assertThat(summary.rows().get(0).outputShape()).containsExactly(4L, 1L, 3L);
        assertThat(summary.totalMultAdds()).isEqualTo(4 * summary.totalParams());
    }

    @Test
    void the_random_generator_stays_as_it_was() {
        try (var scope = new TensorScope()) {
            SingleInputNet net = new SingleInputNet();
            Torch.manualSeed(0);
            double expected = Torch.rand(1).item();
            Torch.manualSeed(0);
            assertThat(Summary.of(net, new long[] {1, 1, 28, 28}).totalParams()).isEqualTo(21_840);
            assertThat(Torch.rand(1).item()).isEqualTo(expected);
        }
    }

    @Test
    void the_tree_is_drawn() throws Exception {
        Linear shared = new Linear(2, 2);
        Sequential model = new Sequential(shared, new ReLU(), shared);
        assertThat(ModuleDrawing.dot(model)).isEqualTo("""
                        digraph model {
                          rankdir=LR;
                          node [shape=box, fontname="sans-serif", fontsize=10];
                          m0 [label="Sequential\\n6 params"];
                          m1 [label="Linear(in_features=2, out_features=2, bias=True)\\n6 params"];
                          m0 -> m1 [label="0"];
                          m2 [label="ReLU()"];
                          m0 -> m2 [label="1"];
                          m0 -> m1 [label="2"];
                        }
                        """);
        String svg = ModuleDrawing.svg(model);
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("text").getLength()).isEqualTo(4);
        assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(3);
        assertThat(svg).contains("(2): Linear(in_features=2, out_features=2, bias=True)", "shared");
    }
}
