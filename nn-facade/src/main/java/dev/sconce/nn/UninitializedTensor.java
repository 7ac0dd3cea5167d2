package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.lang.StackWalker.StackFrame;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A parameter or buffer whose shape is not known until {@code materialize} ({@code UninitializedTensorMixin}). */
sealed interface UninitializedTensor permits UninitializedParameter, UninitializedBuffer {
    /** What Python says of the shape, such as in {@code load_state_dict}. */
    String NO_SHAPE = "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in"
            + " `load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call `forward`"
            + " to initialize the parameters before accessing their attributes.";

    /** Whether the shape is not known yet. */
    boolean isUninitialized();

    /** Gives it a shape; its values are whatever the memory holds. */
    void materialize(long... shape);

    /** Changes the dtype or device that it will have. */
    void convert(UnaryOperator<Tensor> conversion);

    /** What Python raises when a function is given such a tensor; the function is the one that the caller named. */
    static RuntimeException misuse(String className) {
        StackFrame function = StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(frame -> !isFunction(frame))
                        .takeWhile(UninitializedTensor::isFunction)
                        .reduce((inner, outer) -> outer))
                .orElseThrow();
        String name = function.getMethodName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);
        if (name.equals("shape")) {
            return new TorchException(NO_SHAPE);
        }
        boolean method = function.getClassName().startsWith("dev.sconce.torch.")
                && !function.getClassName().endsWith(".Torch");
        String text = method
                ? "<method '" + name + "' of 'torch._C.TensorBase' objects>"
                : "<function " + name + " at 0x" + Integer.toHexString(function.hashCode()) + ">";
        return new IllegalArgumentException("Attempted to use an uninitialized parameter in " + text
                + ". This error happens when you are using a `LazyModule` or explicitly manipulating"
                + " `torch.nn.parameter." + className + "` objects. When using LazyModules Call `forward` with a dummy"
                + " batch to initialize the parameters before calling torch functions");
    }

    private static boolean isFunction(StackFrame frame) {
        String name = frame.getClassName();
        return name.startsWith("dev.sconce.torch.")
                || name.startsWith("dev.sconce.nn.functional.")
                || name.startsWith("dev.sconce.nn.init.");
    }

    /** Whether a value is of this kind, and has no shape yet ({@code is_lazy}). */
    static boolean is(@Nullable Object value) {
        return value instanceof UninitializedTensor tensor && tensor.isUninitialized();
    }

    /** Whether a parameter or buffer of a module itself has no shape yet. */
    static boolean isAnyOf(Module module) {
        return module.registry().entries().stream().anyMatch(entry -> is(entry.value));
    }

    /** Gives a shape to a value that may be one without; null is none. */
    static void materialize(@Nullable Object value, long... shape) {
        if (value instanceof UninitializedTensor tensor) {
            tensor.materialize(shape);
        }
    }
}
