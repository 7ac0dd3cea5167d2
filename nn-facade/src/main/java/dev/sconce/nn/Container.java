package dev.sconce.nn;

import java.util.Map;

/** Holds modules by name and cannot be called: Python's deprecated base of all containers ({@code torch.nn.Container}). */
public class Container extends Module {
    /** Makes an empty container. */
    public Container() {}

    /**
     * Makes a container.
     *
     * @param modules the modules by name, in order
     */
    public Container(Map<String, ? extends Module> modules) {
        modules.forEach(this::addModule);
    }
}
