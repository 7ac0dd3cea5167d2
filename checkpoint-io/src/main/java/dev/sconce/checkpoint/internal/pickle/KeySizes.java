package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;

/** How many values are inside a key: tuples in tuples, each of them as often as it stands there, are hashed as often. */
final class KeySizes {
    private KeySizes() {}

    static void requireAtMost(PyValue key, int max) throws CheckpointFormatException {
        if (!(key instanceof PyTuple || key instanceof PySet)) {
            return;
        }
        var open = new ArrayDeque<PyValue>();
        open.push(key);
        long nodes = 1;
        while (!open.isEmpty()) {
            PyValue next = open.pop();
            Collection<PyValue> items =
                    next instanceof PyTuple tuple ? tuple.items() : next instanceof PySet set ? set.items() : List.of();
            nodes += items.size();
            if (nodes > max) {
                throw CheckpointFormatException.limit("the number of values in a key", nodes, max, "maxKeyNodes");
            }
            items.forEach(open::push);
        }
    }
}
