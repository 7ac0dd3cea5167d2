package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.AdaptiveLogSoftmaxWithLoss;
import dev.sconce.nn.AlphaDropout;
import dev.sconce.nn.Arguments;
import dev.sconce.nn.BCELoss;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.BatchNorm3d;
import dev.sconce.nn.Bilinear;
import dev.sconce.nn.CircularPad1d;
import dev.sconce.nn.CircularPad2d;
import dev.sconce.nn.CircularPad3d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.ConvTranspose1d;
import dev.sconce.nn.ConvTranspose2d;
import dev.sconce.nn.CosineEmbeddingLoss;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.DataParallel;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.EmbeddingBag;
import dev.sconce.nn.FractionalMaxPool2d;
import dev.sconce.nn.GRU;
import dev.sconce.nn.GRUCell;
import dev.sconce.nn.GaussianNLLLoss;
import dev.sconce.nn.GroupNorm;
import dev.sconce.nn.HuberLoss;
import dev.sconce.nn.Identity;
import dev.sconce.nn.InstanceNorm1d;
import dev.sconce.nn.InstanceNorm2d;
import dev.sconce.nn.InstanceNorm3d;
import dev.sconce.nn.KLDivLoss;
import dev.sconce.nn.L1Loss;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.LSTMCell;
import dev.sconce.nn.LSTMState;
import dev.sconce.nn.LazyLinear;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MSELoss;
import dev.sconce.nn.MarginRankingLoss;
import dev.sconce.nn.Module;
import dev.sconce.nn.MultiMarginLoss;
import dev.sconce.nn.MultiheadAttention;
import dev.sconce.nn.NLLLoss;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.PixelShuffle;
import dev.sconce.nn.PoissonNLLLoss;
import dev.sconce.nn.RNN;
import dev.sconce.nn.RNNCell;
import dev.sconce.nn.SmoothL1Loss;
import dev.sconce.nn.Softmax2d;
import dev.sconce.nn.Transformer;
import dev.sconce.nn.TransformerEncoderLayer;
import dev.sconce.nn.TripletMarginLoss;
import dev.sconce.nn.TripletMarginWithDistanceLoss;
import dev.sconce.nn.Unflatten;
import dev.sconce.nn.Upsample;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.utils.FunctionalCall;
import dev.sconce.nn.utils.GradientClipping;
import dev.sconce.nn.utils.ParameterVectors;
import dev.sconce.nn.utils.SpectralNorm;
import dev.sconce.nn.utils.WeightNorm;
import dev.sconce.nn.utils.fusion.Fusion;
import dev.sconce.nn.utils.parametrizations.OrthogonalMap;
import dev.sconce.nn.utils.parametrizations.Parametrizations;
import dev.sconce.nn.utils.parametrize.Parametrize;
import dev.sconce.nn.utils.prune.Prune;
import dev.sconce.nn.utils.rnn.Rnn;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What layers and utilities refuse, and in which words. */
@LiveTest
class MistakesTest extends ProgramsTest {

    private void error(Runnable action) {
        try {
            action.run();
            print("no error");
        } catch (RuntimeException e) {
            String message = Objects.requireNonNull(e.getMessage(), e::toString);
            print(message.split("\n| \\{", -1)[0]); // a set has any order
        }
    }

    private static Tensor integer(long... values) {
        return tensor(values);
    }

    @Test
    void dimensionsOfInputs() {
        error(() -> new BatchNorm1d(2).call(ones(2, 2, 2, 2)));
        error(() -> new BatchNorm2d(2).call(ones(2, 2, 2)));
        error(() -> new BatchNorm3d(2).call(ones(2, 2, 2, 2)));
        error(() -> new InstanceNorm1d(2).call(ones(2, 2, 2, 2)));
        error(() -> new InstanceNorm2d(2).call(ones(2, 2)));
        error(() -> new InstanceNorm3d(2).call(ones(2, 2, 2)));
        error(() -> new CircularPad1d(1).call(ones(2)));
        error(() -> new CircularPad2d(1).call(ones(2, 2)));
        error(() -> new CircularPad3d(1).call(ones(2, 2, 2)));
        error(() -> new RNN(2, 2).call(ones(2)));
        error(() -> new LSTM(2, 2).call(ones(2)));
        error(() -> new GRU(2, 2).call(ones(2)));
        error(() -> new RNNCell(2, 2).call(ones(1, 1, 2)));
        error(() -> new LSTMCell(2, 2).call(ones(1, 1, 2)));
        error(() -> new GRUCell(2, 2).call(ones(1, 1, 2)));
        error(() -> new Softmax2d().call(ones(2, 2)));
        error(() -> new Conv2d(2, 2, 1).call(ones(1, 3, 4, 4)));
        error(() -> new ConvTranspose2d(2, 2, 3, 2).call(ones(1, 2, 4, 4), 20, 20));
        error(() -> new ConvTranspose2d(2, 2, 3).call(ones(1, 2, 4, 4), 20));
        error(() -> new ConvTranspose1d(2, 2, 3, o -> o.paddingMode("reflect")));
    }

