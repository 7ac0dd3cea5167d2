package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.*;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.Bilinear;
import dev.sconce.nn.Conv1d;
import dev.sconce.nn.GRU;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MultiheadAttention;
import dev.sconce.nn.RNN;
import dev.sconce.nn.TransformerEncoderLayer;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.Autocast;
import dev.sconce.torch.AutogradFunction;
import dev.sconce.torch.DType;
import dev.sconce.torch.Fft;
import dev.sconce.torch.FunctionContext;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Autocast. */
@LiveTest
class AutocastsTest extends ProgramsTest {
    private static final List<DType> DTYPES = List.of(DType.BFLOAT16, DType.FLOAT16);

    private static String name(DType dtype) {
        return "torch." + dtype;
    }

    /** The dtype of a result, or the first line of what is thrown. */
    private static String dtype(Supplier<Tensor> operation) {
        try {
            return name(operation.get().dtype());
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    @Test
    void whichOperationsAreCast() {
        Tensor a = ones(2, 2);
        Tensor b = ones(2, 2);
        Tensor v = ones(2);
        Tensor batch = ones(1, 2, 2);
        Tensor image = ones(1, 2, 6, 6);
        Tensor volume = ones(1, 2, 4, 4, 4);
        Tensor target = zeros(new long[] {2}, o -> o.dtype(DType.INT64));
        Tensor eye = eye(2);
        List<Supplier<Tensor>> operations = List.of(
                () -> a.mm(b),
                () -> a.matmul(b),
                () -> a.mv(v),
                () -> v.dot(v),
                () -> batch.bmm(batch),
                () -> addmm(a, a, b),
                () -> addmv(v, a, v),
                () -> addr(a, v, v),
                () -> baddbmm(batch, batch, batch),
                () -> addbmm(a, batch, batch),
                () -> Linalg.multiDot(List.of(a, b)),
                () -> einsum("ij,jk->ik", List.of(a, b)),
                () -> F.linear(a, b),
                () -> F.bilinear(a, b, ones(3, 2, 2), null),
                () -> F.conv1d(batch, ones(2, 2, 1)),
                () -> F.conv2d(image, ones(2, 2, 3, 3)),
                () -> F.conv3d(volume, ones(2, 2, 1, 1, 1)),
                () -> F.convTranspose1d(batch, ones(2, 2, 1)),
                () -> F.convTranspose2d(image, ones(2, 2, 1, 1)),
                () -> F.convTranspose3d(volume, ones(2, 2, 1, 1, 1)),
                () -> F.scaledDotProductAttention(batch, batch, batch),
                () -> a.add(b),
                () -> a.mul(2),
                () -> a.exp(),
                () -> a.log(),
                () -> a.pow(2),
                () -> a.sum(),
                () -> a.mean(),
                () -> a.prod(),
                () -> a.cumsum(0),
                () -> a.norm(),
                () -> a.std(),
                () -> F.softmax(a, 1),
                () -> F.logSoftmax(a, 1),
                () -> F.gelu(a),
                () -> F.relu(a),
                () -> F.layerNorm(a, 2),
                () -> F.groupNorm(image, 1),
                () -> F.instanceNorm(image),
                () -> F.batchNorm(a, null, null, null, null, true, 0.1, 1e-5),
                () -> F.mseLoss(a, b),
                () -> F.l1Loss(a, b),
                () -> F.smoothL1Loss(a, b),
                () -> F.huberLoss(a, b),
                () -> F.crossEntropy(a, target),
                () -> F.nllLoss(a, target),
                () -> F.klDiv(a, b, "sum"),
                () -> F.binaryCrossEntropy(a, b),
                () -> F.binaryCrossEntropyWithLogits(a, b),
                () -> F.poissonNllLoss(a, b),
                () -> F.cosineEmbeddingLoss(a, b, v),
                () -> F.hingeEmbeddingLoss(a, b),
                () -> F.marginRankingLoss(v, v, v),
                () -> F.tripletMarginLoss(a, b, a),
                () -> F.multiMarginLoss(a, target),
                () -> F.multilabelMarginLoss(a, zeros(new long[] {2, 2}, o -> o.dtype(DType.INT64))),
                () -> F.softMarginLoss(a, b),
                () -> F.cosineSimilarity(a, b),
                () -> F.pdist(a),
                () -> cdist(a, b),
                () -> F.avgPool2d(image, 2),
                () -> F.avgPool3d(volume, 2),
                () -> F.maxPool2d(image, 2),
                () -> F.adaptiveAvgPool2d(image, 1),
                () -> F.adaptiveAvgPool3d(volume, 1),
                () -> F.interpolate(image, o -> o.scaleFactor(2.0).mode("bilinear")),
                () -> F.interpolate(image, o -> o.scaleFactor(2.0).mode("nearest")),
                () -> F.gridSample(image, zeros(1, 2, 2, 2), "bilinear", "zeros", false),
                () -> F.pad(image, new long[] {1, 1}, "reflect", null),
                () -> Linalg.inv(a.add(eye)),
                () -> Linalg.det(a),
                () -> Linalg.qr(a).q(),
                () -> Linalg.svd(a).s(),
                () -> Linalg.norm(a),
                () -> Linalg.cholesky(a.add(eye)),
                () -> trace(a),
                () -> polar(a, b).real(),
                () -> Fft.fft(v).real(),
                () -> stack(List.of(a, b)),
                () -> cat(List.of(a, a.to(DType.BFLOAT16))),
                () -> addcmul(a, a, a.to(DType.FLOAT16)),
                () -> cross(ones(2, 3), ones(2, 3), 1L),
                () -> tensordot(a, b, 1),
                () -> a.to(DType.FLOAT64).mm(b.to(DType.FLOAT64)),
                () -> a.to(DType.FLOAT16).exp(),
                () -> a.to(DType.BFLOAT16).sum(),
                () -> indexCopy(a, 0, tensor(new long[] {0}), ones(1, 2)));
        for (int number = 0; number < operations.size(); number++) {
            for (DType dtype : DTYPES) {
                try (var cast = Autocast.on("cpu", dtype)) {
                    print(number, dtype(operations.get(number)));
                }
            }
        }
    }

    @Test
    void whichModulesAreCast() {
        Tensor x = ones(1, 3, 4);
        var rnn = new RNN(4, 2);
        var lstm = new LSTM(4, 2);
        var gru = new GRU(4, 2);
        var encoder = new TransformerEncoderLayer(4, 2, o -> o.dimFeedforward(8).dropout(0));
        var linear = new Linear(4, 2);
        var bilinear = new Bilinear(4, 4, 2);
        var layerNorm = new LayerNorm(4);
        var batchNorm = new BatchNorm1d(3);
        var conv = new Conv1d(3, 2, 3);
        var attention = new MultiheadAttention(4, 2);
        List<Supplier<Tensor>> calls = List.of(
                () -> rnn.call(x).output(),
                () -> lstm.call(x).output(),
                () -> gru.call(x).output(),
                () -> encoder.call(x),
                () -> linear.call(x),
                () -> bilinear.call(x, x),
                () -> layerNorm.call(x),
                () -> batchNorm.call(x),
                () -> conv.call(x),
                () -> attention.call(x, x, x).output());
        for (Supplier<Tensor> call : calls) {
            for (DType dtype : DTYPES) {
                try (var cast = Autocast.on("cpu", dtype)) {
                    print(dtype(call));
                }
            }
        }
    }

    private void state(String device) {
        print(isAutocastEnabled(device), name(getAutocastDtype(device)), isAutocastCacheEnabled());
    }

    @Test
    void stretchesWithinStretches() {
        state("cpu");
        try (var outer = Autocast.on("cpu")) {
            state("cpu");
            try (var off = Autocast.off("cpu")) {
                state("cpu");
                try (var half = Autocast.with("cpu", o -> o.dtype(DType.FLOAT16).cacheEnabled(false))) {
                    state("cpu");
                    try (var inner = Autocast.on("cpu")) {
                        state("cpu");
                    }
                }
                state("cpu");
            }
            state("cpu");
            try {
                Autocast.on("cpu", DType.FLOAT16, () -> {
                    throw new IllegalArgumentException("thrown");
                });
            } catch (IllegalArgumentException e) {
                print(e.getMessage());
            }
            state("cpu");
        }
        state("cpu");
        try (var off = Autocast.with("cpu", o -> o.enabled(false).dtype(DType.FLOAT16))) {
            state("cpu");
        }
        state("cuda");
        state("xpu");
        try (var mps = Autocast.on("mps", DType.BFLOAT16)) {
            state("mps");
        }
    }

    @Test
    void stateFunctions() {
        List<Function<String, Object>> functions = List.of(
                device -> isAutocastEnabled(device),
                device -> name(getAutocastDtype(device)),
                device -> Autocast.isAvailable(device));
        for (String device : List.of(
                "cpu", "cuda", "mps", "xpu", "hpu", "xla", "maia", "mtia", "ipu", "meta", "vulkan", "hip", "cpu:0",
                "foo", "")) {
            for (Function<String, Object> function : functions) {
                try {
                    print(device, function.apply(device));
                } catch (RuntimeException e) {
                    print(device, e.getMessage());
                }
            }
            printError(() -> setAutocastEnabled(device, false));
        }
        printError(() -> Autocast.on("meta"));
        printError(() -> Autocast.on("meta", DType.BFLOAT16));
        printError(() -> Autocast.on("hip"));
        printError(() -> Autocast.on("foo"));
        setAutocastDtype("cpu", DType.FLOAT16);
        setAutocastEnabled("cpu", true);
        state("cpu");
        print(name(ones(1, 1).mm(ones(1, 1)).dtype()));
        try (var cast = Autocast.on("cpu")) {
            state("cpu");
        }
        setAutocastEnabled("cpu", false);
        setAutocastDtype("cpu", DType.BFLOAT16);
        setAutocastCacheEnabled(false);
        state("cpu");
        try (var cast = Autocast.on("cpu")) {
            state("cpu");
        }
        setAutocastCacheEnabled(true);
        print(autocastIncrementNesting(), autocastIncrementNesting());
        print(autocastDecrementNesting(), autocastDecrementNesting());
    }

    @Test
    void theCache() {
        Tensor w = tensor(new float[][] {{1, 2}, {3, 4}}).requiresGrad_();
        Tensor x = ones(2, 2);
        Runnable change = () -> noGrad(() -> w.add_(1));
        try (var cast = Autocast.on("cpu")) {
            print(x.mm(w));
            change.run();
            print(x.mm(w)); // the former value, kept
            clearAutocastCache();
            print(x.mm(w));
            try (var inner = Autocast.on("cpu")) {
                print(x.mm(w));
                change.run();
            }
            print(x.mm(w));
        }
        try (var cast = Autocast.with("cpu", o -> o.cacheEnabled(false))) {
            Tensor first = x.mm(w);
            change.run();
            print(first, x.mm(w));
        }
        try (var cast = Autocast.on("cpu", DType.FLOAT16)) {
            x.mm(w).sum().backward();
        }
        print(w.grad());
    }

    private void caution(Runnable action) {
        Caution.of(action).forEach(this::print);
    }

    @Test
    void stretchesThatCannotBe() {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.BFLOAT16)) {
            for (String device : List.of("cpu", "mps")) {
                caution(() -> {
                    try (var cast = Autocast.on(device, dtype)) {
                        print(isAutocastEnabled(device), name(getAutocastDtype(device)));
                    }
                });
            }
        }
        caution(() ->
                Autocast.with("cpu", o -> o.dtype(DType.INT32).enabled(false)).close());
        if (!cudaIsAvailable()) {
            caution(() -> {
                try (var cast = Autocast.on("cuda")) {
                    print(isAutocastEnabled("cuda"), name(getAutocastDtype("cuda")));
                }
            });
        }
    }

