package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
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

    static StateDict find(PyValue root) throws CheckpointFormatException {
        if (root instanceof PyDict dict) {
            StateDict own = of(dict);
            if (own.size() > 0) {
                return own;
            }
            for (String key : USUAL_KEYS) {
                Optional<StateDict> inner = dict.get(key).flatMap(StateDicts::inside);
                if (inner.isPresent()) {
                    return inner.get();
                }
            }
            List<StateDict> all = dict.entries().stream()
                    .flatMap(entry -> inside(entry.value()).stream())
                    .toList();
            if (all.size() == 1 || (all.isEmpty() && dict.size() == 0)) {
                return all.isEmpty() ? own : all.get(0);
            }
        }
        return inside(root)
                .orElseThrow(() -> CheckpointFormatException.unsupported(
                        "no one state dict was found in it; take it out of root() by hand: "
                                + CheckpointFormatException.quote(root.toString())));
    }

    private static Optional<StateDict> inside(PyValue value) {
        return value instanceof PyDict dict
                ? Optional.of(of(dict)).filter(found -> found.size() > 0)
                : Optional.empty();
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
