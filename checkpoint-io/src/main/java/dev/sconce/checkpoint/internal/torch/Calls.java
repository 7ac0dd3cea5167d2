package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.PyBytes;
import dev.sconce.checkpoint.model.PyComplex;
import dev.sconce.checkpoint.model.PyDevice;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyLayout;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The functions and classes that a pickle may call, each with the closed form of arguments that PyTorch writes. In Python
 * some of them do more ({@code bytearray(2**40)} takes a terabyte, {@code _codecs.encode} runs any codec); here they do not.
 */
final class Calls {
    private static final Pattern DEVICE = Pattern.compile("[a-z_]{1,32}(:[0-9]{1,4})?");
    private static final Set<String> LAYOUTS = Set.of(
            "torch.strided",
            "torch.sparse_coo",
            "torch.sparse_csr",
            "torch.sparse_csc",
            "torch.sparse_bsr",
            "torch.sparse_bsc",
            "torch._mkldnn",
            "torch.jagged");

    /** What a call gives. */
    @FunctionalInterface
    private interface Call {
        PyValue apply(Arguments arguments) throws IOException;
    }

    private final ReadLimits limits;
    private final TensorRebuilder tensors;
    private final Map<String, Call> table = new HashMap<>();

    Calls(ReadLimits limits, DeferredChecks checks) {
        this.limits = limits;
        this.tensors = new TensorRebuilder(limits);
        var sparse = new SparseRebuilder(checks);
        table.put("collections.OrderedDict", Calls::orderedDict);
        table.put("collections.Counter", Calls::counter);
        table.put("builtins.set", Calls::set);
        table.put("builtins.bytearray", Calls::byteArray);
        table.put("builtins.complex", Calls::complex);
        table.put("_codecs.encode", Calls::encode);
        table.put("torch.Size", a -> size(a.requireCount(0, 1)));
        table.put("torch.device", Calls::device);
        table.put("torch.serialization._get_layout", Calls::layout);
        table.put("torch.nn.parameter.Parameter", tensors::newParameter);
        table.put("torch._utils._rebuild_tensor", tensors::tensor);
        table.put("torch._utils._rebuild_tensor_v2", tensors::tensorV2);
        table.put("torch._utils._rebuild_tensor_v3", tensors::tensorV3);
        table.put("torch._utils._rebuild_parameter", tensors::parameter);
        table.put("torch._utils._rebuild_parameter_with_state", tensors::parameterWithState);
        table.put("torch._utils._rebuild_qtensor", tensors::quantized);
        table.put("torch._utils._rebuild_meta_tensor_no_storage", tensors::meta);
        table.put("torch._utils._rebuild_device_tensor_from_cpu_tensor", tensors::fromCpu);
        table.put("torch._utils._rebuild_sparse_tensor", sparse::sparse);
        table.put("torch._utils._rebuild_sparse_csr_tensor", sparse::sparse);
        table.put("torch._utils._rebuild_nested_tensor", sparse::nested);
        table.put("torch._utils._rebuild_wrapper_subclass", Calls::wrapperSubclass);
        table.put("torch._tensor._rebuild_from_type_v2", this::fromType);
    }

    PyValue call(String function, PyTuple values) throws IOException {
        var arguments = new Arguments(function, values, limits);
        Call call = table.get(function);
        if (call != null) {
            return call.apply(arguments);
        }
        if (KnownGlobals.tensorType(function).isPresent() && arguments.count() == 0) {
            return emptyTensor(function);
        }
        throw CheckpointFormatException.corrupt(
                "a call that PyTorch does not write: " + function + CheckpointFormatException.quote(values.toString()));
    }

    private static PyValue orderedDict(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(0, 1);
        var dict = PyDict.orderedDict();
        if (arguments.count() == 1) {
            // Python 2 pickled an OrderedDict with a list of its pairs.
            for (PyValue pair : listOf(arguments, 0)) {
                if (!(pair instanceof PyList items) || items.size() != 2) {
                    throw CheckpointFormatException.corrupt("an OrderedDict is made of something other than pairs")
                            .expected("[key, value]", pair);
                }
                dict.put(items.get(0), items.get(1));
            }
        }
        return dict;
    }

    private static List<PyValue> listOf(Arguments arguments, int index) throws CheckpointFormatException {
        if (arguments.get(index) instanceof PyList list) {
            return list.items();
        }
        throw CheckpointFormatException.corrupt("a container is made of something other than a list")
                .expected("a list", arguments.get(index));
    }

    private static PyValue counter(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(0, 1);
        var counter = PyDict.counter();
        if (arguments.count() == 1) {
            if (!(arguments.get(0) instanceof PyDict counts)) {
                throw CheckpointFormatException.corrupt("a Counter is made of something other than a dict")
                        .expected("a dict", arguments.get(0));
            }
            counts.entries().forEach(entry -> counter.put(entry.key(), entry.value()));
        }
        return counter;
    }

