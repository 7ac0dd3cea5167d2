package dev.sconce.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ExtraFilesMap;
import org.bytedeco.pytorch.FunctionVector;
import org.bytedeco.pytorch.Method;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.StringVectorOptional;
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
public final class JitModule extends JitParts implements AutoCloseable {
    static {
        NativeLibrary.load();
    }

    private final ConcurrentMap<String, Method> methods = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, org.bytedeco.pytorch.Tensor> bound = new ConcurrentHashMap<>();
    private org.bytedeco.pytorch.@Nullable JitModule handle;

    private JitModule(org.bytedeco.pytorch.JitModule handle) {
        this.handle = handle;
    }

    @Override
    org.bytedeco.pytorch.JitModule handle() {
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
            ScriptArguments arguments = new ScriptArguments(method.function().getSchema(), temporaries);
            arguments.check(args, kwargs);
            if (CapturedTensors.lookers != 0) {
                CapturedTensors.usedByOthers(temporaries.add(handle().named_parameters(true)));
            }
            return OpValues.toJava(temporaries.add(method.apply(arguments.byPosition(args), arguments.byName(kwargs))));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private Method method(String name) {
        org.bytedeco.pytorch.JitModule open = handle();
        return methods.computeIfAbsent(name, wanted -> {
            if (!open.type().hasMethod(wanted)) {
                throw noAttribute(wanted);
            }
            return open.get_method(wanted);
        });
    }

    // The program

    /**
     * The names of the methods: {@code forward}, what Python exported, and what these call.
     *
     * @return in the order of their definition; of a frozen module, what was preserved
     */
    public List<String> methodNames() {
        List<String> names = new ArrayList<>();
        try (FunctionVector functions = handle().type().methods()) {
            for (long i = 0; i < functions.size(); i++) {
                names.add(functions.get(i).name().getString());
            }
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
        return names;
    }

    /**
     * What a method takes and returns ({@code module.forward.schema}).
     *
     * @param method its name
     * @return such as {@code forward(__torch__.Net self, Tensor x) -> Tensor}
     * @throws TorchException if there is no such method
     */
    public String schema(String method) {
        return TorchException.translating(
                () -> ScriptArguments.text(method(method).function().getSchema()));
    }

    /**
     * The source of {@code forward} in TorchScript's Python ({@code code}).
     *
     * @return as {@link #code(String)}
     */
    public String code() {
        return code("forward");
    }

    /**
     * The source of a method in TorchScript's Python, as the file has it (Python breaks long lines elsewhere). The module
     * is written to a temporary file for it, the parameters too.
     *
     * @param method its name
     * @return from {@code def} on
     * @throws TorchException if there is no such method
     * @throws UncheckedIOException if there is no room for the file
     */
    public String code(String method) {
        method(method);
        try {
            Path archive = Files.createTempFile("sconce", ".pt");
            try {
                save(archive);
                String type = TorchException.translating(
                        () -> handle().type().name().get().qualifiedName().getString());
                return ScriptSource.of(archive, type, method);
            } finally {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The graph of {@code forward} ({@code graph}).
     *
     * @return as {@link #graph(String)}
     */
    public String graph() {
        return graph("forward");
    }

    /**
     * The graph of a method: its operations, as the interpreter runs them.
     *
     * @param method its name
     * @return a text for people
     * @throws TorchException if there is no such method
     */
    public String graph(String method) {
        return TorchException.translating(() -> method(method).graph().toString());
    }

    /**
     * Makes a module that computes the same, with its parameters and attributes as constants of the program
     * ({@code torch.jit.freeze}).
     *
     * @param preservedAttrs methods and attributes that it shall have besides {@code forward}
     * @return another module
     * @throws TorchException if this one is in training mode, or has no such attribute
     */
    public JitModule freeze(String... preservedAttrs) {
        if (hasAttribute("training") && isTraining()) {
            throw new TorchException("Freezing is currently only implemented for modules in eval mode. Please call"
                    + " .eval() on your module before freezing.");
        }
        try (Temporaries temporaries = new Temporaries()) {
            var preserved = temporaries.add(
                    new StringVectorOptional(temporaries.add(new StringVector(preservedAttrs.clone()))));
            return new JitModule(torch.freeze(handle(), preserved, true));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Freezes a module and rewrites its program to be faster on this machine ({@code torch.jit.optimize_for_inference}).
     *
     * @param otherMethods methods besides {@code forward} that are rewritten, too
     * @return another module
     * @throws TorchException if this one is in training mode, or has no such method
     */
    public JitModule optimizeForInference(String... otherMethods) {
        try (StringVector others = new StringVector(otherMethods.clone());
                JitModule frozen = hasAttribute("training") ? freeze(otherMethods) : null) {
            return new JitModule(torch.optimize_for_inference((frozen == null ? this : frozen).handle(), others));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    // What is in it besides

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
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
        return named;
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
     * Switches this module and those in it between training and evaluation; a frozen one has no such attribute.
     *
     * @param mode true to train
     */
    public void train(boolean mode) {
        TorchException.translating(() -> handle().train(mode));
    }

    /** Switches this module and those in it to training. */
    public void train() {
        train(true);
    }

    /** Switches this module and those in it to evaluation. */
    public void eval() {
        train(false);
    }

    /**
     * Whether this module trains.
     *
     * @return true for a frozen module, which has no such attribute, as in Python
     */
    public boolean isTraining() {
        return TorchException.translating(() -> handle().is_training());
    }

    /**
     * The name of the Python class that it was made from ({@code original_name}).
     *
     * @return the name alone, without its package
     */
    public String originalName() {
        return TorchException.translating(
                () -> handle().type().name().get().name().getString());
    }

    /**
     * The attributes and the graphs of the methods, here and below ({@code dump_to_str}).
     *
     * @return a text for people
     */
    public String dump() {
        return TorchException.translating(
                () -> handle().dump_to_str(true, false, false).getString());
    }

    /**
     * Copies this module with all that is in it.
     *
     * @return a module of its own tensors
     */
    public JitModule deepcopy() {
        return TorchException.translating(() -> new JitModule(handle().deepcopy()));
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