    @Test
    void statesAndSequences() {
        error(() -> new LSTM(2, 3).call(ones(4, 5, 6)));
        error(() -> new GRU(2, 3).call(ones(4, 5, 2), ones(1, 4, 3)));
        error(() -> new GRU(2, 3).call(ones(4, 5, 2), ones(5, 3)));
        error(() -> new GRU(2, 3).call(ones(4, 2), ones(1, 1, 3)));
        error(() -> new LSTM(2, 3).call(ones(4, 5, 2), new LSTMState(ones(1, 5, 3), ones(1, 5, 4))));
        error(() -> new LSTM(2, 3).call(ones(4, 5, 2), new LSTMState(ones(1, 3), ones(1, 3))));
        error(() -> new RNN(2, 3, o -> o.nonlinearity("sigmoid")));
        error(() -> new RNN(2, 3, o -> o.dropout(1.5)));
        error(() -> new RNN(2, 3, 0));
        error(() -> new RNN(2, 0));
        error(() -> new RNN(0, 3));
        error(() -> new LSTM(2, 3, o -> o.projSize(3)));
        error(() -> new LSTM(2, 3, o -> o.projSize(-1)));
        error(() -> new GRU(2, 3, o -> o.projSize(1)));
        error(() -> new RNNCell(2, 3, "x", o -> {}).call(ones(2)));
        error(() -> Rnn.packPaddedSequence(ones(3, 2), integer(1, 3)));
        error(() -> Rnn.packPaddedSequence(ones(3, 2), integer(0, 1), false, false));
        error(() -> Rnn.padPackedSequence(Rnn.packSequence(List.of(ones(3)), true), false, 0, 2L));
    }

    @Test
    void optionsThatDoNotFit() {
        error(() -> new Conv2d(3, 4, 3, o -> o.groups(2)));
        error(() -> new Conv2d(4, 3, 3, o -> o.groups(2)));
        error(() -> new Conv2d(4, 4, 3, o -> o.groups(0)));
        error(() -> new Conv2d(4, 4, 3, o -> o.padding("x")));
        error(() -> new Conv2d(4, 4, 3, o -> o.padding("same").stride(2)));
        error(() -> new Conv2d(4, 4, 3, o -> o.paddingMode("x")));
        error(() -> new Dropout(1.5));
        error(() -> new AlphaDropout(-0.5));
        error(() -> new GroupNorm(2, 3));
        error(() -> new Bilinear(0, 1, 1));
        error(() -> new Embedding(3, 2, o -> o.paddingIdx(3)));
        error(() -> new Embedding(3, 2, o -> o.paddingIdx(-4)));
        error(() -> new Embedding(3, 2, o -> o.weight(ones(2, 2))));
        error(() -> Embedding.fromPretrained(ones(3)));
        error(() -> new EmbeddingBag(3, 2, o -> o.paddingIdx(3)));
        error(() -> new EmbeddingBag(3, 2, o -> o.mode("x")).call(tensor(new long[][] {{1}})));
        error(() -> new EmbeddingBag(3, 2).call(integer(1)));
        error(() -> new EmbeddingBag(3, 2).call(tensor(new long[][] {{1}}), integer(0)));
        error(() -> new EmbeddingBag(3, 2).call(integer(1), integer(0), ones(2)));
        error(() -> new FractionalMaxPool2d(2, o -> {}));
        error(() -> new FractionalMaxPool2d(2, o -> o.outputSize(1).outputRatio(0.5)));
        error(() -> new FractionalMaxPool2d(2, o -> o.outputRatio(1.5)));
        error(() -> new MultiheadAttention(5, 2));
        error(() -> new MultiheadAttention(0, 2));
        error(() -> transformer().call(ones(2, 3, 4), ones(2, 2, 4)));
        error(() -> transformer().call(ones(2, 3, 5), ones(2, 3, 5)));
        error(() -> new TransformerEncoderLayer(4, 2, o -> o.activation("tanh")));
        error(() -> new Upsample(o -> o.scaleFactor(2)).call(ones(2)));
        error(() -> new Unflatten(0).call(ones(2)));
        error(() -> new PixelShuffle(2).call(ones(1, 3, 2, 2)));
        error(() -> new AdaptiveLogSoftmaxWithLoss(4, 10, 5, 3));
        error(() -> new AdaptiveLogSoftmaxWithLoss(4, 10));
        error(() -> new AdaptiveLogSoftmaxWithLoss(4, 10, 5).call(ones(2, 3), integer(1, 2)));
        error(() -> new AdaptiveLogSoftmaxWithLoss(4, 10, 5).call(ones(4), integer(1, 2)));
        error(() -> new AdaptiveLogSoftmaxWithLoss(4, 10, 5).call(ones(2, 4), integer(1, 12)));
    }

