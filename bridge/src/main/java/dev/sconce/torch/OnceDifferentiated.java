package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs backward functions that are {@link OnceDifferentiable}, as the wrapper in torch/autograd/function.py. */
final class OnceDifferentiated {
    /** What subclasses say, which does not change. */
    private static final ClassValue<Boolean> MARKED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            for (Class<?> at = type; at != null && at != AutogradFunction.class; at = at.getSuperclass()) {
                try {
                    return at.getDeclaredMethod("backward", FunctionContext.class, List.class)
                            .isAnnotationPresent(OnceDifferentiable.class);
                } catch (NoSuchMethodException inherited) {
                    // the superclass has it
                }
            }
            return false;
        }
    };

    private OnceDifferentiated() {}

    static boolean isMarked(AutogradFunction function) {
        return MARKED.get(function.getClass());
    }

    static List<? extends @Nullable Tensor> backward(
            AutogradFunction function, FunctionContext context, List<Tensor> gradOutputs) {
        List<? extends @Nullable Tensor> results = Torch.noGrad(() -> function.backward(context, gradOutputs));
        boolean wanted =
                Autograd.isEnabled() && gradOutputs.stream().anyMatch(grad -> grad != null && grad.requiresGrad());
        if (!wanted) {
            return results;
        }
        List<@Nullable Tensor> refusing = new ArrayList<>();
        for (Tensor result : results) {
            refusing.add(
                    result == null
                            ? null
                            : new Refusal().applyOne(result.detach().requiresGrad_()));
        }
        return refusing;
    }

    /** {@code DelayedError}. */
    private static final class Refusal extends AutogradFunction {
        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            return inputs;
        }

        @Override
        protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
            throw new TorchException(
                    "trying to differentiate twice a function that was marked with @once_differentiable");
        }

        @Override
        String nodeName() {
            return "Error";
        }
    }
}
