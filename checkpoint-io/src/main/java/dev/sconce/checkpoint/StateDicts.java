package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.StateDict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Finds the state dict in what people save around it. */
final class StateDicts {
    /** Under which keys training scripts save it, the most explicit first. */
    private static final List<String> USUAL_KEYS = List.of("state_dict", "model_state_dict", "model", "module", "net");

    private StateDicts() {}

    static StateDict find(PyValue root, ReadLimits limits) throws CheckpointFormatException {
        Optional<StateDict> own = inside(root, limits);
        if (own.isPresent()) {
            return own.get();
        }
        if (root instanceof PyDict dict) {
            for (String key : USUAL_KEYS) {
                Optional<PyValue> inner = dict.get(key);
                Optional<StateDict> found = inner.isPresent() ? inside(inner.get(), limits) : Optional.empty();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            Optional<StateDict> only = onlyOneIn(dict, limits);
            if (only.isPresent()) {
                return only.get();
            }
            if (dict.size() == 0) {
                return new StateDict(new LinkedHashMap<>(), null);
            }
        }
        throw CheckpointFormatException.unsupported("no state dict was found in it; take it out of root() by hand: "
                + CheckpointFormatException.quote(root.toString()));
    }

    private static Optional<StateDict> onlyOneIn(PyDict dict, ReadLimits limits) throws CheckpointFormatException {
        Optional<StateDict> only = Optional.empty();
        for (PyDict.Entry entry : dict.entries()) {
            Optional<StateDict> found = inside(entry.value(), limits);
            if (found.isPresent() && only.isPresent()) {
                return Optional.empty();
            }
            only = found.isPresent() ? found : only;
        }
        return only;
    }

    private static Optional<StateDict> inside(PyValue value, ReadLimits limits) throws CheckpointFormatException {
        if (value instanceof PyDict dict) {
            return Optional.of(of(dict)).filter(found -> found.size() > 0);
        }
        if (value instanceof PyObject object && PickledModule.isModule(object)) {
            return Optional.of(PickledModule.stateDict(object, limits));
        }
        return Optional.empty();
    }

    private static StateDict of(PyDict dict) {
        var tensors = new LinkedHashMap<String, HostTensor>();
        for (PyDict.Entry entry : dict.entries()) {
            if (entry.key() instanceof PyStr name && entry.value() instanceof HostTensor tensor) {
                tensors.put(name.value(), tensor);
            }
        }
        PyValue metadata = dict.attributes()
                .flatMap(attributes -> attributes.get("_metadata"))
                .orElse(null);
        return new StateDict(tensors, metadata);
    }
}
