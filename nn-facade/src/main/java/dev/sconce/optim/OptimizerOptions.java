package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The defaults of an optimizer, in Python's order: what a parameter group has unless it says otherwise. Every optimizer
 * has its own subclass with typed setters, for the lambda of its constructor:
 *
 * <pre>{@code
 * new SGD(net.parameters(), o -> o.lr(0.1).momentum(0.9));
 * }</pre>
 *
 * @param <S> the subclass
 */
public abstract class OptimizerOptions<S extends OptimizerOptions<S>> implements NamedOptions.LearningRate<S> {
    private final String optimizer;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final Set<String> fixed = new HashSet<>();

    /**
     * Begins with no options.
     *
     * @param optimizer the optimizer's name, for messages
     */
    protected OptimizerOptions(String optimizer) {
        this.optimizer = optimizer;
    }

    /**
     * Adds an option; for the subclass's constructor.
     *
     * @param name Python's name for it
     * @param value its default
     */
    protected final void define(String name, @Nullable Object value) {
        values.put(name, OptionValues.normalize(value));
    }

    /** Makes an option one that groups have and constructors do not take. */
    final void fix(String name) {
        fixed.add(name);
    }

    @Override
    public final @Nullable Object get(String name) {
        checkName(name);
        return values.get(name);
    }

    @Override
    public final S put(String name, @Nullable Object value) {
        checkName(name);
        if (fixed.contains(name)) {
            throw unexpected(name);
        }
        values.put(name, OptionValues.normalize(value));
        return self();
    }

    private void checkName(String name) {
        if (!values.containsKey(name)) {
            throw unexpected(name);
        }
    }

    /** What Python says to an argument that a constructor does not have. */
    private IllegalArgumentException unexpected(String name) {
        return new IllegalArgumentException(optimizer + ".__init__() got an unexpected keyword argument '" + name
                + "'; the options are " + String.join(", ", values.keySet()));
    }

    /**
     * This.
     *
     * @return this
     */
    protected abstract S self();

    /** Refuses values that no step could work with, in Python's words and order. */
    protected abstract void check();

    /**
     * Lets a lambda set what it wants, and checks the outcome; for the constructor of an optimizer:
     * {@code super(groups, new Options().with(options))}.
     *
     * @param setter sets options
     * @return this
     */
    public final S with(Consumer<? super S> setter) {
        setter.accept(self());
        check();
        return self();
    }

    /** All options in Python's order, read-only. */
    final Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /**
     * The check that almost all optimizers begin with: a learning rate is one number, and not negative.
     *
     * @param complaint what the message says before the value
     */
    protected final void checkLearningRate(String complaint) {
        checkOneElement();
        if (!(lr() >= 0)) {
            throw new IllegalArgumentException(complaint + text("lr"));
        }
    }

    final void checkOneElement() {
        if (get("lr") instanceof Tensor lr && lr.numel() != 1) {
            throw new IllegalArgumentException("Tensor lr must be 1-element");
        }
    }

    /**
     * Refuses an option that is negative or no number.
     *
     * @param name its name
     * @param complaint what the message says before the value
     */
    protected final void checkNotNegative(String name, String complaint) {
        if (!(number(name) >= 0)) {
            throw new IllegalArgumentException(complaint + text(name));
        }
    }

    /** The check that lets through what is no number, as Python's {@code if x < 0} does. */
    final void refuseNegative(String name, String complaint) {
        if (number(name) < 0) {
            throw new IllegalArgumentException(complaint + text(name));
        }
    }

    /** The check of {@code betas}: both at least 0 and less than 1. */
    protected final void checkBetas() {
        for (int i = 0; i < 2; i++) {
            Object beta = OptionValues.item(get("betas"), i);
            if (beta instanceof Tensor tensor && tensor.numel() != 1) {
                throw new IllegalArgumentException("Boolean value of Tensor with more than one value is ambiguous");
            }
            double number = OptionValues.number("betas", beta);
            if (!(number >= 0 && number < 1)) {
                throw new IllegalArgumentException(
                        "Invalid beta parameter at index " + i + ": " + OptionValues.text(beta));
            }
        }
    }

    /** What fused steps cannot go with. */
    final void checkFused() {
        if (!flag("fused")) {
            return;
        }
        if (flag("differentiable")) {
            throw new IllegalArgumentException("`fused` does not support `differentiable`");
        }
        if (flag("foreach")) {
            throw new IllegalArgumentException("`fused` and `foreach` cannot be `True` together.");
        }
    }

    /** An option as Python's {@code str} writes it. */
    final String text(String name) {
        return OptionValues.text(get(name));
    }
}
