package dev.sconce.torch;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a tensor has to do with {@link Autograd}: whether it is recorded, its gradient, and hooks on that. */
abstract class AutogradTensor extends PlacedTensor {
    AutogradTensor(org.bytedeco.pytorch.Tensor handle, @Nullable TensorScope owner) {
        super(handle, owner);
    }

    private Tensor self() {
        return (Tensor) this; // TensorOps permits no other subclass
    }

    /**
     * Whether operations on this tensor are recorded for {@link #backward()}.
     *
     * @return as {@code requires_grad}
     */
    public final boolean requiresGrad() {
        return outline().requires_grad();
    }

    /**
     * Begins or ends the recording of operations on this tensor.
     *
     * @param requiresGrad whether to record
     * @return this
     * @throws TorchException if the dtype has no gradients, or a non-leaf is told to stop
     */
    public Tensor requiresGrad_(boolean requiresGrad) {
        org.bytedeco.pytorch.Tensor self = outline();
        try {
            self.requires_grad_(requiresGrad);
        } catch (RuntimeException e) {
            DType dtype = DType.of(self.scalar_type());
            if (requiresGrad && !dtype.isFloatingPoint() && !dtype.isComplex()) {
                throw new TorchException("only Tensors of floating point dtype can require gradients", e);
            }
            throw TorchException.from(e);
        }
        return self();
    }

    /**
     * Begins the recording of operations on this tensor.
     *
     * @return this
     */
    public Tensor requiresGrad_() {
        return requiresGrad_(true);
    }

    /**
     * Whether this tensor was made by the user and not by a recorded operation.
     *
     * @return as {@code is_leaf}
     */
    public final boolean isLeaf() {
        try {
            return outline().is_leaf();
        } catch (RuntimeException e) {
            throw TorchException.from(e); // there is no tensor
        }
    }

    /**
     * The gradient that {@link #backward()} has added up here.
     *
     * @return a tensor of the current scope that shares the gradient's memory, or null if there is none
     */
    public final @Nullable Tensor grad() {
        org.bytedeco.pytorch.Tensor self = outline();
        try {
            return Tensor.copyOf(self.grad());
        } catch (RuntimeException e) {
            throw TorchException.from(e); // there is no tensor
        } finally {
            Reference.reachabilityFence(
                    self); // the gradient is only lent: it is gone when the collector frees its owner
        }
    }

    /**
     * Sets or drops the gradient.
     *
     * @param grad a tensor of this shape, dtype and device, or null
     * @throws TorchException if it does not fit, in Python's words
     */
    public final void setGrad(@Nullable Tensor grad) {
        org.bytedeco.pytorch.Tensor self = outline();
        if (grad != null) {
            checkGrad(grad);
        }
        try {
            if (grad == null) {
                self.mutable_grad().reset();
            } else {
                self.mutable_grad().put(grad.handle());
            }
        } finally {
            Reference.reachabilityFence(self); // what is written to is a part of it
        }
    }

    private static String cppName(Tensor tensor) {
        try (var type = tensor.handle().dtype();
                var name = type.name()) {
            return name.getString();
        }
    }

    /** The checks of THPVariable_set_grad, in torch/csrc/autograd/python_variable.cpp. */
    private void checkGrad(Tensor grad) {
        Tensor self = self();
        if (grad.isSame(self)) {
            throw new TorchException("can't assign Variable as its own grad");
        }
        if (grad.dtype() != self.dtype()) {
            throw new TorchException("attempting to assign a gradient with dtype '" + cppName(grad)
                    + "' to a tensor with grad_dtype '" + self.dtype().scalarType()
                    + "'. The gradient must match the tensor's grad_dtype (defaults to the tensor's dtype). You can set"
                    + " the tensor's grad_dtype attribute with a specific dtype, or None to allow any dtype. Set"
                    + " grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break downstream"
                    + " systems that assume they match.");
        }
        if (!grad.device().type().equals(self.device().type())) {
            throw new TorchException("attempting to assign a gradient of device type '"
                    + grad.device().type() + "' to a tensor of device type '"
                    + self.device().type() + "'");
        }
        if (!Arrays.equals(grad.shape(), self.shape())) {
            throw new TorchException("attempting to assign a gradient of size '"
                    + Arrays.toString(grad.shape()) + "' to a tensor of size '"
                    + Arrays.toString(self.shape())
                    + "'. Please ensure that the gradient and the tensor are the same size");
        }
    }

    /**
     * Computes the gradients of this scalar with respect to the leaves that it was made from, and adds them to theirs.
     *
     * @throws TorchException if this is no scalar, was not recorded, or the graph is already freed
     */
    public final void backward() {
        Autograd.backward(self());
    }

    /**
     * Computes gradients with a gradient for this tensor, which may then have any shape.
     *
     * @param gradient the gradient of this tensor, in its shape
     * @throws TorchException if a shape does not fit or there is nothing to differentiate
     */
    public final void backward(Tensor gradient) {
        backward(gradient, false, false);
    }

    /**
     * Computes gradients, as {@code Tensor.backward(gradient, retain_graph, create_graph)}.
     *
     * @param gradient the gradient with respect to this tensor, or null for a scalar's 1
     * @param retainGraph keeps the graph for another pass
     * @param createGraph records the computation itself, for higher derivatives; it keeps the graph too
     * @throws TorchException if the gradient does not fit, nothing was recorded, or the graph is already freed
     */
    public final void backward(@Nullable Tensor gradient, boolean retainGraph, boolean createGraph) {
        backward(options -> options.gradients(gradient)
                .retainGraph(retainGraph || createGraph)
                .createGraph(createGraph));
    }

    /**
     * Computes gradients, as {@code Tensor.backward}.
     *
     * @param options the gradient to begin with, what is kept and recorded, and for which inputs
     * @throws TorchException if the gradient does not fit, nothing was recorded, or the graph is already freed
     */
    public final void backward(Consumer<BackwardOptions> options) {
        Autograd.backward(List.of(self()), options);
    }

    /**
     * Registers a hook that sees, and may replace, the gradient with respect to this tensor in each backward pass.
     *
     * <p>The hook lives as long as the native tensor or the graph that made it. A hook that holds this tensor itself, or
     * something computed from it, keeps both alive until it is removed.
     *
     * @param hook what to call, after the hooks that were registered before
     * @return removes the hook
     * @throws TorchException if this tensor requires no gradient
     */
    public final RemovableHandle registerHook(TensorHook hook) {
        return GradHooks.register(handle(), hook);
    }

    /**
     * Registers what is called each time that a backward pass has added to the gradient of this leaf: at the end of the
     * pass, where Python calls it in the middle. It may use and drop {@link #grad()}.
     *
     * @param hook given this tensor
     * @return removes the hook
     * @throws TorchException if this tensor requires no gradient or is no leaf
     */
    public final RemovableHandle registerPostAccumulateGradHook(Consumer<Tensor> hook) {
        return GradHooks.registerPostAccumulate(self(), hook);
    }
}
