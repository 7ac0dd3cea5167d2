package dev.sconce.data;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way from the thread that made it to the one that asked for it. On the way its tensors belong to no scope;
 * whatever else was made for it is freed at once.
 *
 * @param batch the batch
 * @param tensors those of its tensors that were made for it; others are the dataset's own
 * @param <B> the class of the batch
 */
record Handover<B>(B batch, List<Tensor> tensors) {

    /**
     * Makes a batch.
     *
     * @param pinned whether to copy it to page-locked memory
     * @return null if there are no more samples
     */
    @SuppressWarnings("unchecked") // mapping keeps the form
    static <B> @Nullable Handover<B> make(Fetcher<B> fetcher, long[] indices, boolean pinned) {
        try (var scope = new TensorScope()) {
            B batch = fetcher.fetch(indices);
            if (batch == null) {
                return null;
            }
            if (pinned) {
                batch = (B) BatchTensors.map(batch, Tensor::pinMemory);
            }
            return new Handover<>(batch, scope.keepIf(BatchTensors.neededBy(batch)));
        }
    }

    /** Gives the batch to the thread that runs this, and its tensors to the scope that is open there. */
    B take() {
        TensorScope.adopt(tensors);
        return batch;
    }

    /** Frees a batch that nobody will take. */
    void drop() {
        tensors.forEach(Tensor::close);
    }
}
