package dev.sconce.checkpoint.internal.script;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.heap.HeapBudget;
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
    /** A name of an attribute, and the call that looks into it. */
    private static final int HEAP_PER_MODULE = 200;

    private final ReadLimits limits;
    private final HeapBudget budget;
    private final PyDict state = PyDict.orderedDict();

    private TorchScriptReader(ReadLimits limits) {
        this.limits = limits;
        this.budget = new HeapBudget(limits);
    }

    /**
     * Reads the archive's object.
     *
     * @throws CheckpointFormatException if it is damaged
     * @throws IOException if the file cannot be read
     */
    public static PyDict read(TorchZipReader archive, ReadLimits limits) throws IOException {
        PyValue root = archive.read("data.pkl", "data/", TorchScriptReader::isScriptName)
                .root();
        var reader = new TorchScriptReader(limits);
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
        if (depth > limits.maxTreeDepth()) {
            throw CheckpointFormatException.limit(
                    "the depth of the modules", depth, limits.maxTreeDepth(), "maxTreeDepth");
        }
        // A module that stands in several places is seen in each: a few of them can stand for millions.
        budget.take(HEAP_PER_MODULE + 2L * prefix.length());
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
