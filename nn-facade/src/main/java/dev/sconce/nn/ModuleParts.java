package dev.sconce.nn;

import dev.sconce.nn.Registry.Kind;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Module} is made of: its parameters, buffers and modules, how they are registered and how they are found.
 */
public abstract class ModuleParts {
    private Registry registry = new Registry(self());

    ModuleParts() {}

    /** This, as what it is. */
    final Module self() {
        return (Module) this;
    }

    /** Begins a registry of its own after it was cloned. */
    void becomeCopy() {
        registry = new Registry(self());
    }

    // Registration

    /**
     * Registers a module under a name and returns it, for a field that reflection cannot read:
     * {@code final Linear fc = register("fc", new Linear(2, 1))}.
     *
     * @param name a name without dots
     * @param module the module
     * @param <M> its class
     * @return the module itself
     * @throws IllegalArgumentException if the name is empty, has a dot or is taken
     */
    public final <M extends Module> M register(String name, M module) {
        addModule(name, module);
        return module;
    }

    /**
     * Registers a child module ({@code add_module}).
     *
     * @param name a name without dots
     * @param module the module, or null for an empty place
     * @throws IllegalArgumentException if the name is empty, has a dot or is taken
     */
    public final void addModule(String name, @Nullable Module module) {
        Attributes.checkModuleName(self(), name);
        registry.put(name, Kind.MODULE, module);
    }

    /**
     * Registers a child module ({@code register_module}); the same as {@link #addModule}.
     *
     * @param name a name without dots
     * @param module the module, or null for an empty place
     * @throws IllegalArgumentException if the name is empty, has a dot or is taken
     */
    public final void registerModule(String name, @Nullable Module module) {
        addModule(name, module);
    }

    /**
     * Registers a parameter.
     *
     * @param name a name without dots
     * @param parameter the parameter, or null for an empty place
     * @throws IllegalArgumentException if the name is empty, has a dot or is taken
     */
    public final void registerParameter(String name, @Nullable Parameter parameter) {
        Attributes.checkName(self(), "parameter", name, Kind.PARAMETER);
        registry.put(name, Kind.PARAMETER, parameter);
    }

    /**
     * Registers a buffer that is part of the state dict.
     *
     * @param name a name without dots
     * @param tensor the tensor, or null for an empty place
     * @return the buffer, or null
     * @throws IllegalArgumentException if the name is empty, has a dot or is taken
     */
    public final @Nullable Buffer registerBuffer(String name, @Nullable Tensor tensor) {
        return registerBuffer(name, tensor, true);
    }

    /**
     * Registers a buffer.
     *
     * @param name a name without dots
     * @param tensor the tensor, or null for an empty place
     * @param persistent whether it is part of the state dict
     * @return the buffer, or null
     * @throws IllegalArgumentException if the name is empty, has a dot or is taken
     */
    public final @Nullable Buffer registerBuffer(String name, @Nullable Tensor tensor, boolean persistent) {
        Attributes.checkName(self(), "buffer", name, Kind.BUFFER);
        Buffer buffer = tensor instanceof Buffer same && same.isPersistent() == persistent
                ? same
                : tensor == null ? null : new Buffer(tensor, persistent);
        registry.put(name, Kind.BUFFER, buffer);
        return buffer;
    }

    /**
     * Forgets a module, parameter or buffer ({@code del module.name}); a field of that name becomes null.
     *
     * @param name its name
     * @throws IllegalArgumentException if nothing of that name is registered, or its field is final
     */
    public final void unregister(String name) {
        if (!registry.remove(name)) {
            throw new IllegalArgumentException("'" + self().getName() + "' object has no attribute '" + name + "'");
        }
    }

    final Registry registry() {
        return registry;
    }

    // Traversal

    /**
     * The parameters of this module and the modules in it; shared ones once.
     *
     * @return a new list, in Python's order
     */
    public final List<Parameter> parameters() {
        return parameters(true);
    }

    /**
     * The parameters of this module.
     *
     * @param recurse whether to go into the modules in it
     * @return a new list, in Python's order
     */
    public final List<Parameter> parameters(boolean recurse) {
        return ModuleTree.parameters(self(), recurse);
    }

    /**
     * The parameters by their names in the state dict; shared ones once.
     *
     * @return a new map, in Python's order
     */
    public final Map<String, Parameter> namedParameters() {
        return namedParameters("", true, true);
    }

