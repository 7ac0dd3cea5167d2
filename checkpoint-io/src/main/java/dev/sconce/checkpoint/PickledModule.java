package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.heap.HeapBudget;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.StateDict;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole module that was saved with {@code torch.save(model)}: what its {@code state_dict()} gives, without its class. */
final class PickledModule {
    /** A name of a module, and the call that looks into it. */
    private static final int HEAP_PER_MODULE = 200;

    private final ReadLimits limits;
    private final HeapBudget budget;
    private final Map<String, HostTensor> tensors = new LinkedHashMap<>();

    private PickledModule(ReadLimits limits) {
        this.limits = limits;
        this.budget = new HeapBudget(limits);
    }

    static boolean isModule(PyObject object) {
        return object.attribute("_parameters").isPresent()
                && object.attribute("_modules").isPresent();
    }

    static StateDict stateDict(PyObject module, ReadLimits limits) throws CheckpointFormatException {
        var collected = new PickledModule(limits);
        collected.add("", module, 0);
        return new StateDict(collected.tensors, null);
    }

    /** {@code Module._save_to_state_dict} and {@code state_dict}: parameters, persistent buffers, then the modules in it. */
    private void add(String prefix, PyObject module, int depth) throws CheckpointFormatException {
        if (depth > limits.maxTreeDepth()) {
            throw CheckpointFormatException.limit(
                    "the depth of the modules", depth, limits.maxTreeDepth(), "maxTreeDepth");
        }
        // A module that stands in several places is seen in each: a few of them can stand for millions.
        budget.take(HEAP_PER_MODULE + 2L * prefix.length());
        for (PyDict.Entry entry : dict(module, "_parameters").entries()) {
            addTensor(prefix, entry);
        }
        PyValue fleeting = module.attribute("_non_persistent_buffers_set").orElse(null);
        for (PyDict.Entry entry : dict(module, "_buffers").entries()) {
            if (!(fleeting instanceof PySet names && names.contains(entry.key()))) {
                addTensor(prefix, entry);
            }
        }
        for (PyDict.Entry entry : dict(module, "_modules").entries()) {
            if (entry.key() instanceof PyStr name && entry.value() instanceof PyObject child) {
                add(prefix + name.value() + ".", child, depth + 1);
            }
        }
    }

    private void addTensor(String prefix, PyDict.Entry entry) {
        if (entry.key() instanceof PyStr name && entry.value() instanceof HostTensor tensor) {
            tensors.put(prefix + name.value(), tensor);
        }
    }

    private static PyDict dict(PyObject module, String attribute) {
        return module.attribute(attribute).orElse(null) instanceof PyDict dict ? dict : PyDict.dict();
    }
}
