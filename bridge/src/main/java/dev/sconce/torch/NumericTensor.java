package dev.sconce.torch;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Python's short words for a tensor's form: {@code x.half()}, {@code x.ndim}. Words that Java keeps for itself end in
 * {@code Value}, as everywhere: {@code x.float()} is {@link #floatValue()}.
 */
public abstract sealed class NumericTensor extends FunctionalTensor permits Tensor {
    NumericTensor(org.bytedeco.pytorch.Tensor handle, @Nullable TensorScope owner) {
        super(handle, owner);
    }

    private Tensor self() {
        return (Tensor) this;
    }

    // Conversions

    /**
     * Converts to float32 ({@code x.float()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor floatValue() {
        return self().to(DType.FLOAT32);
    }

    /**
     * Converts to float64 ({@code x.double()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor doubleValue() {
        return self().to(DType.FLOAT64);
    }

    /**
     * Converts to float16 ({@code x.half()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor half() {
        return self().to(DType.FLOAT16);
    }

    /**
     * Converts to bfloat16 ({@code x.bfloat16()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor bfloat16() {
        return self().to(DType.BFLOAT16);
    }

    /**
     * Converts to truth values ({@code x.bool()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor bool() {
        return self().to(DType.BOOL);
    }

    /**
     * Converts to uint8 ({@code x.byte()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor byteValue() {
        return self().to(DType.UINT8);
    }

    /**
     * Converts to int8 ({@code x.char()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor charValue() {
        return self().to(DType.INT8);
    }

    /**
     * Converts to int16 ({@code x.short()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor shortValue() {
        return self().to(DType.INT16);
    }

    /**
     * Converts to int32 ({@code x.int()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor intValue() {
        return self().to(DType.INT32);
    }

    /**
     * Converts to int64 ({@code x.long()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor longValue() {
        return self().to(DType.INT64);
    }

    /**
     * Converts to complex64 ({@code x.cfloat()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor cfloat() {
        return self().to(DType.COMPLEX64);
    }

    /**
     * Converts to complex128 ({@code x.cdouble()}).
     *
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor cdouble() {
        return self().to(DType.COMPLEX128);
    }

    /**
     * Converts to another dtype ({@code x.type(dtype)}).
     *
     * @param dtype the dtype
     * @return a tensor; itself if it is of that dtype
     */
    public final Tensor type(DType dtype) {
        return self().to(dtype);
    }

    // What it is

    /**
     * The name of Python's class for this device, layout and dtype ({@code x.type()}).
     *
     * @return such as {@code torch.FloatTensor} or {@code torch.cuda.LongTensor}
     */
    public final String type() {
        String name = HookList.typeName(self());
        return layout() == Layout.SPARSE_COO ? name.replaceFirst("(\\w+)$", "sparse.$1") : name;
    }

    /**
     * The number of dimensions ({@code x.ndim}).
     *
     * @return as {@link Tensor#dim()}
     */
    public final int ndim() {
        return self().dim();
    }

    /**
     * The number of dimensions ({@code x.ndimension()}).
     *
     * @return as {@link Tensor#dim()}
     */
    public final int ndimension() {
        return self().dim();
    }

    /**
     * The number of elements ({@code x.nelement()}).
     *
     * @return as {@link Tensor#numel()}
     */
    public final long nelement() {
        return self().numel();
    }

    /**
     * The bytes of one element ({@code x.itemsize}).
     *
     * @return as {@link #elementSize()}
     */
    public final int itemsize() {
        return elementSize();
    }

    /**
     * The steps in elements from one index to the next, for each dimension ({@code x.stride()}).
     *
     * @return as {@link Tensor#strides()}
     */
    public final long[] stride() {
        return self().strides();
    }

    /**
     * The step in elements from one index of a dimension to the next ({@code x.stride(dim)}).
     *
     * @param dim the dimension; negative ones count from the end
     * @return its stride
     * @throws TorchException if there is no such dimension
     */
    public final long stride(long dim) {
        try {
            return handle().stride(dim);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The address of the first element ({@code x.data_ptr()}), good for as long as the tensor lives.
     *
     * @return the address; 0 if there are no elements
     * @throws TorchException if there is no memory, as of sparse tensors
     */
    public final long dataPtr() {
        try (var pointer = handle().data_ptr()) {
            return pointer == null ? 0 : pointer.address();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Whether it is on the CPU ({@code x.is_cpu}).
     *
     * @return whether it is
     */
    public final boolean isCpu() {
        return handle().is_cpu();
    }

    /**
     * Whether it is on Apple's GPU ({@code x.is_mps}).
     *
     * @return whether it is
     */
    public final boolean isMps() {
        return handle().is_mps();
    }

    /**
     * Whether it is in oneDNN's own layout ({@code x.is_mkldnn}).
     *
     * @return whether it is
     */
    public final boolean isMkldnn() {
        return handle().is_mkldnn();
    }

    /**
     * Whether it is in the CSR layout ({@code x.is_sparse_csr}).
     *
     * @return whether it is
     */
    public final boolean isSparseCsr() {
        return layout() == Layout.SPARSE_CSR;
    }

    // Others

    /**
     * The conjugate transpose of a matrix ({@code x.H}).
     *
     * @return a view
     * @throws TorchException if it has one dimension, or more than two
     */
    public final Tensor H() {
        return TorchFunctional.tensor("aten::matrix_H", self());
    }

    /**
     * Java values as a tensor of this one's dtype and device ({@code x.new_tensor(data)}).
     *
     * @param data as for {@link Torch#tensor(Object)}
     * @return a new tensor
     * @throws TorchException if rows differ in length, or something is no number
     */
    public final Tensor newTensor(Object data) {
        DType dtype = self().dtype();
        Device device = self().device();
        return Torch.tensor(data, o -> o.dtype(dtype).device(device));
    }

    /**
     * Replaces each element by what a function makes of it ({@code x.apply_(callable)}). It is slow: operations are not.
     *
     * @param function of an element, as a double
     * @return this tensor
     * @throws TorchException if it requires a gradient, is complex, or is not on the CPU
     */
    public final Tensor apply_(DoubleUnaryOperator function) {
        checkPlain("apply_");
        double[] values = self().toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(values[i]);
        }
        return write(values);
    }

    /**
     * Replaces each element by what a function makes of it and another's ({@code x.map_(tensor, callable)}).
     *
     * @param tensor of the same shape, or one that broadcasts to it
     * @param function of an element of this tensor and one of the other, as doubles
     * @return this tensor
     * @throws TorchException if one requires a gradient, is not on the CPU, or the shapes do not fit
     */
    public final Tensor map_(Tensor tensor, DoubleBinaryOperator function) {
        checkPlain("map_");
        if (tensor.requiresGrad()) {
            throw new TorchException(
                    "Can't call map_() on Variable that requires grad. Use var.detach().map_() instead.");
        }
        double[] values = self().toDoubleArray();
        try (Tensor expanded = tensor.expandAs(self())) {
            double[] others = expanded.toDoubleArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = function.applyAsDouble(values[i], others[i]);
            }
        }
        return write(values);
    }

    private void checkPlain(String name) {
        if (requiresGrad()) {
            throw new TorchException("Can't call " + name + "() on Variable that requires grad. Use var.detach()."
                    + name + "() instead.");
        }
        if (!isCpu()) {
            throw new TorchException(name + " is only implemented on CPU tensors");
        }
        if (self().dtype().isComplex()) {
            throw new TorchException(name + " takes real numbers: use it on Torch.viewAsReal(...)");
        }
    }

    private Tensor write(double[] values) {
        try (Tensor computed = Tensor.own(new JavaArray(values, DType.FLOAT64, self().shape()).toNative())) {
            return self().copy_(computed);
        }
    }
}