    private static Transformer transformer() {
        return new Transformer(o ->
                o.dModel(4).nhead(2).numEncoderLayers(1).numDecoderLayers(1).dimFeedforward(4));
    }

    @Test
    void lossesThatDoNotFit() {
        Tensor one = ones(2);
        error(() -> new MSELoss(o -> o.reduction("x")).call(one, one));
        error(() -> new L1Loss().call(one, ones(3)));
        error(() -> new HuberLoss(o -> o.delta(0)));
        error(() -> new HuberLoss(o -> o.delta(-1)).call(one, one));
        error(() -> new SmoothL1Loss(o -> o.beta(-1)).call(one, one));
        error(() -> new MultiMarginLoss(o -> o.p(3)));
        error(() -> new MultiMarginLoss(o -> o.weight(ones(2, 2))));
        error(() -> new TripletMarginLoss(o -> o.margin(-1)));
        error(() -> new TripletMarginLoss().call(ones(1, 2), ones(1, 3), ones(1, 2)));
        error(() -> new TripletMarginWithDistanceLoss(o -> o.margin(-1)));
        error(() -> new MarginRankingLoss().call(ones(2, 2), one, one));
        error(() -> new CosineEmbeddingLoss().call(ones(2, 2), ones(2, 2), ones(2, 2)));
        error(() -> new GaussianNLLLoss().call(one, one, ones(3)));
        error(() -> new GaussianNLLLoss().call(one, one, one.neg()));
        error(() -> new GaussianNLLLoss(o -> o.reduction("x")).call(one, one, one));
        error(() -> new PoissonNLLLoss(o -> o.reduction("x")).call(one, one));
        error(() -> new KLDivLoss(o -> o.reduction("x")).call(one, one));
        error(() -> new BCELoss().call(one, ones(3)));
        error(() -> new CrossEntropyLoss(o -> o.labelSmoothing(2)).call(ones(2, 3), integer(0, 1)));
        error(() -> new NLLLoss(o -> o.weight(ones(2))).call(ones(2, 3), integer(0, 1)));
    }

