package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Options by name, as in the dict that Python has for each parameter group, and typed access to those that several
 * optimizers share: each nested interface is one option, its getter and its setter.
 *
 * <p>Values are what Python has: {@link Double} for a float, {@link Long} for an int, {@link Boolean}, {@link String},
 * {@link Tuple}, {@link Tensor}, or null for {@code None}.
 *
 * @param <S> what the setters return: the implementing class
 */
public interface NamedOptions<S> {
    /**
     * Reads an option.
     *
     * @param name Python's name for it, such as {@code weight_decay}
     * @return its value
     * @throws IllegalArgumentException if there is no such option
     */
    @Nullable
    Object get(String name);

    /**
     * Sets an option.
     *
     * @param name Python's name for it
     * @param value a value of Python's type; an Integer becomes a Long, a Float a Double
     * @return this
     */
    S put(String name, @Nullable Object value);

    /**
     * Reads an option that is a number.
     *
     * @param name Python's name for it
     * @return its value; that of a tensor is its only element
     * @throws IllegalArgumentException if there is no such option, or it is no number
     */
    default double number(String name) {
        Object value = get(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Tensor tensor) {
            return tensor.item();
        }
        throw new IllegalArgumentException("Option '" + name + "' should be a number, but is " + value);
    }

    /**
     * Reads an option that is a truth value.
     *
     * @param name Python's name for it
     * @return its value; {@code None} is false
     * @throws IllegalArgumentException if there is no such option, or it is no truth value
     */
    default boolean flag(String name) {
        Object value = get(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("Option '" + name + "' should be true or false, but is " + value);
    }

    /**
     * The learning rate.
     *
     * @param <S> what the setters return
     */
    interface LearningRate<S> extends NamedOptions<S> {
        /**
         * The learning rate.
         *
         * @return {@code lr}; that of a tensor is its only element
         */
        default double lr() {
            return number("lr");
        }

        /**
         * Sets the learning rate.
         *
         * @param lr 0 or more
         * @return this
         */
        default S lr(double lr) {
            return put("lr", lr);
        }

        /**
         * Sets a learning rate that lives in a tensor, so that it can be changed there.
         *
         * @param lr a tensor of one element
         * @return this
         */
        default S lr(Tensor lr) {
            return put("lr", lr);
        }
    }

    /**
     * Weight decay: by how much a weight shrinks for its own sake.
     *
     * @param <S> what the setters return
     */
    interface WeightDecay<S> extends NamedOptions<S> {
        /**
         * The weight decay.
         *
         * @return {@code weight_decay}
         */
        default double weightDecay() {
            return number("weight_decay");
        }

        /**
         * Sets the weight decay.
         *
         * @param weightDecay 0 or more
         * @return this
         */
        default S weightDecay(double weightDecay) {
            return put("weight_decay", weightDecay);
        }

        /**
         * Sets a weight decay that lives in a tensor. {@code SGD}, {@code Adam} and {@code AdamW} let gradients flow to it.
         *
         * @param weightDecay a tensor of one element
         * @return this
         */
        default S weightDecay(Tensor weightDecay) {
            return put("weight_decay", weightDecay);
        }
    }

    /**
     * Momentum: how much of the last step goes into the next.
     *
     * @param <S> what the setters return
     */
    interface Momentum<S> extends NamedOptions<S> {
        /**
         * The momentum.
         *
         * @return {@code momentum}
         */
        default double momentum() {
            return number("momentum");
        }

        /**
         * Sets the momentum.
         *
         * @param momentum 0 or more
         * @return this
         */
        default S momentum(double momentum) {
            return put("momentum", momentum);
        }
    }

    /**
     * The coefficients of two running averages, of the gradient and of its square.
     *
     * @param <S> what the setters return
     */
    interface Betas<S> extends NamedOptions<S> {
        /**
         * The coefficients.
         *
         * @return {@code betas}, two numbers
         */
        default Tuple betas() {
            if (get("betas") instanceof Tuple betas) {
                return betas;
            }
            throw new IllegalArgumentException("Option 'betas' should be a tuple, but is " + get("betas"));
        }

        /**
         * Sets the coefficients.
         *
         * @param beta1 that of the gradient's average, at least 0 and less than 1
         * @param beta2 that of the squared gradient's average, at least 0 and less than 1
         * @return this
         */
        default S betas(double beta1, double beta2) {
            return put("betas", Tuple.of(beta1, beta2));
        }

        /**
         * Sets coefficients that live in tensors of one element each. {@code Adam} and {@code AdamW} let gradients flow to
         * them; the others take their values.
         *
         * @param beta1 that of the gradient's average
         * @param beta2 that of the squared gradient's average
         * @return this
         */
        default S betas(Tensor beta1, Tensor beta2) {
            return put("betas", Tuple.of(beta1, beta2));
        }
    }

    /**
     * What is added to a denominator so that it is not 0.
     *
     * @param <S> what the setters return
     */
    interface Epsilon<S> extends NamedOptions<S> {
        /**
         * The addend.
         *
         * @return {@code eps}
         */
        default double eps() {
            return number("eps");
        }

        /**
         * Sets the addend.
         *
         * @param eps 0 or more
         * @return this
         */
        default S eps(double eps) {
            return put("eps", eps);
        }
    }

    /**
     * Whether the objective grows instead of getting smaller.
     *
     * @param <S> what the setters return
     */
    interface Maximize<S> extends NamedOptions<S> {
        /**
         * Whether the objective is to grow.
         *
         * @return {@code maximize}
         */
        default boolean maximize() {
            return flag("maximize");
        }

        /**
         * Sets whether the objective is to grow.
         *
         * @param maximize true to follow the gradient, false to go against it
         * @return this
         */
        default S maximize(boolean maximize) {
            return put("maximize", maximize);
        }
    }

    /**
     * Whether operations go over all parameters at once.
     *
     * @param <S> what the setters return
     */
    interface Foreach<S> extends NamedOptions<S> {
        /**
         * Sets whether each operation goes over the list of all parameters ({@code torch._foreach_*}). If this is not set,
         * parameters on a GPU do and those on a CPU do not, as in Python.
         *
         * @param foreach whether it does, or null for the default
         * @return this
         */
        default S foreach(@Nullable Boolean foreach) {
            return put("foreach", foreach);
        }
    }

    /**
     * Whether one native function does the whole step: the fastest way.
     *
     * @param <S> what the setters return
     */
    interface Fused<S> extends NamedOptions<S> {
        /**
         * Sets whether the step is one native function ({@code torch._fused_*}). Its results differ from the default's in
         * their last bits.
         *
         * @param fused whether it is, or null for the default, which it is not
         * @return this
         */
        default S fused(@Nullable Boolean fused) {
            return put("fused", fused);
        }
    }

    /**
     * Whether gradients flow through the step itself.
     *
     * @param <S> what the setters return
     */
    interface Differentiable<S> extends NamedOptions<S> {
        /**
         * Sets whether the step is recorded, so that gradients flow through it: to the gradients that it used, and to
         * {@code lr}, {@code weight_decay} and {@code betas} where these are tensors that require it. As in Python, the
         * parameters must be no leaves then, such as clones of the real ones, and the optimizer's own default decides
         * whether its steps are recorded.
         *
         * @param differentiable whether it is recorded
         * @return this
         */
        default S differentiable(boolean differentiable) {
            return put("differentiable", differentiable);
        }
    }

    /**
     * Whether the step may be captured in a CUDA graph.
     *
     * @param <S> what the setters return
     */
    interface Capturable<S> extends NamedOptions<S> {
        /**
         * Sets whether the step may be captured in a CUDA graph. There are none here: a step with this option is refused,
         * on a CPU in Python's words.
         * It is kept for state dicts that have it.
         *
         * @param capturable whether it may
         * @return this
         */
        default S capturable(boolean capturable) {
            return put("capturable", capturable);
        }
    }

    /**
     * Whether weight decay acts on the weight itself and not through the gradient's averages.
     *
     * @param <S> what the setters return
     */
    interface DecoupledWeightDecay<S> extends NamedOptions<S> {
        /**
         * Sets whether weight decay acts on the weight itself, as in AdamW.
         *
         * @param decoupled whether it does
         * @return this
         */
        default S decoupledWeightDecay(boolean decoupled) {
            return put("decoupled_weight_decay", decoupled);
        }
    }
}
