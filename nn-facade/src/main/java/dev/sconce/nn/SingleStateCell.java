package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** The recurrent cells whose state is one tensor. */
abstract class SingleStateCell extends RNNCellBase<Tensor> {
    SingleStateCell(long inputSize, long hiddenSize, int gates, LinearOptions options) {
        super(inputSize, hiddenSize, gates, options);
    }

    @Override
    @Nullable
    Tensor toState(@Nullable Object hx) {
        return (Tensor) hx;
    }

    @Override
    void checkState(Tensor hx) {
        checkDims(hx, "hidden");
    }

    @Override
    Tensor zeros(Tensor batch) {
        return zeroState(batch);
    }

    @Override
    Tensor unsqueeze(Tensor state) {
        return state.unsqueeze(0);
    }

    @Override
    Tensor squeeze(Tensor state) {
        return state.squeeze(0);
    }
}
