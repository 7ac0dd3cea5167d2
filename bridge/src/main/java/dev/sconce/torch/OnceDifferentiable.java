package dev.sconce.torch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of the {@code backward} method of an {@link AutogradFunction} that it cannot be differentiated
 * ({@code torch.autograd.function.once_differentiable}): it is run without recording, and a backward pass through what it
 * returned is an error, and not a wrong second derivative.
 *
 * <p>As in Python, this holds where one of the gradients that it was given requires a gradient; otherwise what it returns
 * is a constant.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnceDifferentiable {}
