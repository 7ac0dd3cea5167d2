package dev.sconce.torch;

import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.FileRegion;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.NestedTensor;
import dev.sconce.checkpoint.model.Quantization;
import dev.sconce.checkpoint.model.SparseTensor;
import dev.sconce.checkpoint.model.TensorValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Storage;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Makes native tensors of a checkpoint's: over a mapping of the file where the bytes lie there as they are, else of a copy.
 * Tensors that share a storage in the file share one here.
 */
final class TensorLoader implements AutoCloseable {
    private final @Nullable Device target;
    private final Map<Path, MappedFile> files = new HashMap<>();
    /** For each storage, some tensor over it, by which the others get at it. */
    private final IdentityHashMap<HostStorage, Tensor> storages = new IdentityHashMap<>();

    /**
     * A loader for one checkpoint.
     *
     * @param target where all tensors go, or null for where the file says that they were
     */
    TensorLoader(@Nullable Device target) {
        this.target = target;
    }

    Tensor load(TensorValue value) throws IOException {
        try {
            if (value instanceof HostTensor tensor) {
                return loadDense(tensor);
            } else if (value instanceof SparseTensor sparse) {
                return loadSparse(sparse);
            }
            return loadNested((NestedTensor) value);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /** All the bytes of a storage, shared with the tensors that are views of it. */
    Tensor load(HostStorage storage) throws IOException {
        return load(HostTensor.of(ElementType.UINT8, new long[] {storage.lengthBytes()}, storage));
    }

    private Tensor loadDense(HostTensor tensor) throws IOException {
        Tensor loaded = tensor.isMeta() ? metaTensor(tensor) : stridedTensor(tensor);
        if (tensor.isConjugated()) {
            loaded.handle()._set_conj(true);
        }
        if (tensor.isNegated()) {
            loaded.handle()._set_neg(true);
        }
        if (tensor.requiresGrad()) {
            loaded.requiresGrad_(true);
        }
        return loaded;
    }

    private static Tensor metaTensor(HostTensor tensor) {
        try (var options = new TensorOptions(dtype(tensor.dtype()).scalarType());
                var meta = options.device(Marshal.optional(Device.META))) {
            return Tensor.own(torch.empty_strided(tensor.shape(), tensor.stridesElements(), meta));
        }
    }

    private Tensor stridedTensor(HostTensor tensor) throws IOException {
        Tensor first = storages.get(tensor.storage());
        if (first == null && tensor.quantization().isEmpty() && coversItsStorage(tensor)) {
            first = storageTensor(tensor.storage(), dtype(tensor.dtype()), tensor.shape());
            storages.put(tensor.storage(), first);
            return first;
        }
        if (first == null) {
            long[] length = {tensor.storage().lengthBytes()};
            first = storageTensor(tensor.storage(), DType.UINT8, length);
            storages.put(tensor.storage(), first);
        }
        return view(tensor, first);
    }

    private static boolean coversItsStorage(HostTensor tensor) {
        return tensor.offsetElements() == 0
                && tensor.lengthBytes() == tensor.storage().lengthBytes()
                && Arrays.equals(tensor.stridesElements(), contiguousStrides(tensor.shape()));
    }

    private static long[] contiguousStrides(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(shape[i], 1);
        }
        return strides;
    }

    /** A tensor over the same storage as another, of any dtype ({@code torch._utils._rebuild_tensor}). */
    private Tensor view(HostTensor tensor, Tensor sameStorage) throws IOException {
        org.bytedeco.pytorch.Tensor empty = emptyTensor(tensor, sameStorage.device());
        Storage storage = sameStorage.handle().storage();
        empty.set_(storage, tensor.offsetElements(), tensor.shape(), tensor.stridesElements());
        return Tensor.own(empty);
    }

    private org.bytedeco.pytorch.Tensor emptyTensor(HostTensor tensor, Device device) throws IOException {
        Quantization scheme = tensor.quantization().orElse(null);
        long[] none = scheme == null ? new long[] {0} : tensor.shape();
        try (var ofDtype = new TensorOptions(dtype(tensor.dtype()).scalarType());
                var options = ofDtype.device(Marshal.optional(device));
                var format = new MemoryFormatOptional()) {
            if (scheme instanceof Quantization.PerTensor one) {
                return torch.torch__empty_affine_quantized(none, options, one.scale(), one.zeroPoint(), format);
            } else if (scheme instanceof Quantization.PerChannel many) {
                try (Tensor scales = loadDense(many.scales());
                        Tensor zeroPoints = loadDense(many.zeroPoints())) {
                    return torch.torch__empty_per_channel_affine_quantized(
                            none, scales.handle(), zeroPoints.handle(), many.axis(), options, format);
                }
            }
            return torch.empty(none, options, format);
        }
    }

    private Tensor storageTensor(HostStorage storage, DType dtype, long[] shape) throws IOException {
        Tensor mapped = mapped(storage, dtype, shape);
        Tensor onHost = mapped != null ? mapped : copied(storage, dtype, shape);
        Device device = target != null ? target : Device.of(storage.location());
        if (device.equals(Device.CPU)) {
            return onHost;
        }
        try (onHost) {
            return DeviceCopy.to(onHost, device);
        }
    }

    private @Nullable Tensor mapped(HostStorage storage, DType dtype, long[] shape) throws IOException {
        FileRegion region = storage.region().orElse(null);
        // Old formats do not align their storages, and the kernels expect aligned elements.
        if (region == null || region.lengthBytes() == 0 || region.offsetBytes() % Long.BYTES != 0) {
            return null;
        }
        MappedFile file = files.get(region.path());
        if (file == null) {
            file = MappedFile.open(region.path(), Files.size(region.path()));
            files.put(region.path(), file);
        }
        return file.tensor(region.offsetBytes(), shape, dtype);
    }

    private static Tensor copied(HostStorage storage, DType dtype, long[] shape) throws IOException {
        try (var options = new TensorOptions(dtype.scalarType());
                var format = new MemoryFormatOptional()) {
            Tensor tensor = Tensor.own(torch.empty(shape, options, format));
            long length = storage.lengthBytes();
            long address = length == 0 ? 0 : tensor.handle().data_ptr().address();
            final int most = 1 << 26;
            for (long at = 0; at < length; at += most) {
                int count = (int) Math.min(most, length - at);
                ByteBuffer from = storage.bytes(at, count);
                new BytePointer(new ForeignMemory.At(address + at))
                        .capacity(count)
                        .asByteBuffer()
                        .put(from);
            }
            return tensor;
        }
    }

    private Tensor loadSparse(SparseTensor sparse) throws IOException {
        Tensor[] parts = new Tensor[sparse.parts().size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = loadDense(sparse.parts().get(i).tensor());
        }
        DType dtype = dtype(sparse.dtype());
        if (sparse.layout() == SparseTensor.Layout.COO) {
            Boolean coalesced = sparse.coalesced();
            try (var options = new TensorOptions(dtype.scalarType());
                    var known = coalesced == null ? new BoolOptional() : new BoolOptional(coalesced)) {
                return Tensor.own(
                        torch.sparse_coo_tensor(parts[0].handle(), parts[1].handle(), sparse.shape(), options, known));
            }
        }
        var layout = org.bytedeco.pytorch.global.torch.Layout.valueOf(
                switch (sparse.layout()) {
                    case CSR -> "SparseCsr";
                    case CSC -> "SparseCsc";
                    case BSR -> "SparseBsr";
                    default -> "SparseBsc";
                });
        try (var plain = new TensorOptions(dtype.scalarType());
                var options = plain.layout(new org.bytedeco.pytorch.LayoutOptional(layout))) {
            return Tensor.own(torch.sparse_compressed_tensor(
                    parts[0].handle(), parts[1].handle(), parts[2].handle(), sparse.shape(), options));
        }
    }

    private Tensor loadNested(NestedTensor nested) throws IOException {
        try (Tensor sizes = loadDense(nested.sizes());
                Tensor strides = loadDense(nested.strides());
                Tensor offsets = loadDense(nested.offsets())) {
            return Objects.requireNonNull((Tensor) BoxedOp.call(
                    "aten::_nested_view_from_buffer", loadDense(nested.buffer()), sizes, strides, offsets));
        }
    }

    static DType dtype(ElementType type) {
        return DType.of(type.torchName());
    }

    /** Gives up the mappings; the tensors keep theirs. */
    @Override
    public void close() {
        files.values().forEach(MappedFile::close);
        files.clear();
        storages.clear();
    }
}
