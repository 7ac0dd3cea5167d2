package dev.sconce.nn;

import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import org.jspecify.annotations.Nullable;

/** The recurrent layers whose state is one tensor. */
abstract class SingleStateRNN extends RNNBase<Tensor> {
    SingleStateRNN(String mode, int gates, long inputSize, long hiddenSize, RecurrentOptions options) {
        super(mode, gates, inputSize, hiddenSize, options);
    }

    @Override
    @Nullable
    Tensor toState(@Nullable Object hx) {
        return (Tensor) hx;
    }

    @Override
    Tensor zeros(Tensor input, long batch) {
        return zeros(input, batch, hiddenSize);
    }

    @Override
    void checkStateDims(Tensor hx, boolean batched) {
        if (hx.dim() != (batched ? 3 : 2)) {
            throw new TorchException(
                    batched
                            ? "For batched 3-D input, hx should also be 3-D but got " + hx.dim() + "-D tensor"
                            : "For unbatched 2-D input, hx should also be 2-D but got " + hx.dim() + "-D tensor");
        }
    }

    @Override
    void checkState(Tensor hx, long batch) {
        checkSize(hx, batch, hiddenSize, "hidden");
    }

    @Override
    Tensor permute(Tensor state, @Nullable Tensor permutation) {
        return reorder(state, permutation);
    }

    @Override
    Tensor unsqueeze(Tensor state) {
        return state.unsqueeze(1);
    }

    @Override
    Tensor squeeze(Tensor state) {
        return state.squeeze(1);
    }

    static RecurrentOutput<Tensor, Tensor> output(Results.OutputHN result) {
        return new RecurrentOutput<>(result.output(), result.hN());
    }
}
