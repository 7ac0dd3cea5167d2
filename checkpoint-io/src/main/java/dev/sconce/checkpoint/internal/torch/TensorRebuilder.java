package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Dense tensors out of the arguments that torch/_utils.py takes them from. */
final class TensorRebuilder {
    private static final PyGlobal PLAIN_TENSOR = new PyGlobal("torch", "Tensor");
    private static final PyGlobal PLAIN_PARAMETER = new PyGlobal("torch.nn.parameter", "Parameter");

    private final ReadLimits limits;

    TensorRebuilder(ReadLimits limits) {
        this.limits = limits;
    }

    /** {@code _rebuild_tensor(storage, offset, size, stride)}. */
    PyValue tensor(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(4, 4);
        return view(arguments, arguments.storage(0).dtype()).build();
    }

    /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks, metadata=None)}. */
    PyValue tensorV2(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(6, 7);
        ElementType dtype = arguments.storage(0).dtype();
        var tensor = view(arguments, dtype).requiresGrad(requiresGrad(arguments, 4, dtype));
        return withMetadata(tensor, arguments, 6).build();
    }

    /** {@code _rebuild_tensor_v3(storage, offset, size, stride, requires_grad, hooks, dtype, metadata=None)}. */
    PyValue tensorV3(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(7, 8);
        ElementType dtype = arguments.dtype(6);
        var tensor = view(arguments, dtype).requiresGrad(requiresGrad(arguments, 4, dtype));
        return withMetadata(tensor, arguments, 7).build();
    }

    private HostTensor.Builder view(Arguments arguments, ElementType dtype) throws CheckpointFormatException {
        PyStorage storage = arguments.storage(0);
        return HostTensor.builder(dtype, arguments.integers(2))
                .strides(arguments.integers(3))
                .offset(arguments.integer(1))
                .storage(storage.storage())
                .maxExpandedBytes(limits.maxExpandedBytes());
    }

    private static boolean requiresGrad(Arguments arguments, int index, ElementType dtype)
            throws CheckpointFormatException {
        boolean on = arguments.flag(index);
        boolean differentiable =
                dtype.kind() == ElementType.Kind.FLOAT || dtype.kind() == ElementType.Kind.COMPLEX || !on;
        if (!differentiable) {
            throw CheckpointFormatException.corrupt("a tensor of " + dtype + " cannot require a gradient");
        }
        return on;
    }

    private static HostTensor.Builder withMetadata(HostTensor.Builder tensor, Arguments arguments, int index)
            throws CheckpointFormatException {
        if (arguments.count() <= index) {
            return tensor;
        }
        if (!(arguments.get(index) instanceof PyDict metadata)) {
            throw CheckpointFormatException.corrupt("a tensor's metadata is of the wrong kind")
                    .expected("a dict", arguments.get(index));
        }
        return tensor.conjugated(isTrue(metadata, "conj")).negated(isTrue(metadata, "neg"));
    }

    private static boolean isTrue(PyDict metadata, String key) {
        return metadata.get(key).filter(PyBool.TRUE::equals).isPresent();
    }

    /** {@code _rebuild_parameter(data, requires_grad, hooks)}. */
    PyValue parameter(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(3, 3);
        return asParameter(arguments);
    }

    /** {@code _rebuild_parameter_with_state(data, requires_grad, hooks, state)}. */
    PyValue parameterWithState(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(4, 4);
        return asParameter(arguments).toBuilder().attributes(arguments.get(3)).build();
    }

    /** {@code Parameter(data, requires_grad)}. */
    PyValue newParameter(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(2, 2);
        return asParameter(arguments);
    }

    private static HostTensor asParameter(Arguments arguments) throws CheckpointFormatException {
        HostTensor data = arguments.tensor(0);
        return data.toBuilder()
                .parameter(true)
                .requiresGrad(requiresGrad(arguments, 1, data.dtype()))
                .build();
    }

    /** {@code _rebuild_meta_tensor_no_storage(dtype, size, stride, requires_grad)}. */
    PyValue meta(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(4, 4);
        ElementType dtype = arguments.dtype(0);
        return HostTensor.builder(dtype, arguments.integers(1))
                .strides(arguments.integers(2))
                .requiresGrad(requiresGrad(arguments, 3, dtype))
                .build();
    }

    /** {@code _rebuild_device_tensor_from_cpu_tensor(data, dtype, device, requires_grad)}: a tensor of an XLA device. */
    PyValue fromCpu(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(4, 4);
        HostTensor data = arguments.tensor(0);
        if (arguments.dtype(1) != data.dtype()) {
            throw CheckpointFormatException.corrupt("a device tensor has another type than its data")
                    .expected(arguments.dtype(1), data.dtype());
        }
        return data.toBuilder()
                .requiresGrad(requiresGrad(arguments, 3, data.dtype()))
                .build();
    }

    /** {@code _rebuild_qtensor(storage, offset, size, stride, quantizer_params, requires_grad, hooks)}. */
    PyValue quantized(Arguments arguments) throws CheckpointFormatException {
        arguments.requireCount(7, 7);
        ElementType dtype = arguments.storage(0).dtype();
        if (!dtype.isQuantized()) {
            throw CheckpointFormatException.corrupt("a quantized tensor has a type that is not")
                    .expected("qint8, quint8, qint32, quint4x2 or quint2x4", dtype);
        }
        long[] shape = arguments.integers(2);
        return view(arguments, dtype)
                .quantization(quantization(arguments.tuple(4), shape))
                .build();
    }

    private static Quantization quantization(Arguments parameters, long[] shape) throws CheckpointFormatException {
        String scheme = parameters.count() > 0 && parameters.get(0) instanceof PyGlobal global ? global.name() : "";
        if (scheme.equals("per_tensor_affine")) {
            parameters.requireCount(3, 3);
            return new Quantization.PerTensor(parameters.number(1), parameters.integer(2));
        }
        if (!scheme.equals("per_channel_affine") && !scheme.equals("per_channel_affine_float_qparams")) {
            throw CheckpointFormatException.corrupt("a quantized tensor has a scheme that PyTorch does not write")
                    .expected("per_tensor_affine or per_channel_affine", "'" + scheme + "'");
        }
        parameters.requireCount(4, 4);
        HostTensor scales = vector(parameters, 1, ElementType.FLOAT64);
        HostTensor zeroPoints = vector(parameters, 2, ElementType.INT64);
        long axis = parameters.integer(3);
        long channels = axis >= 0 && axis < shape.length ? shape[(int) axis] : -1;
        if (scales.elementCount() != channels || zeroPoints.elementCount() != channels) {
            throw CheckpointFormatException.corrupt("the scales of a quantized tensor do not fit its axis " + axis)
                    .expected(
                            channels, scales.elementCount() + " scales, " + zeroPoints.elementCount() + " zero points");
        }
        return new Quantization.PerChannel(scheme, scales, zeroPoints, (int) axis);
    }

    /** Scales as a tensor, or as the list that PyTorch 1.3 wrote. */
    private static HostTensor vector(Arguments arguments, int index, ElementType dtype)
            throws CheckpointFormatException {
        if (!(arguments.get(index) instanceof PyList list)) {
            return arguments.tensor(index);
        }
        var bytes =
                ByteBuffer.allocate(Math.multiplyExact(list.size(), Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (PyValue item : list) {
            if (item instanceof PyFloat real && dtype == ElementType.FLOAT64) {
                bytes.putDouble(real.value());
            } else if (item instanceof PyInt whole && whole.fitsLong() && dtype == ElementType.INT64) {
                bytes.putLong(whole.longValue());
            } else {
                throw CheckpointFormatException.corrupt("a scale or zero point is of the wrong kind")
                        .expected(dtype, item);
            }
        }
        return HostTensor.of(dtype, new long[] {list.size()}, HostStorage.of(bytes.flip()));
    }

    /** A tensor with attributes, of its class. */
    PyValue withState(PyValue tensor, PyGlobal type, PyValue state) throws CheckpointFormatException {
        if (!(tensor instanceof HostTensor dense)) {
            throw CheckpointFormatException.unsupported("Python attributes on a tensor that is not dense");
        }
        boolean plain = type.equals(PLAIN_TENSOR) || type.equals(PLAIN_PARAMETER);
        return dense.toBuilder()
                .attributes(state)
                .parameter(dense.isParameter() || type.equals(PLAIN_PARAMETER))
                .pythonClass(plain ? null : type)
                .build();
    }
}
