package dev.sconce.optim;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Override
    public final @Nullable Object get(String name) {
        checkName(name);
        return values.get(name);
    }

    @Override
    public final S put(String name, @Nullable Object value) {
        checkName(name);
        values.put(name, OptionValues.normalize(value));
        return self();
    }

    private void checkName(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException(
                    optimizer + " has no option '" + name + "'; it has " + String.join(", ", values.keySet()));
        }
    }

    /**
     * This.
     *
     * @return this
     */
    protected abstract S self();

    /** Refuses values that no step could work with, in Python's words and order. */
    protected abstract void check();

    /** Lets the user's lambda set what it wants, and checks the outcome. */
    final S with(Consumer<? super S> setter) {
        setter.accept(self());
        check();
        return self();
    }

    /** All options in Python's order, read-only. */
    final Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The check that almost all optimizers begin with. */
    final void checkLearningRate(String complaint) {
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

    final void checkNotNegative(String name, String complaint) {
        if (!(number(name) >= 0)) {
            throw new IllegalArgumentException(complaint + text(name));
        }
    }

    /** The check of {@code betas}: both at least 0 and less than 1. */
    final void checkBetas() {
        double[] betas = OptionValues.numbers("betas", get("betas"), 2);
        for (int i = 0; i < betas.length; i++) {
            if (!(betas[i] >= 0 && betas[i] < 1)) {
                throw new IllegalArgumentException("Invalid beta parameter at index " + i + ": "
                        + PyText.repr(OptionValues.item(get("betas"), i)));
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
