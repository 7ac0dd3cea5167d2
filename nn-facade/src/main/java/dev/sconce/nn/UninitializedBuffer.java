package dev.sconce.nn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A buffer whose shape is not known yet, as those of lazy modules ({@code torch.nn.UninitializedBuffer}). Until
 * {@link #materialize} it has no elements, and only its dtype and device mean something; afterwards it is a buffer as any
 * other, the same object.
 */
public final class UninitializedBuffer extends Buffer implements UninitializedTensor {
    private boolean uninitialized = true;

    /** Makes a buffer of the default dtype on the host that is part of the state dict. */
    public UninitializedBuffer() {
        this(null, null, true);
    }

    /**
     * Makes a buffer.
     *
     * @param device where it is made later; null for the host
     * @param dtype its type; null for the default
     * @param persistent whether it is part of the state dict
     */
    public UninitializedBuffer(@Nullable Device device, @Nullable DType dtype, boolean persistent) {
        this(new TensorFactory(device, dtype).zeros(0), persistent);
    }

    UninitializedBuffer(TensorFactory factory) {
        this(factory.zeros(0), true);
    }

    private UninitializedBuffer(Tensor empty, boolean persistent) {
        super(empty, persistent);
        empty.close();
        withhold();
    }

    @Override
    public boolean isUninitialized() {
        return uninitialized;
    }

    @Override
    public void materialize(long... shape) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            adopt(Torch.empty(options -> options.dtype(dtype()).device(device()), shape));
        }
        uninitialized = false;
    }

    @Override
    public void convert(UnaryOperator<Tensor> conversion) {
        adopt(conversion.apply(new TensorFactory(device(), dtype()).zeros(0)));
        withhold();
    }

    @Override
    protected RuntimeException whyWithheld() {
        return UninitializedTensor.misuse("UninitializedBuffer");
    }

    @Override
    Buffer copy() {
        return uninitialized ? new UninitializedBuffer(device(), dtype(), isPersistent()) : super.copy();
    }

    /** Returns the text that Python prints. */
    @Override
    public String toString() {
        return uninitialized ? "<UninitializedBuffer>" : super.toString();
    }
}
