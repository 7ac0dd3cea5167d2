package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.TensorVector;

/** The slices of a tensor along its first dimension, as {@code for row in x} gives them in Python. */
final class Rows {
    private Rows() {}

    static List<Tensor> of(Tensor tensor) {
        if (tensor.dim() == 0) {
            throw new TorchException("iteration over a 0-d tensor");
        }
        List<Tensor> rows = new ArrayList<>();
        try (TensorVector views = tensor.handle().unbind(0)) {
            for (long i = 0; i < views.size(); i++) {
                rows.add(Tensor.own(new org.bytedeco.pytorch.Tensor(views.get(i))));
            }
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
        return rows;
    }
}
