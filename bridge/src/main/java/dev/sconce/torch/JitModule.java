package dev.sconce.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ExtraFilesMap;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Method;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript module: a program with its parameters, which Python wrote by {@code torch.jit.script} or
 * {@code torch.jit.trace} and {@code torch.jit.save}. It runs in libtorch's own interpreter; a file of it is code, and is
 * only to be loaded from where one would run code from.
 *
 * <p>{@code dev.sconce.nn.ScriptModule} is the same as a module among others: with a state dict, for optimizers.
 *
 * <p>Values: tensors, numbers, truth values, strings, devices, lists, tuples (as lists) and maps, by the types that the
 * method declares. Results come back as {@link Tensor} of the current scope, Long, Double, Boolean, String, List,
 * {@link Tuple} and Map. A module may be called by several threads at once if its code allows it.
 *
 * <p>Upstream: {@code torch::jit::Module}.
 */
public final class JitModule implements AutoCloseable {
    static {
        NativeLibrary.load();
    }

    private final ConcurrentMap<String, Method> methods = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, org.bytedeco.pytorch.Tensor> bound = new ConcurrentHashMap<>();
    private org.bytedeco.pytorch.@Nullable JitModule handle;

    private JitModule(org.bytedeco.pytorch.JitModule handle) {
        this.handle = handle;
    }

    private org.bytedeco.pytorch.JitModule handle() {
        org.bytedeco.pytorch.JitModule open = handle;
        if (open == null) {
            throw new TorchException("This TorchScript module is closed");
        }
        return open;
    }

    // Files

    /**
     * Loads a module onto the CPU.
     *
     * @param file what {@code torch.jit.save} wrote
     * @return the module
     * @throws IOException if there is no such file
     * @throws TorchException if it is no TorchScript archive, or a newer one
     */
    public static JitModule load(Path file) throws IOException {
        return load(file, Device.CPU, new LinkedHashMap<>());
    }

