package dev.sconce.nn;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers a field of a {@link Module} under another name than its own: the name that the attribute has in Python and
 * therefore in a state dict.
 *
 * <pre>{@code
 * @RegisteredAs("self_attn")
 * final MultiheadAttention selfAttn;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface RegisteredAs {
    /** The name, without dots. */
    String value();
}
