package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.AdaptiveAvgPool2d;
import dev.sconce.nn.AvgPool2d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Bilinear;
import dev.sconce.nn.ConstantPad1d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.ConvTranspose2d;
import dev.sconce.nn.CosineSimilarity;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.ELU;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.EmbeddingBag;
import dev.sconce.nn.Flatten;
import dev.sconce.nn.Fold;
import dev.sconce.nn.GELU;
import dev.sconce.nn.GLU;
import dev.sconce.nn.GRUCell;
import dev.sconce.nn.GroupNorm;
import dev.sconce.nn.Hardtanh;
import dev.sconce.nn.Identity;
import dev.sconce.nn.InstanceNorm1d;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.LeakyReLU;
import dev.sconce.nn.Linear;
import dev.sconce.nn.LocalResponseNorm;
import dev.sconce.nn.LogSoftmax;
import dev.sconce.nn.MSELoss;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleDict;
import dev.sconce.nn.MultiheadAttention;
import dev.sconce.nn.PReLU;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.PixelShuffle;
import dev.sconce.nn.RMSNorm;
import dev.sconce.nn.RNN;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Softmax;
import dev.sconce.nn.Softplus;
import dev.sconce.nn.Tanh;
import dev.sconce.nn.Threshold;
import dev.sconce.nn.TransformerDecoderLayer;
import dev.sconce.nn.TransformerEncoder;
import dev.sconce.nn.TransformerEncoderLayer;
import dev.sconce.nn.Unflatten;
import dev.sconce.nn.Unfold;
import dev.sconce.nn.Upsample;
import dev.sconce.nn.ZeroPad2d;
import java.util.List;
import java.util.Map;

/** {@code repr/*}: what modules print. */
@SuppressWarnings("UnusedVariable") // modules find their fields by reflection
final class ReprSnippets {
    private ReprSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("repr/nested", ReprSnippets::nested);
        table.put("repr/extra", ReprSnippets::extra);
        table.put("repr/layers", ReprSnippets::layers);
        table.put("repr/transformer", ReprSnippets::transformer);
    }

    private static void nested(Observations out) {
        class Net extends Module {
            final Sequential features =
                    new Sequential(new Conv2d(1, 6, 5, c -> c.padding(2)), new ReLU(), new MaxPool2d(2));
            final Dropout drop = new Dropout(0.25);
            final ModuleDict<Module> heads =
                    new ModuleDict<>(Py.dict("a", new Linear(6, 2), "b", new Linear(6, 3, o -> o.bias(false))));
            final Parameter w = new Parameter(zeros(2, 2));
        }
        out.out("repr", new Net());
        out.out("str", String.valueOf(new Net()));
    }

    /** Prints a line of its own. */
    private static final class A extends Module {
        @Override
        public String extraRepr() {
            return "in=1, out=2";
        }
    }

    /** Prints two lines of its own. */
    private static final class B extends Module {
        @Override
        public String extraRepr() {
            return "line1\nline2";
        }
    }

    private static void extra(Observations out) {
        class C extends Module {
            final A a = new A();
            final B b = new B();

            @Override
            public String extraRepr() {
                return "k=3";
            }
        }
        class D extends Module {}
        class E2 extends Module {
            @Override
            protected String getName() {
                return "Renamed";
            }
        }
        out.out("A", new A());
        out.out("B", new B());
        out.out("C", new C());
        out.out("D", new D());
        out.out("E", new E2());
    }

    private static List<Module> oneOfEach() {
        return List.of(
                new Linear(2, 3),
                new Linear(2, 3, false),
                new Conv2d(1, 2, 3, c -> c.stride(2)
                        .padding(1)
                        .dilation(2)
                        .groups(1)
                        .bias(false)
                        .paddingMode("reflect")),
                new ConvTranspose2d(2, 4, 3, c -> c.stride(2).outputPadding(1)),
                new MaxPool2d(2),
                new AvgPool2d(new long[] {2, 3}, o -> o.stride(1)),
                new AdaptiveAvgPool2d(new Long[] {1L, null}),
                new BatchNorm2d(3, o -> o.eps(1e-3).momentum(null)),
                new LayerNorm(new long[] {2, 3}, o -> o.elementwiseAffine(false)),
                new GroupNorm(2, 4),
                new InstanceNorm1d(3),
                new RMSNorm(4),
                new Dropout(0.3, true),
                new Embedding(5, 3, o -> o.paddingIdx(0L).maxNorm(1.0)),
                new EmbeddingBag(5, 3, o -> o.mode("sum")),
                new RNN(2, 3, o -> o.numLayers(2).nonlinearity("relu")),
                new LSTM(2, 3, o -> o.numLayers(2)
                        .batchFirst(true)
                        .dropout(0.1)
                        .bidirectional(true)
                        .projSize(2)),
                new GRUCell(2, 3, o -> o.bias(false)),
                new ReLU(true),
                new LeakyReLU(0.2),
                new ELU(),
                new GELU("tanh"),
                new Softmax(1),
                new LogSoftmax(),
                new PReLU(3),
                new Hardtanh(-2, 2),
                new Threshold(0.1, 20),
                new Flatten(),
                new Unflatten(1, 2, 3),
                new Identity(),
                new PixelShuffle(2),
                new Upsample(o -> o.scaleFactor(2).mode("bilinear")),
                new ZeroPad2d(1),
                new ConstantPad1d(new long[] {1, 2}, 3.5),
                new Bilinear(1, 2, 3),
                new CosineSimilarity(0),
                new CrossEntropyLoss(),
                new MSELoss(),
                new MultiheadAttention(4, 2),
                new Fold(new long[] {4, 4}, 2),
                new Unfold(3),
                new LocalResponseNorm(2),
                new GLU(),
                new Softplus(),
                new Tanh());
    }

    private static void layers(Observations out) {
        List<Module> layers = oneOfEach();
        for (int i = 0; i < layers.size(); i++) {
            out.out(String.format("%02d_%s", i, Py.type(layers.get(i))), layers.get(i));
        }
    }

    private static void transformer(Observations out) {
        out.out("enc", new TransformerEncoder(new TransformerEncoderLayer(4, 2, 8), 2, null, false));
        out.out("dec_layer", new TransformerDecoderLayer(4, 2, o -> o.dimFeedforward(8)
                .batchFirst(true)));
    }
}
