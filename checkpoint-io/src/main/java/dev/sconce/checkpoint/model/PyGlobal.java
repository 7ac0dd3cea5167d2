package dev.sconce.checkpoint.model;

/**
 * The name of a Python class or function. It is a name and nothing else.
 *
 * @param module the module, by its Python 3 name: {@code builtins}
 * @param name the name in it
 */
public record PyGlobal(String module, String name) implements PyValue {
    /** In full: {@code collections.OrderedDict}. */
    public String qualifiedName() {
        return module + "." + name;
    }

    @Override
    public String toString() {
        return "<global " + PyPrinter.clip(qualifiedName()) + ">";
    }
}
