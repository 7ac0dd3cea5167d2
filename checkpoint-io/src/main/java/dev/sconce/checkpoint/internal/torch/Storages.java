package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The storages of one checkpoint, each made once: {@code ('storage', torch.FloatStorage, '0', 'cpu', 4)}.
 *
 * <p>PyTorch silently keeps the first of two ids that give one storage different types or lengths; here they are an error.
 */
public final class Storages implements PersistentIds {
    private static final int ID_LENGTH = 5;

    private final StorageLookup lookup;
    private final ReadLimits limits;
    private final Map<String, PyStorage> byKey = new HashMap<>();

    /** The same storages where an id calls them untyped and another does not: bytes beside a tensor of uint8. */
    private final Map<String, PyStorage> otherwiseTyped = new HashMap<>();

    /** Storages that are found so. */
    public Storages(StorageLookup lookup, ReadLimits limits) {
        this.lookup = lookup;
        this.limits = limits;
    }

    @Override
    public PyValue resolve(PyValue id) throws IOException {
        if (!(id instanceof PyTuple tuple)
                || tuple.size() == 0
                || !tuple.get(0).toString().equals("'storage'")) {
            throw CheckpointFormatException.corrupt("a persistent id that is not understood")
                    .expected("('storage', type, key, location, length)", id);
        }
        var arguments = new Arguments("a storage's persistent id", tuple, limits).requireCount(ID_LENGTH, ID_LENGTH);
        return resolve(arguments, tuple);
    }

    /**
     * The storage of an id whose first five parts are as above.
     *
     * @param arguments the parts
     * @param id the same, to be kept where the type is not known
     * @throws IOException if there is no such storage
     */
    public PyValue resolve(Arguments arguments, PyTuple id) throws IOException {
        if (!(arguments.get(1) instanceof PyGlobal type)) {
            throw CheckpointFormatException.corrupt("a storage's type is wanted")
                    .expected("a class such as torch.FloatStorage", arguments.get(1));
        }
        Optional<ElementType> dtype = KnownGlobals.storageType(type.qualifiedName());
        if (dtype.isEmpty()) {
            return new PyObject(type, id.items(), null, PyObject.Construction.CALL);
        }
        String key = arguments.text(2);
        String location = arguments.text(3);
        long lengthBytes = lengthBytes(arguments.integer(4), dtype.get());
        boolean typed = !type.name().equals("UntypedStorage");
        PyStorage known = byKey.get(key);
        if (known == null) {
            var bytes = lookup.find(key, lengthBytes, dtype.get());
            known = new PyStorage(HostStorage.of(bytes, location), dtype.get(), typed);
            byKey.put(key, known);
        } else if (known.dtype() != dtype.get() || known.storage().lengthBytes() != lengthBytes) {
            throw CheckpointFormatException.corrupt("two persistent ids give storage '"
                            + CheckpointFormatException.quote(key) + "' different types or lengths")
                    .expected(
                            known.dtype() + ", " + known.storage().lengthBytes() + " bytes",
                            dtype.get() + ", " + lengthBytes + " bytes");
        }
        return known.typed() == typed ? known : otherwise(key, known);
    }

    private PyStorage otherwise(String key, PyStorage known) {
        return otherwiseTyped.computeIfAbsent(
                key, same -> new PyStorage(known.storage(), known.dtype(), !known.typed()));
    }

    private static long lengthBytes(long elements, ElementType dtype) throws CheckpointFormatException {
        if (elements < 0 || elements > Long.MAX_VALUE / dtype.sizeBytes()) {
            throw CheckpointFormatException.corrupt("a storage has an impossible length")
                    .expected("0 to " + Long.MAX_VALUE / dtype.sizeBytes() + " elements", elements);
        }
        return elements * dtype.sizeBytes();
    }
}
