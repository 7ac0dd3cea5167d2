package dev.sconce.checkpoint.model;

/**
 * A {@code torch.layout} as a value.
 *
 * @param name as Python prints it: {@code torch.strided}
 */
public record PyLayout(String name) implements PyValue {
    @Override
    public String toString() {
        return name;
    }
}
