package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tensors that a piece of code uses and that require a gradient: its parameters, in the main.
 *
 * <p>Python finds them where operations save them. Here the code is run without recording, where nothing that it makes
 * requires a gradient: whatever is given to an operation and does require one came from outside.
 */
final class CapturedTensors {
    /** Whether any thread looks; read at each use of a tensor, so that it is a plain field, which a thread sees of itself. */
    static int lookers;

    private static final ThreadLocal<@Nullable CapturedTensors> CURRENT = new ThreadLocal<>();

    private final List<Tensor> found = new ArrayList<>();
    private final @Nullable CapturedTensors outer = CURRENT.get();

    private CapturedTensors() {}

    /**
     * Runs code without recording.
     *
     * @param found takes the tensors that were found, each once, which are not among the known ones
     */
    static <T> T during(Supplier<T> code, List<Tensor> known, List<Tensor> found) {
        CapturedTensors look = new CapturedTensors();
        CURRENT.set(look);
        count(1);
        try {
            return Torch.noGrad(code);
        } finally {
            count(-1);
            CURRENT.set(look.outer);
            for (Tensor tensor : look.found) {
                boolean isNew = !tensor.isClosed()
                        && !FunctionContext.contains(known, tensor)
                        && !FunctionContext.contains(found, tensor);
                if (isNew) {
                    found.add(tensor);
                }
            }
        }
    }

    private static synchronized void count(int change) {
        lookers += change;
    }

    /** Told of each use of a tensor while a thread looks. */
    static void used(Tensor tensor, org.bytedeco.pytorch.Tensor handle) {
        CapturedTensors look = CURRENT.get();
        if (look != null && handle.defined() && handle.requires_grad()) {
            look.add(tensor);
        }
    }

    private void add(Tensor tensor) {
        if (found.stream().noneMatch(known -> known == tensor)) {
            found.add(tensor);
        }
    }
}
