package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.internal.pickle.Pickler;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.NestedTensor;
import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyDType;
import dev.sconce.checkpoint.model.PyDevice;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyLayout;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.Quantization;
import dev.sconce.checkpoint.model.SparseTensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes tensors, sizes and devices as their {@code __reduce_ex__} does (torch/_tensor.py). */
final class TensorPickling implements Pickler.Extension {
    private static final PyGlobal REBUILD_V2 = rebuild("tensor_v2");
    private static final PyGlobal REBUILD_V3 = rebuild("tensor_v3");
    private static final PyGlobal REBUILD_PARAMETER = rebuild("parameter");
    private static final PyGlobal REBUILD_PARAMETER_WITH_STATE = rebuild("parameter_with_state");
    private static final PyGlobal REBUILD_QUANTIZED = rebuild("qtensor");
    private static final PyGlobal REBUILD_META = rebuild("meta_tensor_no_storage");
    private static final PyGlobal REBUILD_SPARSE = rebuild("sparse_tensor");
    private static final PyGlobal REBUILD_NESTED = rebuild("nested_tensor");
    private static final PyGlobal REBUILD_FROM_TYPE = new PyGlobal("torch._tensor", "_rebuild_from_type_v2");
    private static final PyGlobal TENSOR = new PyGlobal("torch", "Tensor");
    private static final PyGlobal SIZE = new PyGlobal("torch", "Size");
    private static final PyGlobal DEVICE = new PyGlobal("torch", "device");
    private static final PyGlobal GET_LAYOUT = new PyGlobal("torch.serialization", "_get_layout");

    /** PyTorch has one object for each layout, which the pickler remembers; so do we. */
    private static final Map<SparseTensor.Layout, PyLayout> LAYOUTS = new EnumMap<>(SparseTensor.Layout.class);

    static {
        for (SparseTensor.Layout layout : SparseTensor.Layout.values()) {
            LAYOUTS.put(layout, new PyLayout("torch." + layout.torchName()));
        }
    }

    private final StorageKeys keys;

    TensorPickling(StorageKeys keys) {
        this.keys = keys;
    }

    private static PyGlobal rebuild(String what) {
        return new PyGlobal("torch._utils", "_rebuild_" + what);
    }

    /** A function and its arguments, as {@code __reduce_ex__} returns them. */
    private record Reduced(PyGlobal function, PyTuple arguments) {}

    @Override
    public void save(PyValue value, Pickler pickler) {
        if (value instanceof PyStorage storage) {
            pickler.persistentId(keys.idOf(storage));
            return;
        }
        Reduced reduced = reduce(value);
        pickler.call(reduced.function(), reduced.arguments());
        pickler.memoize(value);
    }

    private static Reduced reduce(PyValue value) {
        if (value instanceof HostTensor tensor) {
            return reduceTensor(tensor);
        } else if (value instanceof SparseTensor sparse) {
            return reduceSparse(sparse);
        } else if (value instanceof NestedTensor nested) {
            return new Reduced(
                    REBUILD_NESTED, PyTuple.of(nested.buffer(), nested.sizes(), nested.strides(), nested.offsets()));
        } else if (value instanceof PySize size) {
            return new Reduced(SIZE, PyTuple.of(PyTuple.of(size.dimensions().toArray())));
        } else if (value instanceof PyDevice device) {
            return new Reduced(
                    DEVICE,
                    device.index().isPresent()
                            ? PyTuple.of(device.type(), device.index().getAsInt())
                            : PyTuple.of(device.type()));
        } else if (value instanceof PyLayout layout) {
            return new Reduced(GET_LAYOUT, PyTuple.of(layout.name()));
        }
        throw new IllegalArgumentException(
                "PyTorch cannot save a " + value.getClass().getSimpleName());
    }

