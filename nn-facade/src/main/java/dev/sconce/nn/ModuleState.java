package dev.sconce.nn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link Module}'s parameters and buffers hold: their type and place, and how they are saved, loaded and copied. */
public abstract class ModuleState extends ModuleParts {
    ModuleState() {}

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
     * Moves, casts and reorders in one go, in place: {@code to(device, dtype, non_blocking, memory_format=...)}.
     *
     * @param device the device, or null to stay
     * @param dtype a floating-point or complex type for what is of such a type, or null to keep it
     * @param nonBlocking whether a copy from pinned memory to a GPU may go on after the call
     * @param memoryFormat the order in memory of 4- and 5-dimensional parameters and buffers, or null to keep it
     * @return this
     * @throws IllegalArgumentException if the type is neither
     */
    public final Module to(
            @Nullable Device device, @Nullable DType dtype, boolean nonBlocking, @Nullable MemoryFormat memoryFormat) {
        return convert(Conversion.to(device, dtype, nonBlocking, memoryFormat));
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
     * Moves to a CUDA device.
     *
     * @param index its number, from 0
     * @return this
     */
    public final Module cuda(int index) {
        return to(Device.of("cuda:" + index));
    }

    /**
     * Moves to the current Intel GPU.
     *
     * @return this
     */
    public final Module xpu() {
        return to(Device.of("xpu"));
    }

    /**
     * Moves to an Intel GPU.
     *
     * @param index its number, from 0
     * @return this
     */
    public final Module xpu(int index) {
        return to(Device.of("xpu:" + index));
    }

    /**
     * Moves to the current IPU.
     *
     * @return this
     */
    public final Module ipu() {
        return to(Device.of("ipu"));
    }

    /**
     * Moves to an IPU.
     *
     * @param index its number, from 0
     * @return this
     */
    public final Module ipu(int index) {
        return to(Device.of("ipu:" + index));
    }

    /**
     * Moves to the current MTIA device.
     *
     * @return this
     */
    public final Module mtia() {
        return to(Device.of("mtia"));
    }

    /**
     * Moves to an MTIA device.
     *
     * @param index its number, from 0
     * @return this
     */
    public final Module mtia(int index) {
        return to(Device.of("mtia:" + index));
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
        return toEmpty(device, true);
    }

    /**
     * Moves parameters and buffers to a device without copying what they hold.
     *
     * @param device the device
     * @param recurse whether to go into the modules in this one
     * @return this; its values are whatever the memory holds
     */
    public final Module toEmpty(Device device, boolean recurse) {
        return convert(Conversion.empty(device), recurse);
    }

    private Module convert(Conversion conversion) {
        return convert(conversion, true);
    }

    /** Converts everything in place ({@code _apply}). */
    final Module convert(Conversion conversion, boolean recurse) {
        if (recurse) {
            for (Module child : children()) {
                child.convert(conversion, true);
            }
        }
        conversion.applyTo(registry().entries());
        return self();
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
        return StateDictSave.save(self(), destination, prefix, keepVars);
    }

    /**
     * Adds what this module holds itself to a dict ({@code _save_to_state_dict}); for subclasses that keep more.
     *
     * @param destination where to add it
     * @param prefix what stands before all names, with its dot
     * @param keepVars whether to add the parameters and buffers themselves and not detached tensors
     */
    protected void saveToStateDict(StateDict destination, String prefix, boolean keepVars) {
        StateDictSave.saveOwn(self(), destination, prefix, keepVars);
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
        return StateDictLoad.load(self(), stateDict, strict, assign);
    }

    /**
     * Copies what this module holds itself from a state dict ({@code _load_from_state_dict}); for subclasses that must
     * understand dicts of an older version.
     *
     * @param load the dict, which may be changed, and what was found wrong so far
     * @param prefix what stands before the names of this module, with its dot
     */
    protected void loadFromStateDict(StateDictLoad load, String prefix) {
        load.loadOwn(self(), prefix);
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
     * in the copy. Hooks stay registered. Plain tensors, and the lists, maps and arrays of {@code java.util} in which
     * something stands, are copied too, unless their field is {@code transient}; whatever else a field holds is shared with
     * this module.
     *
     * @return a module of the same class
     * @throws dev.sconce.torch.TorchException if a field holds a tensor that was computed with gradients
     */
    public Module deepCopy() {
        return ModuleCopy.of(self());
    }
}