    /**
     * Loads a module.
     *
     * @param file what {@code torch.jit.save} wrote
     * @param device where its tensors go
     * @param extraFiles names of other files in the archive; their contents are put in as the values
     * @return the module
     * @throws IOException if there is no such file
     * @throws TorchException if it is no TorchScript archive, or a newer one
     */
    public static JitModule load(Path file, Device device, Map<String, String> extraFiles) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (device.type().equals("cuda") && !Torch.cudaIsAvailable()) {
            throw new TorchException(
                    "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is"
                            + " False. If you are running on a CPU-only machine, please use torch.load with"
                            + " map_location=torch.device('cpu') to map your storages to the CPU.");
        }
        try (Temporaries temporaries = new Temporaries()) {
            ExtraFilesMap extra = extraFiles(extraFiles, temporaries);
            var target = temporaries.add(new DeviceOptional(Marshal.device(device)));
            JitModule module = new JitModule(torch.load(file.toString(), target, extra, true));
            for (var it = extra.begin(); !it.equals(extra.end()); it.increment()) {
                extraFiles.put(it.first().getString(), text(it.second()));
            }
            return module;
        } catch (RuntimeException e) {
            throw new TorchException(
                    file + ": " + TorchException.from(e).getMessage() + " (not what torch.jit.save writes?)", e);
        }
    }

    private static ExtraFilesMap extraFiles(Map<String, String> files, Temporaries temporaries) {
        ExtraFilesMap map = temporaries.add(new ExtraFilesMap());
        files.forEach((name, content) -> map.put(temporaries.add(new BytePointer(name)), content));
        return map;
    }

    /** An empty {@code std::string} comes back as a null pointer. */
    private static String text(@Nullable BytePointer string) {
        return string == null ? "" : string.getString();
    }

    /**
     * Writes this module for {@code torch.jit.load} ({@code ScriptModule.save}). The file that was there stays until the
     * new one is whole.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        save(file, Map.of());
    }

    /**
     * Writes this module, with other files beside it in the archive.
     *
     * @param file where to
     * @param extraFiles contents by name
     * @throws IOException if it cannot be written
     */
    public void save(Path file, Map<String, String> extraFiles) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
        try (Temporaries temporaries = new Temporaries()) {
            handle().save(unfinished.toString(), extraFiles(extraFiles, temporaries));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    // Calls

    /**
     * Calls {@code forward}.
     *
     * @param args the arguments by position
     * @return the result
     * @throws TorchException if they do not fit, or the program fails
     */
    public @Nullable Object call(@Nullable Object... args) {
        return callMethod("forward", Collections.unmodifiableList(Arrays.asList(args)), Map.of());
    }

    /**
     * Calls a method.
     *
     * @param name the method: {@code forward}, or one that Python exported
     * @param args the arguments by position
     * @param kwargs the arguments by name
     * @return the result
     * @throws TorchException if there is no such method, the arguments do not fit, or the program fails
     */
    public @Nullable Object callMethod(
            String name, List<? extends @Nullable Object> args, Map<String, ? extends @Nullable Object> kwargs) {
        try (Temporaries temporaries = new Temporaries()) {
            Method method = method(name);
            Argument declared = method.function().getSchema().arguments(); // the first is the module itself
            IValueVector stack = temporaries.add(new IValueVector(args.size()));
            for (int i = 0; i < args.size(); i++) {
                stack.put(i, argument(declared, i + 1L, args.get(i), temporaries));
            }
            StringIValueMap named = temporaries.add(new StringIValueMap());
            kwargs.forEach((key, value) -> named.put(
                    temporaries.add(new BytePointer(key)),
                    argument(declared, position(declared, key), value, temporaries)));
            return OpValues.toJava(temporaries.add(method.apply(stack, named)));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private static long position(Argument declared, String name) {
        for (long i = 1; i < declared.limit(); i++) {
            if (declared.getPointer(i).name().getString().equals(name)) {
                return i;
            }
        }
        return declared.limit(); // unknown: TorchScript says so
    }

    private static IValue argument(Argument declared, long i, @Nullable Object value, Temporaries temporaries) {
        return i < declared.limit()
                ? ScriptValues.toNative(declared.getPointer(i).type().get(), value, temporaries)
                : ScriptValues.ofUnknownType(value, temporaries);
    }

    private Method method(String name) {
        org.bytedeco.pytorch.JitModule open = handle();
        return methods.computeIfAbsent(name, open::get_method);
    }

    // What is in it

    /**
     * The parameters of this module and those in it, by name ({@code named_parameters()}).
     *
     * @return the tensors themselves, each once, in order, in the current scope
     */
    public Map<String, Tensor> namedParameters() {
        return namedParameters(true);
    }

    /**
     * The parameters, by name ({@code named_parameters(recurse=recurse)}).
     *
     * @param recurse whether those of the modules in this one are wanted, too, and each tensor once
     * @return the tensors themselves, in order, in the current scope
     */
    public Map<String, Tensor> namedParameters(boolean recurse) {
        try (var list = handle().named_parameters(recurse);
                var it = list.begin()) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            Set<Long> seen = new HashSet<>();
            for (long i = 0; i < list.size(); i++, it.increment()) {
                try (var entry = it.multiply()) {
                    put(named, recurse ? seen : null, entry);
                }
            }
            return named;
        }
    }

    /**
     * The buffers of this module and those in it, by name ({@code named_buffers()}).
     *
     * @return the tensors themselves, each once, in order, in the current scope
     */
    public Map<String, Tensor> namedBuffers() {
        return namedBuffers(true);
    }

    /**
     * The buffers, by name ({@code named_buffers(recurse=recurse)}).
     *
     * @param recurse whether those of the modules in this one are wanted, too, and each tensor once
     * @return the tensors themselves, in order, in the current scope
     */
    public Map<String, Tensor> namedBuffers(boolean recurse) {
        try (var list = handle().named_buffers(recurse);
                var it = list.begin()) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            Set<Long> seen = new HashSet<>();
            for (long i = 0; i < list.size(); i++, it.increment()) {
                try (var entry = it.multiply()) {
                    put(named, recurse ? seen : null, entry);
                }
            }
            return named;
        }
    }

    /** As in Python, a tensor that goes by several names is there by its first, if those that were seen are told. */
    private static void put(Map<String, Tensor> named, @Nullable Set<Long> seen, NamedTensor entry) {
        var value = entry.value();
        if (seen == null || seen.add(value.unsafeGetTensorImpl().address())) {
            named.put(entry.name().getString(), Tensor.wrap(value));
        }
    }

    /**
     * The modules in this one, by name.
     *
     * @return in order
     */
    public Map<String, JitModule> namedChildren() {
        Map<String, JitModule> named = new LinkedHashMap<>();
        try (var list = handle().named_children();
                var it = list.begin()) {
            for (long i = 0; i < list.size(); i++, it.increment()) {
                try (var entry = it.multiply()) {
                    named.put(
                            entry.name().getString(), new JitModule(new org.bytedeco.pytorch.JitModule(entry.value())));
                }
            }
        }
        return named;
    }

    /**
     * Whether there is an attribute: a parameter, buffer, module or any value.
     *
     * @param name its name
     * @return whether there is
     */
    public boolean hasAttribute(String name) {
        return handle().hasattr(name);
    }

    /**
     * An attribute's value.
     *
     * @param name its name
     * @return the value, as a call's result
     * @throws TorchException if there is none of that name, or its value has no Java form
     */
    public @Nullable Object attribute(String name) {
        try (IValue value = handle().attr(name)) {
            return OpValues.toJava(value);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Sets an attribute.
     *
     * @param name its name
     * @param value the new value, of the type that the attribute has
     * @throws TorchException if there is none of that name, or it has another type
     */
    public void setAttribute(String name, @Nullable Object value) {
        try (Temporaries temporaries = new Temporaries()) {
            handle().setattr(name, ScriptValues.ofUnknownType(value, temporaries));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Makes a parameter or buffer be a certain tensor, and not only have its values. Costs next to nothing when it is that
     * tensor already.
     *
     * @param name its name
     * @param tensor the tensor
     */
    @SuppressWarnings("ReferenceEquality") // equal pointers have the same address, which a freed tensor's heir may get
    public void bind(String name, Tensor tensor) {
        if (bound.get(name) != tensor.handle()) {
            setAttribute(name, tensor);
            bound.put(name, tensor.handle());
        }
    }

    /**
     * Switches this module, without those in it, between training and evaluation.
     *
     * @param mode true to train
     */
    public void train(boolean mode) {
        if (hasAttribute("training")) { // a frozen module has it no longer
            setAttribute("training", mode);
        }
    }

    /**
     * Whether this module trains.
     *
     * @return false for a frozen module
     */
    public boolean isTraining() {
        return handle().is_training();
    }

    /**
     * The name of the Python class that it was made from ({@code original_name}).
     *
     * @return the name alone, without its package
     */
    public String originalName() {
        return handle().type().name().get().name().getString();
    }

    /**
     * The attributes and the graphs of the methods, here and below ({@code dump_to_str}).
     *
     * @return a text for people
     */
    public String dump() {
        return handle().dump_to_str(true, false, false).getString();
    }

    /**
     * Copies this module with all that is in it.
     *
     * @return a module of its own tensors
     */
    public JitModule deepcopy() {
        return new JitModule(handle().deepcopy());
    }

    /** Gives up this reference; the module is freed when it was the last. Collected modules are closed too. */
    @Override
    public void close() {
        org.bytedeco.pytorch.JitModule open = handle;
        if (open != null) {
            handle = null;
            methods.values().forEach(Method::close);
            methods.clear();
            open.close();
        }
    }
}
