package dev.sconce.checkpoint.internal.dcp;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code .metadata} says: the dataclasses of torch/distributed/checkpoint/metadata.py, taken out of inert objects.
 *
 * @param items what there is, by its full name, in order
 * @param paths where each stands in the nested value
 */
record Description(Map<String, Item> items, Map<String, List<PyValue>> paths) {
    /**
     * A tensor or a value.
     *
     * @param shape the whole tensor's lengths; null for a value that is no tensor
     * @param parts where its bytes are
     */
    record Item(@Nullable PySize shape, List<Part> parts) {}

    /**
     * A part of a tensor, or a value.
     *
     * @param offsets where the part begins in each dimension
     * @param file the file that holds it
     * @param start where it begins in the file
     * @param lengthBytes how long it is there
     */
    record Part(PySize offsets, String file, long start, long lengthBytes) {}

    /** The folder that was written to, as {@code storage_meta} keeps it. */
    private static final Set<String> PATH_CLASSES = Set.of(
            "pathlib.PosixPath", "pathlib.WindowsPath", "pathlib._local.PosixPath", "pathlib._local.WindowsPath");

    static boolean isMetadataName(String name) {
        return name.startsWith("torch.distributed.checkpoint.metadata.")
                || name.startsWith("torch.distributed.checkpoint.filesystem.")
                || PATH_CLASSES.contains(name);
    }

    static Description of(PyValue root) throws CheckpointFormatException {
        PyObject metadata = object(root, "Metadata");
        var items = new LinkedHashMap<String, Item>();
        for (PyDict.Entry entry : dict(metadata, "state_dict_metadata").entries()) {
            boolean tensor =
                    entry.value() instanceof PyObject kind && kind.type().name().equals("TensorStorageMetadata");
            PySize shape = tensor ? size((PyObject) entry.value(), "size") : null;
            items.put(text(entry.key()), new Item(shape, new ArrayList<>()));
        }
        for (PyDict.Entry entry : dict(metadata, "storage_data").entries()) {
            addPart(items, object(entry.key(), "MetadataIndex"), object(entry.value(), "_StorageInfo"));
        }
        return new Description(items, paths(metadata));
    }

    private static void addPart(Map<String, Item> items, PyObject index, PyObject place)
            throws CheckpointFormatException {
        Item item = items.get(text(field(index, "fqn")));
        if (item == null) {
            throw wrong("a part of something that is not described", index);
        }
        if (place.attribute("transform_descriptors")
                .filter(value -> value instanceof dev.sconce.checkpoint.model.PyList list && list.size() > 0)
                .isPresent()) {
            throw CheckpointFormatException.unsupported("parts that are compressed or otherwise transformed");
        }
        PySize offsets = index.attribute("offset").orElse(null) instanceof PySize size ? size : PySize.of();
        item.parts()
                .add(new Part(
                        offsets,
                        plainName(text(field(place, "relative_path"))),
                        integer(field(place, "offset")),
                        integer(field(place, "length"))));
    }

    private static String plainName(String file) throws CheckpointFormatException {
        if (file.isEmpty() || file.startsWith(".") || file.chars().anyMatch(c -> "/\\:".indexOf(c) >= 0)) {
            throw CheckpointFormatException.corrupt("a part lies outside the folder")
                    .expected("a file's name", "'" + file + "'");
        }
        return file;
    }

    private static Map<String, List<PyValue>> paths(PyObject metadata) throws CheckpointFormatException {
        var paths = new LinkedHashMap<String, List<PyValue>>();
        if (metadata.attribute("planner_data").orElse(null) instanceof PyDict planned) {
            for (PyDict.Entry entry : planned.entries()) {
                if (!(entry.value() instanceof PyTuple path) || path.size() == 0) {
                    throw wrong("a path", entry.value());
                }
                paths.put(text(entry.key()), path.items());
            }
        }
        return paths;
    }

    private static PyObject object(PyValue value, String type) throws CheckpointFormatException {
        if (value instanceof PyObject object && object.type().name().equals(type)) {
            return object;
        }
        throw wrong("an object " + type, value);
    }

    private static PyValue field(PyObject object, String name) throws CheckpointFormatException {
        return object.attribute(name).orElseThrow(() -> wrong("the field " + name, object));
    }

    private static PyDict dict(PyObject object, String name) throws CheckpointFormatException {
        if (field(object, name) instanceof PyDict dict) {
            return dict;
        }
        throw wrong("a dict " + name, object);
    }

    private static PySize size(PyObject object, String name) throws CheckpointFormatException {
        if (field(object, name) instanceof PySize size) {
            return size;
        }
        throw wrong("a torch.Size " + name, object);
    }

    private static String text(PyValue value) throws CheckpointFormatException {
        if (value instanceof PyStr text) {
            return text.value();
        }
        throw wrong("a string", value);
    }

    private static long integer(PyValue value) throws CheckpointFormatException {
        if (value instanceof PyInt number && number.fitsLong() && number.longValue() >= 0) {
            return number.longValue();
        }
        throw wrong("an integer, 0 or more", value);
    }

    private static CheckpointFormatException wrong(String wanted, PyValue found) {
        return CheckpointFormatException.corrupt("the description of the checkpoint is wrong")
                .expected(wanted, found);
    }
}
