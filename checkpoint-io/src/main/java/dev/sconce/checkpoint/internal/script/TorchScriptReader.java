package dev.sconce.checkpoint.internal.script;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.internal.torch.TorchZipReader;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;

/**
 * Reads the weights of a TorchScript archive ({@code torch.jit.save}) by name: what the module's {@code state_dict()} gives.
 * Its tensors are attributes of the objects in {@code data.pkl}; a frozen module has none.
 */
public final class TorchScriptReader {
    private static final int MAX_DEPTH = 500;

    private final PyDict state = PyDict.orderedDict();

    private TorchScriptReader() {}

    /**
     * Reads the archive's object.
     *
     * @throws CheckpointFormatException if it is damaged
     * @throws IOException if the file cannot be read
     */
    public static PyDict read(TorchZipReader archive) throws IOException {
        PyValue root = archive.read("data.pkl", "data/", TorchScriptReader::isScriptName)
                .root();
        var reader = new TorchScriptReader();
        if (root instanceof PyObject module) {
            reader.add("", module, 0);
        }
        return reader.state;
    }

    /** The classes that the archive itself defines, and the helpers of TorchScript's pickler. */
    private static boolean isScriptName(String name) {
        return name.startsWith("__torch__.") || name.startsWith("torch.jit._pickle.");
    }

    /** As {@code state_dict()} does: a module's own tensors before those of the modules in it. */
    private void add(String prefix, PyObject module, int depth) throws CheckpointFormatException {
        if (depth > MAX_DEPTH) {
            throw CheckpointFormatException.unsupported("modules are nested deeper than " + MAX_DEPTH);
        }
        if (!(module.state().orElse(null) instanceof PyDict attributes)) {
            return;
        }
        for (PyDict.Entry attribute : attributes.entries()) {
            if (attribute.key() instanceof PyStr name && attribute.value() instanceof HostTensor tensor) {
                state.put(new PyStr(prefix + name.value()), detached(tensor));
            }
        }
        for (PyDict.Entry attribute : attributes.entries()) {
            if (attribute.key() instanceof PyStr name
                    && attribute.value() instanceof PyObject child
                    && child.type().module().startsWith("__torch__")) {
                add(prefix + name.value() + ".", child, depth + 1);
            }
        }
    }

    private static HostTensor detached(HostTensor tensor) {
        return tensor.toBuilder().requiresGrad(false).build();
    }
}
