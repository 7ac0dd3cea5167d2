package dev.sconce.optim;

import dev.sconce.nn.UninitializedParameter;
import dev.sconce.torch.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks of {@code Optimizer.add_param_group}, in Python's order and words. */
final class ParamGroupCheck {
    private static final System.Logger LOG = System.getLogger(Optimizer.class.getName());

    private final List<ParamGroup> others;
    private final boolean differentiable;

    ParamGroupCheck(List<ParamGroup> others, boolean differentiable) {
        this.others = others;
        this.differentiable = differentiable;
    }

    void check(ParamGroup group, Map<String, @Nullable Object> defaults) {
        for (Tensor param : group.params()) {
            if (!differentiable && !(param.isLeaf() || param.retainsGrad())) {
                throw new IllegalArgumentException("can't optimize a non-leaf Tensor");
            }
        }
        group.complete(defaults);
        SeenTensors seen = new SeenTensors();
        if (!group.params().stream().allMatch(seen::add)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "optimizer contains a parameter group with duplicate parameters; "
                            + "in future, this will cause an error; "
                            + "see github.com/pytorch/pytorch/issues/40967 for more information");
        }
        for (ParamGroup other : others) {
            checkNames(group, other);
            if (other.params().stream().anyMatch(seen::contains)) {
                throw new IllegalArgumentException("some parameters appear in more than one parameter group");
            }
        }
    }

    private static void checkNames(ParamGroup group, ParamGroup other) {
        if (group.has(ParamGroup.NAMES) != other.has(ParamGroup.NAMES)) {
            throw new IllegalArgumentException("all optimizer param groups should be with/without names. "
                    + "cannot add param group "
                    + (group.has(ParamGroup.NAMES) ? "with names" : "without names") + " to the optimizer");
        }
    }

    /** Native tensors that were seen, whichever Java objects stand for them; sorted by size, for speed. */
    private static final class SeenTensors {
        private final Map<Long, List<Tensor>> bySize = new HashMap<>();

        private static long sizeOf(Tensor tensor) {
            return tensor instanceof UninitializedParameter lazy && lazy.isUninitialized() ? -1 : tensor.numel();
        }

        boolean contains(Tensor tensor) {
            return bySize.getOrDefault(sizeOf(tensor), List.of()).stream().anyMatch(tensor::isSame);
        }

        /** Adds a tensor; false if it was there. */
        boolean add(Tensor tensor) {
            if (contains(tensor)) {
                return false;
            }
            bySize.computeIfAbsent(sizeOf(tensor), size -> new java.util.ArrayList<>())
                    .add(tensor);
            return true;
        }
    }
}
