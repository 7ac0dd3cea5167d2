package dev.sconce.nn;

import dev.sconce.torch.TensorScope;
import java.util.Collections;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a neural network, as {@code torch.nn.Module}: it may hold parameters, buffers and other modules.
 *
 * <p>Fields of type {@code Module}, {@link Parameter} and {@link Buffer} register themselves, superclass first and in the
 * order of their declaration; as in Python, what counts is the value, so that a {@code Tensor} field that holds a
 * {@code Parameter} does too. Fields may be set again at any time. A plain tensor, a list or an array is not registered
 * ({@link ModuleList} is), nor is a {@code transient} field. {@link #register} and its like register under any name, in
 * the order in which they are called, after the fields that are set by then.
 *
 * <p>What can be called is a subclass with types: {@link Layer} from one tensor to one tensor, {@link Module1} to
 * {@link Module3} for other signatures, {@link ModuleN} for any. A subclass implements {@code forward}; its users call
 * {@code call}, which runs the hooks too.
 *
 * <p>Upstream: {@code torch/nn/modules/module.py}.
 */
public abstract class Module extends ModuleHooks implements Cloneable {
    private boolean training = true;
    private boolean freesIntermediates;
    private @Nullable String becameName;

    /** For subclasses. */
    protected Module() {}

    /**
     * Applies a function to every module below this one and then to this one, children first.
     *
     * @param function what to do with each
     * @return this
     */
    public Module apply(Consumer<? super Module> function) {
        for (Module child : children()) {
            child.apply(function);
        }
        function.accept(this);
        return this;
    }

    // Mode

    /**
     * Whether this module trains: dropout drops, batch norm uses the batch's statistics.
     *
     * @return true until {@link #eval()}
     */
    public final boolean isTraining() {
        return training;
    }

    /**
     * Switches this module and all in it to training.
     *
     * @return this
     */
    public final Module train() {
        return train(true);
    }

    /**
     * Switches this module and all in it.
     *
     * @param mode true to train, false to evaluate
     * @return this
     */
    public Module train(boolean mode) {
        training = mode;
        for (Module child : children()) {
            child.train(mode);
        }
        return this;
    }

    /**
     * Switches this module and all in it to evaluation.
     *
     * @return this
     */
    public final Module eval() {
        return train(false);
    }

    /**
     * Lets each call of this module, and of the modules with children in it, free at its end the tensors that its forward
     * pass made and did not return, as Python does. Without it they stay until the scope around the call ends, and memory
     * that the backward pass gives back while it runs is not reused: set it where a network's activations are large. Only
     * then must a tensor that a {@code forward} puts into a field, or a hook into a list, leave its scope by
     * {@link TensorScope#keep}.
     *
     * @param mode true to free, false (the default) to leave that to the scope around the call
     * @return this
     */
    public final Module freeIntermediates(boolean mode) {
        for (Module module : modules()) {
            module.freesIntermediates = mode && !module.children().isEmpty();
        }
        return this;
    }

    /**
     * Unfreezes all parameters.
     *
     * @return this
     */
    public final Module requiresGrad_() {
        return requiresGrad_(true);
    }

    /**
     * Freezes or unfreezes all parameters.
     *
     * @param requiresGrad whether they get a gradient
     * @return this
     */
    public Module requiresGrad_(boolean requiresGrad) {
        parameters().forEach(parameter -> parameter.requiresGrad_(requiresGrad));
        return this;
    }

    /** Drops the gradients of all parameters. */
    public final void zeroGrad() {
        zeroGrad(true);
    }

    /**
     * Drops or clears the gradients of all parameters.
     *
     * @param setToNone whether to drop them; else they become zero in place
     */
    public void zeroGrad(boolean setToNone) {
        Conversion.zeroGrad(parameters(), setToNone);
    }

    /** A copy whose registry is empty yet. */
    Module shallowCopy() {
        try {
            Module copy = (Module) clone();
            copy.becomeCopy();
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // Module is Cloneable
        }
    }

    /** Whether a call must go through {@link #callWithHooks}. */
    final boolean hasHooks() {
        return freesIntermediates || hasCallHooks() || registry().hasDerived();
    }

    final @Nullable Object callWithHooks(Arguments arguments) {
        return callWithHooks(arguments, this::forwardAny);
    }

    /** A call of another forward pass than {@link #forwardAny}, with this module's hooks. */
    final @Nullable Object callWithHooks(Arguments arguments, Function<Arguments, ? extends @Nullable Object> forward) {
        ForwardHooks.Call call = new ForwardHooks.Call(this, hooks(), arguments, forward);
        return freesIntermediates ? Intermediates.freeAfter(call::run) : call.run();
    }

    /** A call of whatever signature, with hooks if there are any. */
    final @Nullable Object callAny(Arguments arguments) {
        return hasHooks() ? callWithHooks(arguments) : forwardAny(arguments);
    }

    /** As {@link #callAny} with one argument; containers call their layers so. */
    @Nullable
    Object callWith(@Nullable Object input) {
        return callAny(new Arguments(Collections.singletonList(input), Map.of()));
    }

    /** The forward pass without hooks, for arguments of any kind. */
    @Nullable
    Object forwardAny(Arguments arguments) {
        throw new UnsupportedOperationException(
                "Module [" + getName() + "] is missing the required \"forward\" function");
    }

    // Text

    /**
     * The name of this module's class, as it is printed and named in errors.
     *
     * @return the simple name; for an anonymous class that of its superclass
     */
    protected String getName() {
        if (becameName != null) {
            return becameName;
        }
        Class<?> named = getClass();
        while (named.isAnonymousClass()) {
            named = named.getSuperclass();
        }
        return DerivedTensors.namePrefix(this) + named.getSimpleName();
    }

    /** Goes by another name from now on, where Python changes the class of the object. */
    final void become(String name) {
        becameName = name;
    }

    /** Whether this module goes by another name than that of its class. */
    final boolean hasBecome() {
        return becameName != null;
    }

    /**
     * What is printed between the parentheses, before the children.
     *
     * @return empty by default
     */
    public String extraRepr() {
        return "";
    }

    /** Returns the text that Python prints, children indented. */
    @Override
    public String toString() {
        return ModuleText.of(this);
    }
}
