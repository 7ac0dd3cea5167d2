package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyNone;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Gives each storage a key in the order of first use, and its persistent id: {@code _save} in torch/serialization.py. */
final class StorageKeys {
    private static final PyStr STORAGE = new PyStr("storage");
    private static final PyGlobal UNTYPED = new PyGlobal("torch.storage", "UntypedStorage");

    private final boolean legacy;
    private final IdentityHashMap<HostStorage, Keyed> keyed = new IdentityHashMap<>();
    private final List<Keyed> inOrder = new ArrayList<>();

    /**
     * No storages so far.
     *
     * @param legacy whether ids have the sixth part of the legacy stream, view metadata, which PyTorch no longer uses
     */
    StorageKeys(boolean legacy) {
        this.legacy = legacy;
    }

    /**
     * A storage and its key.
     *
     * @param key its name in the container
     * @param storage its bytes
     * @param dtype what the pickle says that its elements are; uint8 for an untyped one
     */
    record Keyed(PyStr key, HostStorage storage, ElementType dtype) {
        long lengthElements() {
            return storage.lengthBytes() / dtype.sizeBytes();
        }
    }

    List<Keyed> all() {
        return inOrder;
    }

    PyTuple idOf(PyStorage use) {
        Keyed entry = keyed.computeIfAbsent(use.storage(), storage -> {
            var fresh = new Keyed(new PyStr(Integer.toString(inOrder.size())), storage, use.dtype());
            inOrder.add(fresh);
            return fresh;
        });
        if (entry.dtype() != use.dtype()) {
            throw new IllegalArgumentException("cannot save tensors of different types that share a storage, as PyTorch"
                    + " cannot: " + entry.dtype() + " and " + use.dtype());
        }
        if (entry.storage().lengthBytes() % entry.dtype().sizeBytes() != 0) {
            throw new IllegalArgumentException("a storage of " + entry.storage().lengthBytes()
                    + " bytes has no whole number of elements of " + entry.dtype());
        }
        var parts = new ArrayList<PyValue>(List.of(
                STORAGE,
                storageClass(use),
                entry.key(),
                new PyStr(entry.storage().location()),
                PyInt.of(entry.lengthElements())));
        if (legacy) {
            parts.add(PyNone.NONE);
        }
        return PyTuple.copyOf(parts);
    }

    private static PyGlobal storageClass(PyStorage use) {
        return use.typed()
                ? use.dtype()
                        .storageClass()
                        .map(name -> new PyGlobal("torch", name))
                        .orElse(UNTYPED)
                : UNTYPED;
    }
}
