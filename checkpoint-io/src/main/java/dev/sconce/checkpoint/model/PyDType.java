package dev.sconce.checkpoint.model;

import java.util.Optional;

/**
 * A {@code torch.dtype} as a value.
 *
 * @param name the name without the module: {@code float32}; or of a type that no stored tensor has: {@code uint4}
 */
public record PyDType(String name) implements PyValue {
    /** The value for an element type. */
    public static PyDType of(ElementType type) {
        return new PyDType(type.torchName());
    }

    /** The element type; empty for {@code uint1} to {@code uint7} and {@code int1} to {@code int7}. */
    public Optional<ElementType> elementType() {
        return ElementType.ofTorchName(name);
    }

    @Override
    public String toString() {
        return "torch." + name;
    }
}
