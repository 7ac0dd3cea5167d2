package dev.sconce.it.models.mobilenet;

import dev.sconce.it.models.ops.Conv2dNormActivation;
import dev.sconce.it.models.ops.SqueezeExcitation;
import dev.sconce.nn.Hardsigmoid;
import dev.sconce.nn.Hardswish;
import dev.sconce.nn.Layer;
import dev.sconce.nn.NormOptions;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/** Expand, filter each channel, weigh the channels, project: {@code torchvision.models.mobilenetv3.InvertedResidual}. */
final class InvertedResidual extends Layer {
    final Sequential block = new Sequential();
    private final boolean useResConnect;

    InvertedResidual(InvertedResidualConfig cnf, Consumer<NormOptions> norm) {
        long expanded = cnf.expandedChannels();
        useResConnect = cnf.stride() == 1 && cnf.inputChannels() == cnf.outChannels();

        // expand
        if (expanded != cnf.inputChannels()) {
            block.append(new Conv2dNormActivation(cnf.inputChannels(), expanded, 1, 1, 1, norm, activation(cnf)));
        }

        // depthwise
        block.append(new Conv2dNormActivation(
                expanded, expanded, cnf.kernel(), cnf.stride(), expanded, norm, activation(cnf)));
        if (cnf.useSe()) {
            long squeezed = makeDivisible(expanded / 4, 8);
            block.append(new SqueezeExcitation(expanded, squeezed, new ReLU(), new Hardsigmoid()));
        }

        // project
        block.append(new Conv2dNormActivation(expanded, cnf.outChannels(), 1, 1, 1, norm, null));
    }

    private static Layer activation(InvertedResidualConfig cnf) {
        return cnf.useHs() ? new Hardswish(true) : new ReLU(true);
    }

    /** The nearest multiple of the divisor that is no more than 10 % less ({@code torchvision.models._utils}). */
    private static long makeDivisible(long value, long divisor) {
        long nearest = Math.max(divisor, (value + divisor / 2) / divisor * divisor);
        return nearest < 0.9 * value ? nearest + divisor : nearest;
    }

    @Override
    protected Tensor forward(Tensor input) {
        Tensor result = block.call(input);
        if (useResConnect) {
            result.add_(input);
        }
        return result;
    }
}