    private static PyValue set(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(0, 1);
        var set = new PySet(false);
        if (arguments.count() == 1) {
            listOf(arguments, 0).forEach(set::add);
        }
        return set;
    }

    private static PyValue byteArray(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(0, 2);
        if (arguments.count() == 0) {
            return PyBytes.ofByteArray(new byte[0]);
        }
        if (arguments.count() == 2) {
            return PyBytes.ofByteArray(latin1(arguments));
        }
        if (arguments.get(0) instanceof PyBytes bytes) {
            return PyBytes.ofByteArray(bytes.toByteArray());
        }
        throw CheckpointFormatException.corrupt("a bytearray is made of something other than bytes")
                .expected("bytes", arguments.get(0));
    }

    private static PyValue complex(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(2, 2);
        return new PyComplex(arguments.number(0), arguments.number(1));
    }

    /** How protocol 2 writes bytes: the text of their Latin-1 characters. */
    private static PyValue encode(Arguments arguments) throws CheckpointFormatException {
        return PyBytes.of(latin1(arguments.requireCount(2, 2)));
    }

    private static byte[] latin1(Arguments arguments) throws CheckpointFormatException {
        String codec = arguments.text(1);
        if (!codec.equals("latin1") && !codec.equals("latin-1")) {
            throw CheckpointFormatException.corrupt("bytes are encoded in another way than Python's pickler does")
                    .expected("'latin1'", "'" + codec + "'");
        }
        String text = arguments.text(0);
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw CheckpointFormatException.corrupt("encoded bytes hold a character beyond 255");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static PyValue size(Arguments arguments) throws CheckpointFormatException {
        long[] lengths = arguments.count() == 0 ? new long[0] : arguments.integers(0);
        return new PySize(Arrays.stream(lengths).boxed().toList());
    }

    private static PyValue device(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(1, 2);
        String type = arguments.text(0);
        if (!DEVICE.matcher(type).matches()) {
            throw CheckpointFormatException.corrupt("a device is wanted")
                    .expected("such as 'cuda:0'", "'" + type + "'");
        }
        if (arguments.count() == 2) {
            return new PyDevice(type, OptionalInt.of((int) arguments.integer(1)));
        }
        int colon = type.indexOf(':');
        return colon < 0
                ? new PyDevice(type, OptionalInt.empty())
                : new PyDevice(type.substring(0, colon), OptionalInt.of(Integer.parseInt(type.substring(colon + 1))));
    }

    private static PyValue layout(Arguments arguments) throws CheckpointFormatException {
        String name = arguments.requireCount(1, 1).text(0);
        if (!LAYOUTS.contains(name)) {
            throw CheckpointFormatException.corrupt("there is no such layout").expected(LAYOUTS, "'" + name + "'");
        }
        return new PyLayout(name);
    }

    /** The class makes its instances by code of its own, so without the class there is no tensor. */
    private static PyValue wrapperSubclass(Arguments arguments) throws CheckpointFormatException {
        if (arguments.get(0) instanceof PyGlobal type && !KnownGlobals.contains(type.qualifiedName())) {
            return new PyObject(
                    new PyGlobal("torch._utils", "_rebuild_wrapper_subclass"),
                    arguments.all(),
                    null,
                    PyObject.Construction.CALL);
        }
        throw CheckpointFormatException.corrupt("a wrapper subclass is made of a class that is none")
                .expected("a subclass of torch.Tensor", arguments.get(0));
    }

    /** {@code _rebuild_from_type_v2(function, type, arguments, state)}: a tensor with Python attributes, or of a subclass. */
    private PyValue fromType(Arguments arguments) throws IOException {
        arguments.requireCount(4, 4);
        boolean known = arguments.get(0) instanceof PyGlobal function
                && function.module().equals("torch._utils")
                && table.containsKey(function.qualifiedName());
        boolean inert =
                arguments.get(0) instanceof PyGlobal function && !KnownGlobals.contains(function.qualifiedName());
        if (inert) {
            return new PyObject(
                    new PyGlobal("torch._tensor", "_rebuild_from_type_v2"),
                    arguments.all(),
                    null,
                    PyObject.Construction.CALL);
        }
        if (!known || !(arguments.get(1) instanceof PyGlobal type) || !(arguments.get(2) instanceof PyTuple inner)) {
            throw CheckpointFormatException.corrupt(
                            "a tensor with attributes is made in a way that PyTorch does not write")
                    .expected(
                            "(a rebuild function, a class, a tuple, a state)",
                            CheckpointFormatException.quote(
                                    PyTuple.copyOf(arguments.all()).toString()));
        }
        PyValue tensor = call(((PyGlobal) arguments.get(0)).qualifiedName(), inner);
        return tensors.withState(tensor, type, arguments.get(3));
    }

    private static PyValue emptyTensor(String function) {
        int dot = function.lastIndexOf('.');
        var type = new PyGlobal(function.substring(0, dot), function.substring(dot + 1));
        return new PyObject(type, List.of(), null, PyObject.Construction.CALL);
    }
}