    /**
     * The parameters by name.
     *
     * @param prefix what stands before the names, with a dot between
     * @param recurse whether to go into the modules in this one
     * @param removeDuplicate whether shared ones appear once
     * @return a new map, in Python's order
     */
    public final Map<String, Parameter> namedParameters(String prefix, boolean recurse, boolean removeDuplicate) {
        return ModuleTree.members(self(), prefix, recurse, removeDuplicate, Registry.Entry::parameter);
    }

    /**
     * The buffers of this module and the modules in it; shared ones once.
     *
     * @return a new list, in Python's order
     */
    public final List<Buffer> buffers() {
        return buffers(true);
    }

    /**
     * The buffers of this module.
     *
     * @param recurse whether to go into the modules in it
     * @return a new list, in Python's order
     */
    public final List<Buffer> buffers(boolean recurse) {
        return List.copyOf(namedBuffers("", recurse, true).values());
    }

    /**
     * The buffers by their names in the state dict, those that are not persistent too; shared ones once.
     *
     * @return a new map, in Python's order
     */
    public final Map<String, Buffer> namedBuffers() {
        return namedBuffers("", true, true);
    }

    /**
     * The buffers by name.
     *
     * @param prefix what stands before the names, with a dot between
     * @param recurse whether to go into the modules in this one
     * @param removeDuplicate whether shared ones appear once
     * @return a new map, in Python's order
     */
    public final Map<String, Buffer> namedBuffers(String prefix, boolean recurse, boolean removeDuplicate) {
        return ModuleTree.members(self(), prefix, recurse, removeDuplicate, Registry.Entry::buffer);
    }

    /**
     * The modules right below this one; shared ones once.
     *
     * @return a new list, in Python's order
     */
    public final List<Module> children() {
        return List.copyOf(namedChildren().values());
    }

    /**
     * The modules right below this one by name; shared ones once.
     *
     * @return a new map, in Python's order
     */
    public final Map<String, Module> namedChildren() {
        return ModuleTree.children(self());
    }

    /**
     * This module and all in it; shared ones once.
     *
     * @return a new list, each module before its children
     */
    public final List<Module> modules() {
        return modules(true);
    }

    /**
     * This module and all in it.
     *
     * @param removeDuplicate whether shared ones appear once
     * @return a new list, each module before its children
     */
    public final List<Module> modules(boolean removeDuplicate) {
        return List.copyOf(namedModules("", removeDuplicate).values());
    }

    /**
     * This module, under the empty name, and all in it by their paths; shared ones once.
     *
     * @return a new map, each module before its children
     */
    public final Map<String, Module> namedModules() {
        return namedModules("", true);
    }

    /**
     * This module and all in it by their paths.
     *
     * @param prefix the path of this module
     * @param removeDuplicate whether shared ones appear once
     * @return a new map, each module before its children
     */
    public final Map<String, Module> namedModules(String prefix, boolean removeDuplicate) {
        return ModuleTree.modules(self(), prefix, removeDuplicate);
    }

    /**
     * Finds a module by its path.
     *
     * @param target a path such as {@code features.0}; empty for this module
     * @return the module
     * @throws IllegalArgumentException if there is none at the path, in Python's words
     */
    public final Module getSubmodule(String target) {
        return Attributes.submodule(self(), target);
    }

    /**
     * Puts a module at a path, in place of another or as a new one.
     *
     * @param target a path whose parent exists
     * @param module the module
     * @throws IllegalArgumentException if the path is empty, its parent is missing, something else is there, or the field
     *     of that name is final
     */
    public final void setSubmodule(String target, Module module) {
        setSubmodule(target, module, false);
    }

    /**
     * Puts a module at a path.
     *
     * @param target a path whose parent exists
     * @param module the module
     * @param strict whether there must be a module already
     * @throws IllegalArgumentException if the path is empty, its parent is missing, something else is there, or the field
     *     of that name is final
     */
    public final void setSubmodule(String target, Module module, boolean strict) {
        Attributes.setSubmodule(self(), target, module, strict);
    }

    /**
     * Finds a parameter by its path.
     *
     * @param target a path such as {@code features.0.weight}
     * @return the parameter
     * @throws IllegalArgumentException if there is none at the path, in Python's words
     */
    public final Parameter getParameter(String target) {
        return Attributes.parameter(self(), target);
    }

    /**
     * Finds a buffer by its path.
     *
     * @param target a path such as {@code bn1.running_mean}
     * @return the buffer
     * @throws IllegalArgumentException if there is none at the path, in Python's words
     */
    public final Buffer getBuffer(String target) {
        return Attributes.buffer(self(), target);
    }
}
