package dev.sconce.torch;

import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.NestedTensor;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.Quantization;
import dev.sconce.checkpoint.model.SparseTensor;
import dev.sconce.checkpoint.model.TensorValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;

/**
 * Describes native tensors to the writer of a checkpoint, which reads their memory as it writes it: nothing is copied to
 * the heap. Tensors that share a storage share one in the file, and a view is written as a view of its whole storage, as
 * in Python.
 */
final class TensorSaver implements AutoCloseable {
    private final Map<Long, HostStorage> storages = new HashMap<>();
    /** What keeps the memory alive until the file is written. */
    private final List<Tensor> kept = new ArrayList<>();

    TensorValue describe(Tensor tensor) {
        try {
            org.bytedeco.pytorch.Tensor handle = tensor.handle();
            if (handle.is_nested()) {
                return describeNested(handle);
            }
            if (handle._is_zerotensor()) { // it has no memory
                throw new TorchException("ZeroTensor is not serializable, please file an issue if required.");
            }
            return switch (handle.layout().intern()) {
                case Sparse -> describeCoo(handle);
                case SparseCsr -> describeCompressed(SparseTensor.Layout.CSR, handle);
                case SparseCsc -> describeCompressed(SparseTensor.Layout.CSC, handle);
                case SparseBsr -> describeCompressed(SparseTensor.Layout.BSR, handle);
                case SparseBsc -> describeCompressed(SparseTensor.Layout.BSC, handle);
                case Strided -> describeStrided(tensor);
                default ->
                    throw new TorchException("A tensor of layout " + handle.layout()
                            + " cannot be saved; make it a strided one first (toDense)");
            };
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /** A storage that stands by itself; the tensors over it share it. */
    PyStorage describe(Storage storage) {
        return new PyStorage(storage(storage.bytes().handle()), elementType(storage.dtype()), storage.isTyped());
    }

    private HostTensor describeStrided(Tensor tensor) {
        org.bytedeco.pytorch.Tensor handle = tensor.handle();
        var described = HostTensor.builder(elementType(tensor.dtype()), tensor.shape())
                .strides(tensor.strides())
                .offset(tensor.storageOffset())
                .requiresGrad(tensor.requiresGrad())
                .parameter(tensor.isParameter());
        if (!handle.is_meta()) {
            described.storage(storage(handle));
        }
        if (handle.is_complex()) {
            described.conjugated(handle.is_conj());
        }
        described.negated(handle.is_neg());
        if (handle.is_quantized()) {
            described.quantization(quantization(handle));
        }
        return described.build();
    }

    private Quantization quantization(org.bytedeco.pytorch.Tensor handle) {
        String scheme = handle.qscheme().intern().name().toLowerCase(Locale.ROOT);
        if (scheme.equals("per_tensor_affine")) {
            return new Quantization.PerTensor(handle.q_scale(), handle.q_zero_point());
        }
        return new Quantization.PerChannel(
                scheme,
                describeStrided(keep(handle.q_per_channel_scales())),
                describeStrided(keep(handle.q_per_channel_zero_points())),
                Math.toIntExact(handle.q_per_channel_axis()));
    }

    private SparseTensor describeCoo(org.bytedeco.pytorch.Tensor handle) {
        return SparseTensor.coo(
                shape(handle),
                describeStrided(keep(handle._indices())),
                describeStrided(keep(handle._values())),
                handle.is_coalesced());
    }

    private SparseTensor describeCompressed(SparseTensor.Layout layout, org.bytedeco.pytorch.Tensor handle) {
        boolean rows = layout == SparseTensor.Layout.CSR || layout == SparseTensor.Layout.BSR;
        return SparseTensor.compressed(
                layout,
                shape(handle),
                describeStrided(keep(rows ? handle.crow_indices() : handle.ccol_indices())),
                describeStrided(keep(rows ? handle.col_indices() : handle.row_indices())),
                describeStrided(keep(handle.values())));
    }

    private NestedTensor describeNested(org.bytedeco.pytorch.Tensor handle) {
        return new NestedTensor(
                describeStrided(keep(handle.values())),
                describeStrided(keep(handle._nested_tensor_size())),
                describeStrided(keep(handle._nested_tensor_strides())),
                describeStrided(keep(handle._nested_tensor_storage_offsets())));
    }

    private static long[] shape(org.bytedeco.pytorch.Tensor handle) {
        long[] shape = new long[Math.toIntExact(handle.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = handle.size(i);
        }
        return shape;
    }

    private Tensor keep(org.bytedeco.pytorch.Tensor handle) {
        Tensor tensor;
        try (var unscoped = TensorScope.none()) {
            tensor = Tensor.own(handle);
        }
        kept.add(tensor);
        return tensor;
    }

    private HostStorage storage(org.bytedeco.pytorch.Tensor handle) {
        var storage = handle.storage();
        long identity = storage.unsafeGetStorageImpl().address();
        HostStorage known = storages.get(identity);
        if (known != null) {
            return known;
        }
        String location = deviceOf(handle);
        long length = storage.nbytes();
        org.bytedeco.pytorch.Tensor onHost = new org.bytedeco.pytorch.Tensor(handle);
        if (!location.equals("cpu")) {
            onHost = DeviceCopy.storageToHost(onHost);
        }
        keep(onHost);
        long address = length == 0 ? 0 : onHost.storage().data().address();
        HostStorage described = HostStorage.of(new NativeBytes(address, length), location);
        storages.put(identity, described);
        return described;
    }

    private static String deviceOf(org.bytedeco.pytorch.Tensor handle) {
        try (var device = handle.device()) {
            return Device.of(device).toString();
        }
    }

    static ElementType elementType(DType dtype) {
        return ElementType.ofTorchName(dtype.toString())
                .orElseThrow(() -> new TorchException(
                        "A tensor of dtype " + dtype + " cannot be saved: Python has no" + " storage for it either"));
    }

    /** Lets go of the memory; what was described must be written by then. */
    @Override
    public void close() {
        kept.forEach(Tensor::close);
        kept.clear();
    }

    /** The bytes of a native storage. */
    private record NativeBytes(long address, long lengthBytes) implements ByteSource {
        @Override
        public ByteBuffer bytes(long offset, int length) {
            Objects.checkFromIndexSize(offset, length, lengthBytes);
            if (length == 0) {
                return ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
            }
            return new BytePointer(new ForeignMemory.At(address + offset))
                    .capacity(length)
                    .asByteBuffer()
                    .asReadOnlyBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
