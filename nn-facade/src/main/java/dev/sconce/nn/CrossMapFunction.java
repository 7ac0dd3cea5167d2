package dev.sconce.nn;

import dev.sconce.torch.AutogradFunction;
import dev.sconce.torch.FunctionContext;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;

/**
 * The operation of {@link CrossMapLRN2d} ({@code CrossMapLRN2d} of torch/nn/modules/_functions.py), with a running sum over
 * the channels. Upstream's sum keeps one channel too long at its back, which its gradient does not, and so it is here:
 * what Python trained goes on with Python's numbers.
 */
final class CrossMapFunction extends AutogradFunction {
    private final long size;
    private final double alpha;
    private final double beta;
    private final Number k;

    CrossMapFunction(long size, double alpha, double beta, Number k) {
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    @Override
    protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        if (input.dim() != 4) {
            throw new IllegalArgumentException(
                    "CrossMapLRN2d: Expected input to be 4D, got " + input.dim() + "D instead.");
        }
        Tensor scale = scale(input);
        Tensor output = scale.pow(-beta).mul_(input);
        ctx.saveForBackward(input, output, scale);
        return List.of(output);
    }

    private Tensor scale(Tensor input) {
        Tensor squares = input.pow(2);
        Tensor scale = Torch.emptyLike(squares);
        long channels = input.size(1);
        long ahead = (long) ((double) (size - 1) / 2 + 1);
        Tensor first = scale.select(1, 0).zero_();
        for (long c = 0; c < Math.min(ahead, channels); c++) {
            first.add_(squares.select(1, c));
        }
        for (long c = 1; c < channels; c++) {
            Tensor current = scale.select(1, c).copy_(scale.select(1, c - 1));
            if (c < channels - ahead + 1) {
                current.add_(squares.select(1, c + ahead - 1), 1);
            }
            if (c > ahead) {
                current.add_(squares.select(1, c - ahead), -1);
            }
        }
        return scale.mul_(alpha / (double) size).add_(k);
    }

    @Override
    protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
        Tensor input = ctx.savedTensors().get(0);
        Tensor output = ctx.savedTensors().get(1);
        Tensor scale = ctx.savedTensors().get(2);
        Tensor gradOutput = gradOutputs.get(0);
        long[] shape = input.shape();
        long channels = shape[1];
        Tensor ratio = Torch.zeros(
                options -> options.dtype(input.dtype()).device(input.device()),
                shape[0],
                channels + size - 1,
                shape[2],
                shape[3]);
        long behind = (long) ((double) size - (double) (size - 1) / 2);
        ratio.narrow(1, behind, channels).copy_(gradOutput.mul(output).div_(scale));
        Tensor sum = ratio.narrow(1, 0, size - 1).sum(1);
        Tensor grad = scale.pow(-beta).mul_(gradOutput);
        double factor = 2 * alpha * beta / (double) size;
        for (long c = 0; c < channels; c++) {
            sum.add_(ratio.select(1, c + size - 1));
            grad.select(1, c).addcmul_(input.select(1, c), sum, -factor);
            sum.add_(ratio.select(1, c), -1);
        }
        return List.of(grad);
    }
}
