package dev.sconce.it.models.gpt2;

import static dev.sconce.torch.Torch.addmm;
import static dev.sconce.torch.Torch.empty;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.Layer;
import dev.sconce.nn.Parameter;
import dev.sconce.torch.Tensor;

/** A linear layer with its weight transposed: {@code transformers.pytorch_utils.Conv1D}. */
final class Conv1D extends Layer {
    private final long nf;
    private final long nx;
    final Parameter weight;
    final Parameter bias;

    Conv1D(long nf, long nx) {
        this.nf = nf;
        this.nx = nx;
        weight = new Parameter(empty(nx, nf).normal_(0, 0.02));
        bias = new Parameter(zeros(nf));
    }

    @Override
    protected Tensor forward(Tensor x) {
        long[] sizeOut = x.shape();
        sizeOut[sizeOut.length - 1] = nf;
        x = addmm(bias, x.view(-1, x.size(-1)), weight);
        return x.view(sizeOut);
    }

    @Override
    public String extraRepr() {
        return "nf=" + nf + ", nx=" + nx;
    }
}