    @Test
    void functionsThatDoNotFit() {
        Tensor x4 = ones(1, 1, 4, 4);
        error(() -> F.interpolate(x4, o -> {}));
        error(() -> F.interpolate(x4, o -> o.size(2, 2).scaleFactor(2)));
        error(() -> F.interpolate(x4, o -> o.size(2, 2, 2)));
        error(() -> F.interpolate(x4, o -> o.size(2, 2).mode("linear")));
        error(() -> F.interpolate(ones(1, 1, 4), o -> o.size(2).mode("bilinear")));
        error(() -> F.interpolate(ones(1, 1, 4, 4, 4), o -> o.size(2, 2, 2).mode("bilinear")));
        error(() -> F.interpolate(x4, o -> o.size(2, 2).mode("nearest").alignCorners(true)));
        error(() -> F.interpolate(x4, o -> o.size(2, 2).mode("x")));
        error(() -> F.interpolate(x4, o -> o.size(2, 2).recomputeScaleFactor(true)));
        error(() -> F.interpolate(ones(1, 1, 4), o -> o.size(2).mode("nearest").antialias(true)));
        error(() -> F.gridSample(x4, ones(1, 2, 2, 2), "x", "zeros", false));
        error(() -> F.gridSample(x4, ones(1, 2, 2, 2), "bilinear", "x", false));
        error(() -> F.affineGrid(ones(1, 3, 3), 1, 1, 2, 2));
        error(() -> F.affineGrid(ones(1, 2, 3), 1, 1, 2, 2, 2));
        error(() -> F.affineGrid(ones(1, 2, 3), 1, 1, 2));
        error(() -> F.affineGrid(ones(1, 2, 3), 1, 1, 0, 2));
        error(() -> F.affineGrid(ones(new long[] {1, 2, 3}, o -> o.dtype(DType.INT64)), 1, 1, 2, 2));
        error(() -> F.fold(ones(2), new long[] {2, 2}, 1, 1));
        error(() -> F.unfold(ones(2), 2, 2));
        error(() -> F.gumbelSoftmax(ones(new long[] {2}, o -> o.dtype(DType.INT64))));
        error(() -> F.maxUnpool2d(
                x4,
                zeros(new long[] {1, 1, 4, 4}, o -> o.dtype(DType.INT64)),
                new long[] {2},
                null,
                new long[] {0},
                new long[] {20, 20}));
        error(() -> F.localResponseNorm(ones(2), 2));
        error(() -> F.pad(ones(2), new long[] {1, 1, 1, 1}, "reflect", null));
        error(() -> F.pad(ones(2), 1, 1, 1));
        error(() -> F.pad(ones(2), new long[] {1, 1}, "x", null));
        error(() -> F.embedding(integer(1), ones(3, 2), 5L, null, 2, false, false));
        error(() -> F.glu(ones(3)));
        error(() -> F.ctcLoss(ones(3, 1, 2), tensor(new long[][] {{1}}), integer(5), integer(1)));
    }

    @Test
    void utilitiesThatDoNotFit() {
        var layer = new Linear(2, 2);
        Parameter bias = Objects.requireNonNull(layer.bias);
        error(() -> GradientClipping.clipGradNorm_(layer.parameters(), 1.0, 2.0, true));
        layer.weight.setGrad(full(new long[] {2, 2}, java.lang.Double.NaN));
        error(() -> GradientClipping.clipGradNorm_(layer.parameters(), 1.0, 2.0, true));
        error(() -> ParameterVectors.vectorToParameters(ones(3), layer.parameters()));
        error(() -> WeightNorm.removeWeightNorm(layer));
        error(() -> SpectralNorm.removeSpectralNorm(layer));
        error(() -> SpectralNorm.spectralNorm(layer, "weight", o -> o.nPowerIterations(0)));
        error(() -> WeightNorm.weightNorm(new LazyLinear(2)));
        error(() -> SpectralNorm.spectralNorm(new LazyLinear(2)));
        error(() -> Parametrizations.weightNorm(layer, "x", 0L));
        error(() -> Parametrizations.spectralNorm(layer, "x", o -> {}));
        error(() ->
                Parametrizations.spectralNorm(layer, "weight", o -> o.eps(1e-3).nPowerIterations(-1)));
        error(() -> Parametrizations.orthogonal(layer, "bias", (OrthogonalMap) null, true));
        error(() -> Parametrize.registerParametrization(layer, "x", new Identity()));
        error(() -> Parametrize.removeParametrizations(layer, "weight"));
        error(() -> Prune.l1Unstructured(layer, "weight", 1.5));
        error(() -> Prune.l1Unstructured(layer, "weight", 5));
        error(() -> Prune.l1Unstructured(layer, "weight", -1));
        error(() -> Prune.lnStructured(layer, "bias", 1, 2, 0));
        error(() -> Prune.lnStructured(layer, "weight", 1, 2, 3));
        error(() -> Prune.remove(layer, "weight"));
        error(() -> Prune.l1Unstructured(layer, "weight", 1, ones(3)));
        error(() -> Init.xavierUniform_(bias));
        error(() -> Init.kaimingUniform_(layer.weight, 0, "x", "leaky_relu", null));
        error(() -> Init.kaimingUniform_(layer.weight, 0, "fan_in", "x", null));
        error(() -> Init.orthogonal_(bias));
        error(() -> Init.eye_(bias));
        error(() -> Init.dirac_(layer.weight));
        error(() -> Init.dirac_(ones(3, 2, 1), 2));
        error(() -> Init.sparse_(bias, 0.5));
        error(() -> Init.calculateGain("x"));
        error(() -> Fusion.fuseConvBnEval(new Conv2d(1, 1, 1), new BatchNorm2d(1)));
        Module parallel = new DataParallel<Tensor>(layer);
        error(() -> FunctionalCall.functionalCall(parallel, Map.of(), Arguments.of(ones(1, 2)), true, false));
    }
}
