package dev.sconce.nn;

import dev.sconce.torch.Device;
import dev.sconce.torch.JitModule;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript program as a module among others, as {@code torch.jit.load} returns it: its parameters and buffers are in
 * the state dict and may be trained, converted and frozen, its modules are traversed, and hooks run around its calls.
 *
 * <pre>{@code
 * ScriptModule net = ScriptModule.load(Path.of("net.pt"));
 * Tensor y = (Tensor) net.eval().call(x);
 * }</pre>
 *
 * <p>A file of it is code, and is only to be loaded from where one would run code from. {@link JitModule} says what
 * arguments and results there may be.
 *
 * <p>Upstream: {@code torch/jit/_script.py}, {@code RecursiveScriptModule}.
 */
public final class ScriptModule extends ModuleN<Object> {
    private transient JitModule script;

    /** Whether the modules in this one are still to be given their parts of the script: so in a copy. */
    private transient boolean apart;

    /**
     * Makes a module of a program.
     *
     * @param script the program; from now on it belongs to this module
     */
    public ScriptModule(JitModule script) {
        this(script, new ArrayList<>());
    }

    /** @param shared the tensors that were met so far: what is one tensor in the program is one here */
    private ScriptModule(JitModule script, List<Tensor> shared) {
        this.script = script;
        try (var scope = TensorScope.none()) {
            script.namedParameters(false)
                    .forEach((name, tensor) -> registerParameter(name, (Parameter) shared(tensor, true, shared)));
            script.namedBuffers(false).forEach((name, tensor) -> registerBuffer(name, shared(tensor, false, shared)));
        }
        script.namedChildren().forEach((name, child) -> addModule(name, new ScriptModule(child, shared)));
        super.train(script.isTraining());
    }

    private static Tensor shared(Tensor tensor, boolean learned, List<Tensor> shared) {
        for (Tensor known : shared) {
            if (known.isSame(tensor)) {
                tensor.close();
                return known;
            }
        }
        Tensor held = learned ? new Parameter(new Parameter.AsItIs(tensor)) : new Buffer(tensor);
        tensor.close();
        shared.add(held);
        return held;
    }

    /**
     * Loads what Python's {@code torch.jit.save} wrote.
     *
     * @param file the file
     * @return the module
     * @throws IOException if there is no such file
     * @throws dev.sconce.torch.TorchException if it is no TorchScript archive, or a newer one
     */
    public static ScriptModule load(Path file) throws IOException {
        return load(file, Device.CPU);
    }

    /**
     * Loads what Python's {@code torch.jit.save} wrote.
     *
     * @param file the file
     * @param device where its tensors go
     * @return the module
     * @throws IOException if there is no such file
     * @throws dev.sconce.torch.TorchException if it is no TorchScript archive, or a newer one
     */
    public static ScriptModule load(Path file, Device device) throws IOException {
        return new ScriptModule(JitModule.load(file, device, new LinkedHashMap<>()));
    }

    /**
     * Writes the program with the parameters as they are now, for {@code torch.jit.load}.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        bindAll();
        script.save(file);
    }

    /**
     * The program, with the parameters as they are now.
     *
     * @return the one that this module runs
     */
    public JitModule script() {
        bindAll();
        return script;
    }

    /**
     * Calls another method than {@code forward}; no hooks run.
     *
     * @param name a method that Python exported
     * @param args the arguments by position
     * @return the result
     * @throws dev.sconce.torch.TorchException if there is no such method, the arguments do not fit, or the program fails
     */
    public @Nullable Object callMethod(String name, @Nullable Object... args) {
        return run(name, Arguments.of(args));
    }

    @Override
    protected Object forward(Arguments arguments) {
        return Untyped.cast(run("forward", arguments)); // None is null
    }

    private @Nullable Object run(String method, Arguments arguments) {
        bindAll();
        Object result = script.callMethod(method, arguments.args(), arguments.kwargs());
        takeBuffers();
        return result;
    }

    @Override
    public Module train(boolean mode) {
        script.train(mode);
        return super.train(mode);
    }

    /** Conversions and assignments give a parameter another native tensor: the program gets what is there now. */
    private void bindAll() {
        if (apart) {
            apart = false;
            Map<String, JitModule> parts = script.namedChildren();
            namedChildren().forEach((name, child) -> {
                JitModule own = parts.get(name);
                if (child instanceof ScriptModule part && own != null) {
                    part.script = own;
                    part.apart = true;
                }
            });
        }
        for (Registry.Entry entry : registry().entries()) {
            Tensor held = entry.parameter() == null ? entry.buffer() : entry.parameter();
            if (held != null) {
                script.bind(entry.name, held);
            } else if (entry.module() instanceof ScriptModule part) {
                part.bindAll();
            }
        }
    }

    /** A program may also put another tensor into a buffer. */
    private void takeBuffers() {
        for (Registry.Entry entry : registry().entries()) {
            Buffer buffer = entry.buffer();
            if (buffer != null) {
                try (var scope = new TensorScope()) {
                    if (script.attribute(entry.name) instanceof Tensor now && !buffer.isSame(now)) {
                        buffer.adopt(now);
                    }
                }
            } else if (entry.module() instanceof ScriptModule part) {
                part.takeBuffers();
            }
        }
    }

    @Override
    Module shallowCopy() {
        ScriptModule copy = (ScriptModule) super.shallowCopy();
        copy.script = script.deepcopy();
        copy.apart = true;
        return copy;
    }

    @Override
    protected String getName() {
        return "RecursiveScriptModule";
    }

    @Override
    public String extraRepr() {
        return "original_name=" + script.originalName();
    }
}
