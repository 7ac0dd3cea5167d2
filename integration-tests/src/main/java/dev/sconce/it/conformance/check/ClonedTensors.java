package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.cases.TensorSource;
import dev.sconce.nn.Parameter;
import dev.sconce.torch.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clones of the tensors of a case, for modules that write to their inputs: leaves must not be written to. */
final class ClonedTensors implements TensorSource {
    private final TensorSource originals;
    private final Map<Integer, Tensor> clones = new HashMap<>();

    ClonedTensors(TensorSource originals) {
        this.originals = originals;
    }

    @Override
    public @Nullable Tensor tensor(int index) {
        Tensor original = originals.tensor(index);
        return original == null ? null : clones.computeIfAbsent(index, i -> original.clone());
    }

    @Override
    public Parameter parameter(int index) {
        return originals.parameter(index);
    }
}
