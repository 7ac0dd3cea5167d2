package dev.sconce.it.models.efficientnet;

import dev.sconce.it.models.ops.Conv2dNormActivation;
import dev.sconce.it.models.ops.SqueezeExcitation;
import dev.sconce.it.models.ops.StochasticDepth;
import dev.sconce.nn.Layer;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.SiLU;
import dev.sconce.nn.Sigmoid;
import dev.sconce.torch.Tensor;

/** Expand, filter each channel, weigh the channels, project: {@code torchvision.models.efficientnet.MBConv}. */
final class MBConv extends Layer {
    final Sequential block = new Sequential();

    @RegisteredAs("stochastic_depth")
    final StochasticDepth stochasticDepth;

    private final boolean useResConnect;

    MBConv(MBConvConfig cnf, double stochasticDepthProb) {
        useResConnect = cnf.stride() == 1 && cnf.inputChannels() == cnf.outChannels();

        // expand
        long expanded = cnf.inputChannels() * cnf.expandRatio();
        if (expanded != cnf.inputChannels()) {
            block.append(new Conv2dNormActivation(cnf.inputChannels(), expanded, 1, 1, 1, n -> {}, new SiLU(true)));
        }

        // depthwise
        block.append(new Conv2dNormActivation(
                expanded, expanded, cnf.kernel(), cnf.stride(), expanded, n -> {}, new SiLU(true)));

        // squeeze and excitation
        long squeezed = Math.max(1, cnf.inputChannels() / 4);
        block.append(new SqueezeExcitation(expanded, squeezed, new SiLU(true), new Sigmoid()));

        // project
        block.append(new Conv2dNormActivation(expanded, cnf.outChannels(), 1, 1, 1, n -> {}, null));
        stochasticDepth = new StochasticDepth(stochasticDepthProb);
    }

    @Override
    protected Tensor forward(Tensor input) {
        Tensor result = block.call(input);
        if (useResConnect) {
            result = stochasticDepth.call(result);
            result.add_(input);
        }
        return result;
    }
}
