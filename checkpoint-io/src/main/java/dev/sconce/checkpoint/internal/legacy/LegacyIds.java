package dev.sconce.checkpoint.internal.legacy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.io.DeferredBytes;
import dev.sconce.checkpoint.internal.io.SubSource;
import dev.sconce.checkpoint.internal.torch.Arguments;
import dev.sconce.checkpoint.internal.torch.PersistentIds;
import dev.sconce.checkpoint.internal.torch.Storages;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The persistent ids of the legacy stream: {@code ('storage', type, key, location, length, view)} and, for the classes of
 * whole modules, {@code ('module', class, file, source)}, of which the class's name is kept and the source is not looked at.
 */
final class LegacyIds implements PersistentIds {
    private static final int MIN_STORAGE_PARTS = 5;
    private static final int MAX_STORAGE_PARTS = 6;
    private static final int MODULE_PARTS = 4;
    private static final int VIEW_PARTS = 3;

    private final ReadLimits limits;
    private final Storages storages;
    private final Map<String, Placed> byKey = new LinkedHashMap<>();
    private final Map<String, PyStorage> views = new HashMap<>();

    LegacyIds(ReadLimits limits) {
        this.limits = limits;
        this.storages = new Storages(
                (key, length, dtype) -> {
                    var bytes = new DeferredBytes(length);
                    byKey.put(key, new Placed(bytes, dtype.sizeBytes()));
                    return bytes;
                },
                limits);
    }

    /**
     * A storage that the pickle names.
     *
     * @param bytes its bytes, once they are found
     * @param elementBytes the size of its elements
     */
    record Placed(DeferredBytes bytes, int elementBytes) {}

    /** The storages that the pickle names, by key. */
    Map<String, Placed> named() {
        return byKey;
    }

    @Override
    public PyValue resolve(PyValue id) throws IOException {
        if (id instanceof PyTuple tuple && tuple.size() > 0 && tuple.get(0) instanceof PyStr kind) {
            if (kind.value().equals("module") && tuple.size() == MODULE_PARTS) {
                return tuple.get(1);
            }
            if (kind.value().equals("storage")) {
                return storage(tuple);
            }
        }
        throw CheckpointFormatException.corrupt("a persistent id that is not understood")
                .expected("('storage', ...) or ('module', ...)", id);
    }

    private PyValue storage(PyTuple id) throws IOException {
        var parts = new Arguments("a storage's persistent id", id, limits)
                .requireCount(MIN_STORAGE_PARTS, MAX_STORAGE_PARTS);
        PyValue whole = storages.resolve(parts, id);
        if (parts.count() == MAX_STORAGE_PARTS
                && parts.get(MIN_STORAGE_PARTS) instanceof PyTuple view
                && whole instanceof PyStorage root) {
            return view(root, byKey.get(parts.text(2)), new Arguments("a storage's view", view, limits));
        }
        return whole;
    }

    /** A part of a storage as a storage of its own, as PyTorch up to 0.4 wrote it: {@code (key, offset, length)}. */
    private PyValue view(PyStorage root, @org.jspecify.annotations.Nullable Placed placed, Arguments view)
            throws CheckpointFormatException {
        view.requireCount(VIEW_PARTS, VIEW_PARTS);
        String key = view.text(0);
        long offset = view.integer(1);
        long length = view.integer(2);
        if (placed == null || offset < 0 || length < 0 || offset > root.lengthElements() - length) {
            throw CheckpointFormatException.corrupt("a part of a storage lies outside of it")
                    .expected("within " + root.lengthElements() + " elements", offset + " + " + length);
        }
        PyStorage known = views.get(key);
        if (known == null) {
            ByteSource part =
                    new SubSource(placed.bytes(), offset * placed.elementBytes(), length * placed.elementBytes());
            known = new PyStorage(HostStorage.of(part, root.storage().location()), root.dtype(), root.typed());
            views.put(key, known);
        }
        return known;
    }
}
