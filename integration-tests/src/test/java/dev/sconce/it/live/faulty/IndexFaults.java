package dev.sconce.it.live.faulty;

import static dev.sconce.it.live.faulty.Faults.doubles;
import static dev.sconce.torch.Torch.ELLIPSIS;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.slice;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

/** Indices out of range, and of other dtypes and shapes. */
final class IndexFaults {
    private IndexFaults() {}

    static Faults all() {
        return subscripts().addAll(operations()).addAll(writing());
    }

    private static Faults subscripts() {
        return new Faults()
                .add("index_high", () -> ones(3).get(3))
                .add("index_low", () -> ones(2, 3).get(0, -4))
                .add("index_too_many", () -> ones(2, 3).get(0, 0, 0))
                .add("index_no_dims", () -> ones().get(0))
                .add("index_step", () -> ones(3).get(slice(null, null, -1)))
                .add("index_zero_step", () -> ones(3).get(slice(null, null, 0)))
                .add("index_step_and_too_many", () -> ones(3).get(0, slice(null, null, -1)))
                .add("index_step_after_high", () -> ones(3, 3).get(9, slice(null, null, -1)))
                .add("index_behind_two_ellipses", () -> ones(2, 3).get(ELLIPSIS, ELLIPSIS, 0))
                .add("index_tensor_high", () -> ones(3).get(tensor(0L, 5L)))
                .add("index_tensor_dtype", () -> ones(3).get(tensor(0.0, 1.0)))
                .add("index_mask_size", () -> ones(3).get(tensor(true, false)))
                .add("index_tensors_sizes", () -> ones(3, 3).get(tensor(0L, 1L), tensor(0L, 1L, 2L)))
                .add("index_set_size", () -> ones(3, 3).at(0).set(ones(2)))
                .add("size_dim", () -> ones(2, 3).size(2))
                .add("iteration_no_dims", () -> ones().iterator());
    }

    private static Faults operations() {
        return new Faults()
                .add("index_select_high", () -> ones(3).indexSelect(0, tensor(new long[] {3})))
                .add("index_select_dtype", () -> ones(3).indexSelect(0, tensor(new double[] {0})))
                .add("index_select_dims", () -> ones(3).indexSelect(0, tensor(new long[][] {{0}})))
                .add("gather_high", () -> ones(3).gather(0, tensor(new long[] {3})))
                .add("gather_dims", () -> ones(3, 3).gather(0, tensor(new long[] {0})))
                .add("select_high", () -> ones(3).select(0, 3))
                .add("select_no_dims", () -> ones().select(0, 0))
                .add("take_high", () -> ones(3).take(tensor(new long[] {7})))
                .add("masked_select_size", () -> ones(3).maskedSelect(tensor(true, false)));
    }

    private static Faults writing() {
        return new Faults()
                .add("scatter_dtype", () -> zeros(3).scatter_(0, tensor(new long[] {0}), doubles(1)))
                .add("scatter_high", () -> zeros(3).scatter_(0, tensor(new long[] {5}), ones(1)))
                .add("index_add_size", () -> zeros(3).indexAdd_(0, tensor(new long[] {0}), ones(2)))
                .add("index_fill_high", () -> zeros(3).indexFill_(0, tensor(new long[] {4}), 1))
                .add("masked_scatter_short", () -> zeros(3).maskedScatter_(tensor(true, true, true), ones(2)));
    }
}
