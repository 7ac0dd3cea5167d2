package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/** The methods and properties of {@code torch.Tensor} that are no operators: {@code torch/_tensor.py}, and attributes. */
public abstract sealed class FunctionalTensor extends TensorOps permits NumericTensor {
    FunctionalTensor(org.bytedeco.pytorch.Tensor handle, @Nullable TensorScope owner) {
        super(handle, owner);
    }

    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The different elements, in order ({@code unique()}).
     *
     * @return a vector
     */
    public final Tensor unique() {
        return unique(true);
    }

    /**
     * The different elements.
     *
     * @param sorted whether they must be in order
     * @return a vector
     */
    public final Tensor unique(boolean sorted) {
        return unique(sorted, false, false).output();
    }

    /**
     * The different elements, and where and how often they are.
     *
     * @param sorted whether they must be in order
     * @param returnInverse whether to say where each element of this tensor is among them
     * @param returnCounts whether to say how often each occurs
     * @return a vector, indices in the shape of this tensor, and a vector of counts
     */
    public final UniqueElements unique(boolean sorted, boolean returnInverse, boolean returnCounts) {
        return UniqueElements.of(self(), sorted, returnInverse, returnCounts, null);
    }

    /**
     * The different parts along a dimension, and where and how often they are.
     *
     * @param sorted whether they must be in order
     * @param returnInverse whether to say where each part of this tensor is among them
     * @param returnCounts whether to say how often each occurs
     * @param dim the dimension
     * @return the parts in a tensor, and vectors of indices and counts
     */
    public final UniqueElements unique(boolean sorted, boolean returnInverse, boolean returnCounts, long dim) {
        return UniqueElements.of(self(), sorted, returnInverse, returnCounts, dim);
    }

    /**
     * The elements, without those that equal the one before them ({@code unique_consecutive()}).
     *
     * @return a vector
     */
    public final Tensor uniqueConsecutive() {
        return uniqueConsecutive(false, false).output();
    }

    /**
     * The elements without those that equal the one before them, and where and how often they are.
     *
     * @param returnInverse whether to say where each element of this tensor is among them
     * @param returnCounts whether to say how often each occurs in a row
     * @return a vector, indices in the shape of this tensor, and a vector of counts
     */
    public final UniqueElements uniqueConsecutive(boolean returnInverse, boolean returnCounts) {
        return UniqueElements.consecutive(self(), returnInverse, returnCounts, null);
    }

    /**
     * The parts along a dimension without those that equal the one before them, and where and how often they are.
     *
     * @param returnInverse whether to say where each part of this tensor is among them
     * @param returnCounts whether to say how often each occurs in a row
     * @param dim the dimension
     * @return the parts in a tensor, and vectors of indices and counts
     */
    public final UniqueElements uniqueConsecutive(boolean returnInverse, boolean returnCounts, long dim) {
        return UniqueElements.consecutive(self(), returnInverse, returnCounts, dim);
    }

    /**
     * The real parts ({@code x.real}).
     *
     * @return a view; of a tensor that is not complex, itself
     */
    public final Tensor real() {
        return Torch.real(self());
    }

    /**
     * The imaginary parts ({@code x.imag}).
     *
     * @return a view
     * @throws TorchException if the tensor is not complex
     */
    public final Tensor imag() {
        return Torch.imag(self());
    }

    /**
     * Whether an element equals a number ({@code number in x}).
     *
     * @param element the number
     * @return whether there is one
     */
    public final boolean contains(Number element) {
        return eq(element).any().itemBoolean();
    }

    /**
     * How the elements are stored ({@code x.layout}).
     *
     * @return strided, for all but sparse and a few other tensors
     */
    public final Layout layout() {
        return Layout.of(handle().layout());
    }

    /**
     * The bytes of one element ({@code x.element_size()}, {@code x.itemsize}).
     *
     * @return as {@link DType#itemSize()}
     * @throws TorchException if there is no tensor ({@link Tensor#isDefined})
     */
    public final int elementSize() {
        try {
            return Math.toIntExact(handle().element_size());
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Whether there are no elements behind the shape ({@code x.is_meta}).
     *
     * @return whether it is on the meta device
     */
    public final boolean isMeta() {
        return handle().is_meta();
    }

    /**
     * Whether it is on a CUDA device ({@code x.is_cuda}).
     *
     * @return whether it is
     */
    public final boolean isCuda() {
        return handle().is_cuda();
    }

    /**
     * Whether the elements are quantized ({@code x.is_quantized}).
     *
     * @return whether they are
     */
    public final boolean isQuantized() {
        return handle().is_quantized();
    }

    /**
     * Whether it is a list of tensors of different sizes ({@code x.is_nested}).
     *
     * @return whether it is
     */
    public final boolean isNested() {
        return handle().is_nested();
    }

    /**
     * All the bytes that this tensor is a view of ({@code x.untyped_storage()}).
     *
     * @return the storage, which lives as long as the tensors over it
     * @throws TorchException if there is none, as for sparse and meta tensors
     */
    public final Storage untypedStorage() {
        return new Storage(Tensor.own(Storage.bytesOf(handle())), DType.UINT8, false);
    }

    /**
     * All the elements that this tensor is a view of ({@code x.storage()}). In a checkpoint, a storage can only be beside
     * tensors of its own dtype.
     *
     * @return the storage, with this tensor's dtype
     * @throws TorchException if there is none, as for sparse and meta tensors
     */
    public final Storage storage() {
        return new Storage(Tensor.own(Storage.bytesOf(handle())), self().dtype(), true);
    }

    /**
     * The name of the recorded operation that made this tensor: the first part of Python's {@code x.grad_fn}.
     *
     * @return such as {@code AddBackward0}; null for a tensor that no recorded operation made
     */
    public final @Nullable String gradFn() {
        return GradFn.nameOf(handle());
    }
}
