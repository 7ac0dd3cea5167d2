package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * The logarithm of the logistic function of each element.
 */
public class LogSigmoid extends Layer {
    /** Makes a layer. */
    public LogSigmoid() {}

    @Override
    protected Tensor forward(Tensor input) {
        return F.logsigmoid(input);
    }
}