    private class Product extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            Tensor a = inputs.get(0);
            Tensor b = inputs.get(1);
            ctx.saveForBackward(a, b);
            print(name(a.dtype()), name(b.dtype()), isAutocastEnabled("cpu"));
            return List.of(a.mm(b));
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
            Tensor grad = gradOutputs.get(0);
            Tensor a = ctx.savedTensors().get(0);
            Tensor b = ctx.savedTensors().get(1);
            print(name(grad.dtype()), isAutocastEnabled("cpu"), name(getAutocastDtype("cpu")));
            return List.of(grad.mm(b.t()), a.t().mm(grad));
        }
    }

    private class FollowingProduct extends Product {}

    private class FloatProduct extends Product {}

    private class HalfProduct extends Product {}

    @Test
    void functionsOfOnesOwn() {
        AutogradFunction floats = Autocast.custom("cpu", DType.FLOAT32, new FloatProduct());
        for (AutogradFunction function : List.of(
                new Product(),
                Autocast.custom("cpu", new FollowingProduct()),
                floats,
                Autocast.custom("cpu", DType.FLOAT16, new HalfProduct()))) {
            for (DType dtype : List.of(DType.FLOAT32, DType.BFLOAT16)) {
                Tensor a = tensor(new float[][] {{1.5F, 2}}).to(dtype).requiresGrad_();
                Tensor b = tensor(new float[][] {{0.25F}, {3}}).to(dtype).requiresGrad_();
                Consumer<Runnable> inHalf = work -> Autocast.on("cpu", DType.FLOAT16, () -> {
                    work.run();
                    return 0;
                });
                Runnable allInAStretch = () -> inHalf.accept(() -> {
                    Tensor y = function.applyOne(a, b);
                    print(y);
                    y.backward(onesLike(y));
                });
                Runnable backwardOutside = () -> {
                    Tensor y = Autocast.on("cpu", DType.FLOAT16, () -> function.applyOne(a, b));
                    y.backward(onesLike(y));
                };
                Runnable backwardInside = () -> {
                    Tensor y = function.applyOne(a, b);
                    inHalf.accept(() -> y.backward(onesLike(y)));
                };
                for (Runnable run : List.of(allInAStretch, backwardOutside, backwardInside)) {
                    a.setGrad(null);
                    b.setGrad(null);
                    printError(run);
                    print(a.grad(), b.grad());
                }
            }
        }
        Tensor wide = tensor(new double[][] {{1}}).to(DType.FLOAT64).requiresGrad_();
        print(Autocast.on("cpu", () -> floats.applyOne(wide, wide)));
    }
}
