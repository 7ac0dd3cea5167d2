package dev.sconce.checkpoint.model;

import dev.sconce.checkpoint.core.Progress;
import dev.sconce.checkpoint.core.ReadLimits;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dense tensor: an element type, a shape, and a view of a storage whose bytes stay where they are until they are asked
 * for.
 *
 * <p>{@link #data()} reads the elements. A meta tensor has a shape but no storage.
 */
public final class HostTensor implements TensorValue {
    private final ElementType dtype;
    private final StridedLayout layout;
    private final @Nullable HostStorage storage;
    private final boolean requiresGrad;
    private final boolean parameter;
    private final boolean conjugated;
    private final boolean negated;
    private final @Nullable Quantization quantization;
    private final @Nullable PyValue attributes;
    private final @Nullable PyGlobal pythonClass;
    private final long maxExpandedBytes;

    private HostTensor(Builder builder) {
        dtype = builder.dtype;
        layout = builder.layout();
        storage = builder.storage;
        requiresGrad = builder.requiresGrad;
        parameter = builder.parameter;
        conjugated = builder.conjugated;
        negated = builder.negated;
        quantization = builder.quantization;
        attributes = builder.attributes;
        pythonClass = builder.pythonClass;
        maxExpandedBytes = builder.maxExpandedBytes;
        if (storage != null) {
            requireInside(dtype, layout, storage);
        }
        if (conjugated && dtype.kind() != ElementType.Kind.COMPLEX) {
            throw new IllegalArgumentException("only a complex tensor can be conjugated, but this is " + dtype);
        }
    }

    private static void requireInside(ElementType dtype, StridedLayout layout, HostStorage storage) {
        // The packed quantized types count several elements a byte.
        long perUnit = dtype.elementsPerUnit();
        long units = layout.requiredElements() / perUnit + (layout.requiredElements() % perUnit == 0 ? 0 : 1);
        if (units > storage.lengthBytes() / dtype.sizeBytes()) {
            throw new IllegalArgumentException("a " + dtype + " tensor of " + layout + " needs "
                    + layout.requiredElements() + " elements, but its storage has " + storage.lengthBytes() + " bytes");
        }
    }

    /**
     * A contiguous tensor at the start of a storage.
     *
     * @param shape lengths, none for a scalar
     * @throws IllegalArgumentException if the storage is too short
     */
    public static HostTensor of(ElementType dtype, long[] shape, HostStorage storage) {
        return builder(dtype, shape).storage(storage).build();
    }

    /** Collects what a tensor is made of; contiguous, on no storage (a meta tensor), unless told otherwise. */
    public static Builder builder(ElementType dtype, long... shape) {
        return new Builder(dtype, shape);
    }

    /** The same tensor, to be changed in some respect. */
    public Builder toBuilder() {
        var builder = new Builder(dtype, layout.shape());
        builder.strides = layout.strides();
        builder.offset = layout.offset();
        builder.storage = storage;
        builder.requiresGrad = requiresGrad;
        builder.parameter = parameter;
        builder.conjugated = conjugated;
        builder.negated = negated;
        builder.quantization = quantization;
        builder.attributes = attributes;
        builder.pythonClass = pythonClass;
        builder.maxExpandedBytes = maxExpandedBytes;
        return builder;
    }

    @Override
    public ElementType dtype() {
        return dtype;
    }

    /** Lengths, none for a scalar; a copy. */
    public long[] shape() {
        return layout.shape();
    }

    /** Elements from one index to the next; a copy. */
    public long[] stridesElements() {
        return layout.strides();
    }

    /** The first element in the storage. */
    public long offsetElements() {
        return layout.offset();
    }

    /** Shape, strides and offset together. */
    public StridedLayout layout() {
        return layout;
    }

    /** How many elements. */
    public long elementCount() {
        return layout.elementCount();
    }

    /** How many bytes its elements take when they lie without gaps. */
    public long lengthBytes() {
        long units = (layout.elementCount() + dtype.elementsPerUnit() - 1) / dtype.elementsPerUnit();
        return Math.multiplyExact(units, (long) dtype.sizeBytes());
    }

    /** Whether it has a shape but no bytes: the device {@code meta}. */
    public boolean isMeta() {
        return storage == null;
    }

    /**
     * The bytes that it is a view of; the same object for tensors that share memory.
     *
     * @throws IllegalStateException if it is a meta tensor
     */
    public HostStorage storage() {
        if (storage == null) {
            throw new IllegalStateException("a meta tensor has no storage");
        }
        return storage;
    }

    /** Reads the elements. */
    public TensorData data() {
        return new TensorData(this, maxExpandedBytes, Progress.NONE);
    }

    /** Whether autograd would record what is done with it. */
    public boolean requiresGrad() {
        return requiresGrad;
    }

    /** Whether it is a {@code torch.nn.Parameter}. */
    public boolean isParameter() {
        return parameter;
    }

    /** Whether it is a lazy conjugate: the storage holds the conjugates of its elements. */
    public boolean isConjugated() {
        return conjugated;
    }

    /** Whether it is a lazy negative: the storage holds its elements with the other sign. */
    public boolean isNegated() {
        return negated;
    }

    /** How its integers stand for real numbers, if it is quantized. */
    public Optional<Quantization> quantization() {
        return Optional.ofNullable(quantization);
    }

    /** Python attributes of the tensor object, mostly a dict; empty where it has none. */
    public Optional<PyValue> attributes() {
        return Optional.ofNullable(attributes);
    }

    /** The subclass of {@code torch.Tensor} that it is an instance of, other than Parameter. */
    public Optional<PyGlobal> pythonClass() {
        return Optional.ofNullable(pythonClass);
    }

    @Override
    public String toString() {
        return (parameter ? "parameter(" : "tensor(") + dtype.torchName() + ", " + Arrays.toString(layout.shape())
                + (storage == null ? ", meta" : "") + ")";
    }

    /** Collects what a tensor is made of. */
    public static final class Builder {
        private final ElementType dtype;
        private final long[] shape;
        private long @Nullable [] strides;
        private long offset;
        private @Nullable HostStorage storage;
        private boolean requiresGrad;
        private boolean parameter;
        private boolean conjugated;
        private boolean negated;
        private @Nullable Quantization quantization;
        private @Nullable PyValue attributes;
        private @Nullable PyGlobal pythonClass;
        private long maxExpandedBytes = ReadLimits.DEFAULT.maxExpandedBytes();

        private Builder(ElementType dtype, long[] shape) {
            this.dtype = dtype;
            this.shape = shape.clone();
        }

        /** Elements from one index to the next. */
        public Builder strides(long... elements) {
            strides = elements.clone();
            return this;
        }

        /** The first element in the storage. */
        public Builder offset(long elements) {
            offset = elements;
            return this;
        }

        /** The bytes. */
        public Builder storage(@Nullable HostStorage bytes) {
            storage = bytes;
            return this;
        }

        /** Whether autograd records what is done with it. */
        public Builder requiresGrad(boolean on) {
            requiresGrad = on;
            return this;
        }

        /** Whether it is a {@code torch.nn.Parameter}. */
        public Builder parameter(boolean on) {
            parameter = on;
            return this;
        }

        /** Whether the storage holds the conjugates. */
        public Builder conjugated(boolean on) {
            conjugated = on;
            return this;
        }

        /** Whether the storage holds the negatives. */
        public Builder negated(boolean on) {
            negated = on;
            return this;
        }

        /** How its integers stand for real numbers. */
        public Builder quantization(@Nullable Quantization scheme) {
            quantization = scheme;
            return this;
        }

        /** Python attributes of the tensor object. */
        public Builder attributes(@Nullable PyValue state) {
            attributes = state;
            return this;
        }

        /** The subclass of {@code torch.Tensor}. */
        public Builder pythonClass(@Nullable PyGlobal type) {
            pythonClass = type;
            return this;
        }

        /** See {@link ReadLimits#maxExpandedBytes()}. */
        public Builder maxExpandedBytes(long bytes) {
            maxExpandedBytes = bytes;
            return this;
        }

        private StridedLayout layout() {
            return new StridedLayout(shape, strides == null ? StridedLayout.contiguousStrides(shape) : strides, offset);
        }

        /**
         * The tensor.
         *
         * @throws IllegalArgumentException if the view does not lie inside the storage
         */
        public HostTensor build() {
            return new HostTensor(this);
        }
    }
}
