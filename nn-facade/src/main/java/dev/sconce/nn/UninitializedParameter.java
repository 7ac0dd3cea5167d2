package dev.sconce.nn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A parameter whose shape is not known yet, as those of lazy modules ({@code torch.nn.UninitializedParameter}). Until
 * {@link #materialize} it has no elements, and only its dtype and device mean something; afterwards it is a parameter as
 * any other, the same object, so that an optimizer that was given it goes on.
 */
public final class UninitializedParameter extends Parameter implements UninitializedTensor {
    private boolean uninitialized = true;

    /** Makes a parameter of the default dtype on the host that gets a gradient. */
    public UninitializedParameter() {
        this(true, null, null);
    }

    /**
     * Makes a parameter.
     *
     * @param requiresGrad whether it gets a gradient
     * @param device where it is made later; null for the host
     * @param dtype its type; null for the default
     */
    public UninitializedParameter(boolean requiresGrad, @Nullable Device device, @Nullable DType dtype) {
        this(requiresGrad, new TensorFactory(device, dtype).zeros(0));
    }

    UninitializedParameter(TensorFactory factory) {
        this(true, factory.zeros(0));
    }

    private UninitializedParameter(boolean requiresGrad, Tensor empty) {
        super(empty, requiresGrad);
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
        return UninitializedTensor.misuse("UninitializedParameter");
    }

    @Override
    Parameter copy() {
        return uninitialized ? new UninitializedParameter(requiresGrad(), device(), dtype()) : super.copy();
    }

    /** Returns the text that Python prints. */
    @Override
    public String toString() {
        return uninitialized ? "<UninitializedParameter>" : super.toString();
    }
}