    private static Reduced reduceTensor(HostTensor tensor) {
        if (tensor.isParameter() && tensor.pythonClass().isEmpty()) {
            HostTensor data = tensor.toBuilder()
                    .parameter(false)
                    .requiresGrad(false)
                    .attributes(null)
                    .build();
            var arguments = new ArrayList<Object>(List.of(data, tensor.requiresGrad(), PyDict.orderedDict()));
            tensor.attributes().ifPresent(arguments::add);
            return new Reduced(
                    tensor.attributes().isPresent() ? REBUILD_PARAMETER_WITH_STATE : REBUILD_PARAMETER,
                    PyTuple.of(arguments.toArray()));
        }
        Reduced plain = reducePlain(tensor);
        if (tensor.attributes().isEmpty() && tensor.pythonClass().isEmpty()) {
            return plain;
        }
        return new Reduced(
                REBUILD_FROM_TYPE,
                PyTuple.of(
                        plain.function(),
                        tensor.pythonClass().orElse(TENSOR),
                        plain.arguments(),
                        tensor.attributes().orElseGet(PyDict::dict)));
    }

    private static Reduced reducePlain(HostTensor tensor) {
        PyTuple shape = integers(tensor.shape());
        PyTuple strides = integers(tensor.stridesElements());
        if (tensor.isMeta()) {
            return new Reduced(
                    REBUILD_META, PyTuple.of(PyDType.of(tensor.dtype()), shape, strides, tensor.requiresGrad()));
        }
        boolean typed = tensor.dtype().storageClass().isPresent();
        var storage = new PyStorage(tensor.storage(), typed ? tensor.dtype() : ElementType.UINT8, typed);
        if (tensor.quantization().isPresent()) {
            return new Reduced(
                    REBUILD_QUANTIZED,
                    PyTuple.of(
                            storage,
                            tensor.offsetElements(),
                            shape,
                            strides,
                            quantizer(tensor.quantization().get()),
                            tensor.requiresGrad(),
                            PyDict.orderedDict()));
        }
        var arguments = new ArrayList<Object>(
                List.of(storage, tensor.offsetElements(), shape, strides, tensor.requiresGrad(), PyDict.orderedDict()));
        if (!typed) {
            arguments.add(tensor.dtype());
        }
        if (tensor.isConjugated() || tensor.isNegated()) {
            arguments.add(metadata(tensor));
        }
        return new Reduced(typed ? REBUILD_V2 : REBUILD_V3, PyTuple.of(arguments.toArray()));
    }

    private static PyDict metadata(HostTensor tensor) {
        var metadata = PyDict.dict();
        if (tensor.isNegated()) {
            metadata.put(freshText("neg"), PyBool.TRUE);
        }
        if (tensor.isConjugated()) {
            metadata.put(freshText("conj"), PyBool.TRUE);
        }
        return metadata;
    }

    /** PyTorch makes these strings anew for each tensor, so that the pickle never refers back to them. */
    private static PyStr freshText(String text) {
        return new PyStr(String.valueOf(text.toCharArray()));
    }

    private static PyTuple quantizer(Quantization quantization) {
        var scheme = new PyGlobal("torch", quantization.scheme());
        if (quantization instanceof Quantization.PerTensor perTensor) {
            return PyTuple.of(scheme, new PyFloat(perTensor.scale()), PyInt.of(perTensor.zeroPoint()));
        }
        var perChannel = (Quantization.PerChannel) quantization;
        return PyTuple.of(scheme, perChannel.scales(), perChannel.zeroPoints(), perChannel.axis());
    }

    private static Reduced reduceSparse(SparseTensor sparse) {
        var data = new ArrayList<Object>();
        sparse.parts().forEach(part -> data.add(part.tensor()));
        data.add(new PySize(longs(sparse.shape())));
        if (sparse.layout() == SparseTensor.Layout.COO) {
            data.add(Boolean.TRUE.equals(sparse.coalesced()));
        }
        return new Reduced(
                REBUILD_SPARSE,
                PyTuple.of(Objects.requireNonNull(LAYOUTS.get(sparse.layout())), PyTuple.of(data.toArray())));
    }

    private static PyTuple integers(long[] values) {
        PyValue[] items = new PyValue[values.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = PyInt.of(values[i]);
        }
        return PyTuple.copyOf(List.of(items));
    }

    private static List<Long> longs(long[] values) {
        var list = new ArrayList<Long>();
        for (long value : values) {
            list.add(value);
        }
        return list;
    }
}
