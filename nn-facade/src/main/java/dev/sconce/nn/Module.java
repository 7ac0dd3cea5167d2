package dev.sconce.nn;

import dev.sconce.nn.Registry.Kind;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a neural network, as {@code torch.nn.Module}: it may hold parameters, buffers and other modules.
 *
 * <p>Fields of type {@code Module}, {@link Parameter} and {@link Buffer} register themselves, superclass first and in the
 * order of their declaration; as in Python, what counts is the value, so that a {@code Tensor} field that holds a
 * {@code Parameter} does too. Fields may be set again at any time. A plain tensor, a list or an array is not registered
 * ({@link ModuleList} is), nor is a {@code transient} field. {@link #register} and its like register under any name, in
 * the order in which they are called, after the fields that are set by then.
 *
 * <p>What can be called is a subclass with types: {@link Layer} from one tensor to one tensor, {@link Module1} to
 * {@link Module3} for other signatures, {@link ModuleN} for any. A subclass implements {@code forward}; its users call
 * {@code call}, which runs the hooks too.
 *
 * <p>Upstream: {@code torch/nn/modules/module.py}.
 */
public abstract class Module implements Cloneable {
    private Registry registry = new Registry(this);
    private boolean training = true;
    private boolean freesIntermediates;
    private @Nullable Hooks hooks;
    private @Nullable String becameName;

    /** For subclasses. */
    protected Module() {}

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
        Attributes.checkModuleName(this, name);
        registry.put(name, Kind.MODULE, module);
    }

    /**
     * Registers a parameter.
     *
     * @param name a name without dots
     * @param parameter the parameter, or null for an empty place
     * @throws IllegalArgumentException if the name is empty, has a dot or is taken
     */
    public final void registerParameter(String name, @Nullable Parameter parameter) {
        Attributes.checkName(this, "parameter", name, Kind.PARAMETER);
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
        Attributes.checkName(this, "buffer", name, Kind.BUFFER);
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
            throw new IllegalArgumentException("'" + getName() + "' object has no attribute '" + name + "'");
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
        return ModuleTree.parameters(this, recurse);
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
        return ModuleTree.members(this, prefix, recurse, removeDuplicate, Registry.Entry::parameter);
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
        return ModuleTree.members(this, prefix, recurse, removeDuplicate, Registry.Entry::buffer);
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
        return ModuleTree.children(this);
    }

    /**
     * This module and all in it; shared ones once.
     *
     * @return a new list, each module before its children
     */
    public final List<Module> modules() {
        return List.copyOf(namedModules().values());
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
        return ModuleTree.modules(this, prefix, removeDuplicate);
    }

    /**
     * Finds a module by its path.
     *
     * @param target a path such as {@code features.0}; empty for this module
     * @return the module
     * @throws IllegalArgumentException if there is none at the path, in Python's words
     */
    public final Module getSubmodule(String target) {
        return Attributes.submodule(this, target);
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
        Attributes.setSubmodule(this, target, module, strict);
    }

    /**
     * Finds a parameter by its path.
     *
     * @param target a path such as {@code features.0.weight}
     * @return the parameter
     * @throws IllegalArgumentException if there is none at the path, in Python's words
     */
    public final Parameter getParameter(String target) {
        return Attributes.parameter(this, target);
    }

    /**
     * Finds a buffer by its path.
     *
     * @param target a path such as {@code bn1.running_mean}
     * @return the buffer
     * @throws IllegalArgumentException if there is none at the path, in Python's words
     */
    public final Buffer getBuffer(String target) {
        return Attributes.buffer(this, target);
    }

    /**
     * Applies a function to every module below this one and then to this one, children first.
     *
     * @param function what to do with each
     * @return this
     */
    public Module apply(Consumer<? super Module> function) {
        for (Module child : children()) {
            child.apply(function);
        }
        function.accept(this);
        return this;
    }

    // Mode

    /**
     * Whether this module trains: dropout drops, batch norm uses the batch's statistics.
     *
     * @return true until {@link #eval()}
     */
    public final boolean isTraining() {
        return training;
    }

    /**
     * Switches this module and all in it to training.
     *
     * @return this
     */
    public final Module train() {
        return train(true);
    }

    /**
     * Switches this module and all in it.
     *
     * @param mode true to train, false to evaluate
     * @return this
     */
    public Module train(boolean mode) {
        training = mode;
        for (Module child : children()) {
            child.train(mode);
        }
        return this;
    }

    /**
     * Switches this module and all in it to evaluation.
     *
     * @return this
     */
    public final Module eval() {
        return train(false);
    }

    /**
     * Lets each call of this module, and of the modules with children in it, free at its end the tensors that its forward
     * pass made and did not return, as Python does. Without it they stay until the scope around the call ends, and memory
     * that the backward pass gives back while it runs is not reused: set it where a network's activations are large. Only
     * then must a tensor that a {@code forward} puts into a field, or a hook into a list, leave its scope by
     * {@link TensorScope#keep}.
     *
     * @param mode true to free, false (the default) to leave that to the scope around the call
     * @return this
     */
    public final Module freeIntermediates(boolean mode) {
        for (Module module : modules()) {
            module.freesIntermediates = mode && !module.children().isEmpty();
        }
        return this;
    }

    /**
     * Freezes or unfreezes all parameters.
     *
     * @param requiresGrad whether they get a gradient
     * @return this
     */
    public Module requiresGrad_(boolean requiresGrad) {
        parameters().forEach(parameter -> parameter.requiresGrad_(requiresGrad));
        return this;
    }

    /** Drops the gradients of all parameters. */
    public final void zeroGrad() {
        zeroGrad(true);
    }

    /**
     * Drops or clears the gradients of all parameters.
     *
     * @param setToNone whether to drop them; else they become zero in place
     */
    public void zeroGrad(boolean setToNone) {
        Conversion.zeroGrad(parameters(), setToNone);
    }

    // Conversion

    /**
     * Moves parameters and buffers to a device, in place.
     *
     * @param device the device
     * @return this
     */
    public final Module to(Device device) {
        return convert(Conversion.to(device, null));
    }

    /**
     * Casts parameters and buffers of floating-point and complex type, in place.
     *
     * @param dtype a floating-point or complex type
     * @return this
     * @throws IllegalArgumentException if it is neither
     */
    public final Module to(DType dtype) {
        return convert(Conversion.to(null, dtype));
    }

    /**
     * Moves parameters and buffers, and casts those of floating-point and complex type, in place.
     *
     * @param device the device
     * @param dtype a floating-point or complex type
     * @return this
     * @throws IllegalArgumentException if the type is neither
     */
    public final Module to(Device device, DType dtype) {
        return convert(Conversion.to(device, dtype));
    }

    /**
     * Gives 4- and 5-dimensional parameters and buffers another order in memory, in place.
     *
     * @param memoryFormat the order
     * @return this
     */
    public final Module to(MemoryFormat memoryFormat) {
        return convert(Conversion.to(memoryFormat));
    }

    /**
     * As {@link #to(Device, DType)} with the device and dtype of a tensor.
     *
     * @param other the tensor
     * @return this
     */
    public final Module to(Tensor other) {
        return to(other.device(), other.dtype());
    }

    /**
     * Moves to the host.
     *
     * @return this
     */
    public final Module cpu() {
        return to(Device.CPU);
    }

    /**
     * Moves to the current CUDA device.
     *
     * @return this
     */
    public final Module cuda() {
        return to(Device.of("cuda"));
    }

    /**
     * Casts floating-point parameters and buffers to half precision.
     *
     * @return this
     */
    public final Module half() {
        return convert(Conversion.floating(DType.FLOAT16));
    }

    /**
     * Casts floating-point parameters and buffers to bfloat16.
     *
     * @return this
     */
    public final Module bfloat16() {
        return convert(Conversion.floating(DType.BFLOAT16));
    }

    /**
     * Casts floating-point parameters and buffers to float32 (Python's {@code float()}).
     *
     * @return this
     */
    public final Module floatValue() {
        return convert(Conversion.floating(DType.FLOAT32));
    }

    /**
     * Casts floating-point parameters and buffers to float64 (Python's {@code double()}).
     *
     * @return this
     */
    public final Module doubleValue() {
        return convert(Conversion.floating(DType.FLOAT64));
    }

    /**
     * Casts all parameters and buffers.
     *
     * @param dtype the type
     * @return this
     */
    public final Module type(DType dtype) {
        return convert(Conversion.all(dtype));
    }

    /**
     * Moves parameters and buffers to a device without copying what they hold.
     *
     * @param device the device
     * @return this; its values are whatever the memory holds
     */
    public final Module toEmpty(Device device) {
        return convert(Conversion.empty(device));
    }

    /** Converts everything in place ({@code _apply}); a subclass that caches tensors overrides it. */
    Module convert(Conversion conversion) {
        for (Module child : children()) {
            child.convert(conversion);
        }
        conversion.applyTo(registry.entries());
        return this;
    }

    // State

    /**
     * The parameters and persistent buffers by name, with the modules' versions as metadata.
     *
     * @return a new dict; its tensors share memory with the module's and have no history
     */
    public final StateDict stateDict() {
        return stateDict("");
    }

    /**
     * The parameters and persistent buffers by name.
     *
     * @param prefix what stands before all names, with its dot
     * @return a new dict; its tensors share memory with the module's and have no history
     */
    public final StateDict stateDict(String prefix) {
        return stateDict(new StateDict(), prefix, false);
    }

    /**
     * Adds the parameters and persistent buffers to a dict.
     *
     * @param destination where to add them
     * @param prefix what stands before all names, with its dot
     * @param keepVars whether to add the parameters and buffers themselves and not detached tensors
     * @return {@code destination}
     */
    public StateDict stateDict(StateDict destination, String prefix, boolean keepVars) {
        return StateDictSave.save(this, destination, prefix, keepVars);
    }

    /**
     * Adds what this module holds itself to a dict ({@code _save_to_state_dict}); for subclasses that keep more.
     *
     * @param destination where to add it
     * @param prefix what stands before all names, with its dot
     * @param keepVars whether to add the parameters and buffers themselves and not detached tensors
     */
    protected void saveToStateDict(StateDict destination, String prefix, boolean keepVars) {
        StateDictSave.saveOwn(this, destination, prefix, keepVars);
    }

    /**
     * Copies values from a state dict; its names must be exactly those of {@link #stateDict()}.
     *
     * @param stateDict tensors by name, and perhaps metadata; it is not changed
     * @return two empty lists
     * @throws dev.sconce.torch.TorchException if a name is missing or too much, or a shape differs; the message names them
     *     all, as Python's does. What fits was copied.
     */
    public final IncompatibleKeys loadStateDict(Map<String, ?> stateDict) {
        return loadStateDict(stateDict, true);
    }

    /**
     * Copies values from a state dict.
     *
     * @param stateDict tensors by name, and perhaps metadata; it is not changed
     * @param strict whether a name that is missing or too much is an error
     * @return the names that were missing or too much
     * @throws dev.sconce.torch.TorchException if a shape differs, or a name when that is an error
     */
    public final IncompatibleKeys loadStateDict(Map<String, ?> stateDict, boolean strict) {
        return loadStateDict(stateDict, strict, false);
    }

    /**
     * Takes values from a state dict.
     *
     * @param stateDict tensors by name, and perhaps metadata; it is not changed
     * @param strict whether a name that is missing or too much is an error
     * @param assign whether parameters and buffers become the dict's tensors, with their dtype and device, and are not
     *     copied into
     * @return the names that were missing or too much
     * @throws dev.sconce.torch.TorchException if a shape differs, or a name when that is an error
     */
    public IncompatibleKeys loadStateDict(Map<String, ?> stateDict, boolean strict, boolean assign) {
        return StateDictLoad.load(this, stateDict, strict, assign);
    }

    /**
     * Copies what this module holds itself from a state dict ({@code _load_from_state_dict}); for subclasses that must
     * understand dicts of an older version.
     *
     * @param load the dict, which may be changed, and what was found wrong so far
     * @param prefix what stands before the names of this module, with its dot
     */
    protected void loadFromStateDict(StateDictLoad load, String prefix) {
        load.loadOwn(this, prefix);
    }

    /**
     * The version of this module's state, which is saved with it ({@code _version}).
     *
     * @return 1 for most
     */
    protected int version() {
        return 1;
    }

    /**
     * A copy with parameters, buffers and modules of its own, as {@code copy.deepcopy}; what is shared inside stays shared
     * in the copy. Hooks stay registered. What other fields hold is shared with this module.
     *
     * @return a module of the same class
     */
    public Module deepCopy() {
        return ModuleCopy.of(this);
    }

    /** A copy whose registry is empty yet. */
    Module shallowCopy() {
        try {
            Module copy = (Module) clone();
            copy.registry = new Registry(copy);
            if (hooks != null) {
                copy.hooks = new Hooks(hooks);
            }
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // Module is Cloneable
        }
    }

    // Hooks

    /**
     * Registers a hook that looks at the arguments before each forward pass.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardPreHook(ForwardPreHook hook) {
        return registerForwardPreHook(hook, options -> {});
    }

    /**
     * Registers a hook that looks at the arguments before each forward pass.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardPreHook(ForwardPreHook hook, Consumer<HookOptions> options) {
        return hooks().forward.addBefore(hook, options);
    }

    /**
     * Registers a hook that looks at the arguments, those by name too.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardPreHook(ForwardPreHook.WithKwargs hook) {
        return hooks().forward.addBefore(hook, options -> {});
    }

    /**
     * Registers a hook that may replace the arguments before each forward pass. (In Python it is the same method: a hook
     * that returns something replaces them.)
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerInputReplacer(ForwardPreHook.Replacing hook) {
        return registerInputReplacer(hook, options -> {});
    }

    /**
     * Registers a hook that may replace the arguments before each forward pass.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerInputReplacer(ForwardPreHook.Replacing hook, Consumer<HookOptions> options) {
        return hooks().forward.replaceBefore(hook, options);
    }

    /**
     * Registers a hook that may replace the arguments, those by name too.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerInputReplacer(ForwardPreHook.ReplacingWithKwargs hook) {
        return hooks().forward.replaceBefore(hook, options -> {});
    }

    /**
     * Registers a hook that looks at arguments and output after each forward pass.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardHook(ForwardHook hook) {
        return registerForwardHook(hook, options -> {});
    }

    /**
     * Registers a hook that looks at arguments and output after each forward pass.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there, and after a failure too
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardHook(ForwardHook hook, Consumer<HookOptions> options) {
        return hooks().forward.addAfter(hook, options);
    }

    /**
     * Registers a hook that looks at arguments, those by name too, and output.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardHook(ForwardHook.WithKwargs hook) {
        return hooks().forward.addAfter(hook, options -> {});
    }

    /**
     * Registers a hook that may replace the output of each forward pass. (In Python it is the same method: a hook that
     * returns something replaces it.)
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerOutputReplacer(ForwardHook.Replacing hook) {
        return registerOutputReplacer(hook, options -> {});
    }

    /**
     * Registers a hook that may replace the output of each forward pass.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerOutputReplacer(ForwardHook.Replacing hook, Consumer<HookOptions> options) {
        return hooks().forward.replaceAfter(hook, options);
    }

    /**
     * Registers a hook that may replace the output, knowing the arguments by name too.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerOutputReplacer(ForwardHook.ReplacingWithKwargs hook) {
        return hooks().forward.replaceAfter(hook, options -> {});
    }

    /**
     * Registers a hook that looks at the gradients that passed through this module. It needs an output that is a tensor, or
     * a list or record of tensors and other values.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerFullBackwardHook(BackwardHook hook) {
        return hooks().backward.addAfter(hook);
    }

    /**
     * Registers a hook that may replace the gradients with respect to this module's inputs. (In Python it is the same
     * method as {@link #registerFullBackwardHook}.)
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerGradInputReplacer(BackwardHook.Replacing hook) {
        return hooks().backward.after.add(hook);
    }

    /**
     * Registers a hook that looks at the gradients before they pass through this module.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerFullBackwardPreHook(BackwardHook.Pre hook) {
        return hooks().backward.addBefore(hook);
    }

    /**
     * Registers a hook that may replace the gradients before they pass through this module. (In Python it is the same
     * method as {@link #registerFullBackwardPreHook}.)
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerGradOutputReplacer(BackwardHook.ReplacingPre hook) {
        return hooks().backward.before.add(hook);
    }

    /**
     * Registers a hook that runs before this module's part of a state dict is made.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerStateDictPreHook(StateDictHooks.BeforeSave hook) {
        return hooks().stateDict.beforeSave.add(hook);
    }

    /**
     * Registers a hook that runs after this module's part of a state dict was made.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerStateDictPostHook(StateDictHooks.AfterSave hook) {
        return hooks().stateDict.afterSave.add(hook);
    }

    /**
     * Registers a hook that runs before this module's part of a state dict is loaded, and may change the dict.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerLoadStateDictPreHook(StateDictHooks.BeforeLoad hook) {
        return hooks().stateDict.beforeLoad.add(hook);
    }

    /**
     * Registers a hook that runs after this module's part of a state dict was loaded, and may change the lists of names.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerLoadStateDictPostHook(StateDictHooks.AfterLoad hook) {
        return hooks().stateDict.afterLoad.add(hook);
    }

    private Hooks hooks() {
        Hooks existing = hooks;
        if (existing == null) {
            existing = new Hooks();
            hooks = existing;
        }
        return existing;
    }

    /** The state-dict hooks, or null if there are none. */
    final @Nullable StateDictHooks stateDictHooks() {
        return hooks == null ? null : hooks.stateDict;
    }

    /** Whether a call must go through {@link #callWithHooks}. */
    final boolean hasHooks() {
        return freesIntermediates
                || (hooks != null && !(hooks.forward.isEmpty() && hooks.backward.isEmpty()))
                || registry.hasDerived()
                || !ForwardHooks.GLOBAL.isEmpty()
                || !BackwardHooks.GLOBAL.isEmpty();
    }

    /** Whether hooks of its own stand around this module's forward pass. */
    final boolean hasForwardHooks() {
        return hooks != null && !hooks.forward.isEmpty();
    }

    final @Nullable Object callWithHooks(Arguments arguments) {
        return callWithHooks(arguments, this::forwardAny);
    }

    /** A call of another forward pass than {@link #forwardAny}, with this module's hooks. */
    final @Nullable Object callWithHooks(Arguments arguments, Function<Arguments, ? extends @Nullable Object> forward) {
        ForwardHooks.Call call = new ForwardHooks.Call(this, hooks(), arguments, forward);
        return freesIntermediates ? Intermediates.freeAfter(call::run) : call.run();
    }

    /** A call of whatever signature, with hooks if there are any. */
    final @Nullable Object callAny(Arguments arguments) {
        return hasHooks() ? callWithHooks(arguments) : forwardAny(arguments);
    }

    /** The forward pass without hooks, for arguments of any kind. */
    @Nullable
    Object forwardAny(Arguments arguments) {
        throw new UnsupportedOperationException(
                "Module [" + getName() + "] is missing the required \"forward\" function");
    }

    // Text

    /**
     * The name of this module's class, as it is printed and named in errors.
     *
     * @return the simple name; for an anonymous class that of its superclass
     */
    protected String getName() {
        if (becameName != null) {
            return becameName;
        }
        Class<?> named = getClass();
        while (named.isAnonymousClass()) {
            named = named.getSuperclass();
        }
        return DerivedTensors.namePrefix(this) + named.getSimpleName();
    }

    /** Goes by another name from now on, where Python changes the class of the object. */
    final void become(String name) {
        becameName = name;
    }

    /** Whether this module goes by another name than that of its class. */
    final boolean hasBecome() {
        return becameName != null;
    }

    /**
     * What is printed between the parentheses, before the children.
     *
     * @return empty by default
     */
    public String extraRepr() {
        return "";
    }

    /** Returns the text that Python prints, children indented. */
    @Override
    public String toString() {
        return ModuleText.of(this);
    }
}
