package dev.sconce.data;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of tensors ({@code torch.utils.data.TensorDataset}): sample {@code i} is the list of {@code tensor[i]}.
 *
 * <p>A batch picks its rows of each tensor at once, which gives the elements that stacking the rows would.
 */
public final class TensorDataset implements Dataset<List<Tensor>> {
    private final List<Tensor> tensors;
    private final long size;
    private final boolean pickable;

    /**
     * Makes a dataset.
     *
     * @param tensors one or more, with the same length in the first dimension; they are not copied and must not belong to
     *     a scope that ends before the dataset is done with
     * @throws IllegalArgumentException if there are none, or their lengths differ
     */
    public TensorDataset(Tensor... tensors) {
        if (tensors.length == 0) {
            throw new IllegalArgumentException("TensorDataset needs at least one tensor");
        }
        this.tensors = List.of(tensors);
        this.size = tensors[0].size(0);
        for (Tensor tensor : tensors) {
            if (tensor.size(0) != size) {
                throw new IllegalArgumentException("Size mismatch between tensors");
            }
        }
        // Stacking rows of the others says what is not supported.
        this.pickable = this.tensors.stream().noneMatch(Tensor::isSparse);
    }

    /**
     * The tensors.
     *
     * @return as given
     */
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public List<Tensor> get(long index) {
        List<Tensor> sample = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            sample.add(tensor.get(index));
        }
        return sample;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public List<Tensor> batch(long... indices) {
        if (!pickable) {
            return Dataset.super.batch(indices);
        }
        List<Tensor> batch = new ArrayList<>(tensors.size());
        try (Tensor rows = Torch.tensor(indices)) {
            for (Tensor tensor : tensors) {
                batch.add(Torch.indexSelect(tensor, 0, rows));
            }
        }
        return batch;
    }
}
