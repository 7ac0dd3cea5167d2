package dev.sconce.nn.utils.parametrize;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.Buffer;
import dev.sconce.nn.DerivedTensors;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parametrizations of one tensor in the order in which they are applied, and the tensors that they begin with. It is
 * made by {@link Parametrize#registerParametrization}.
 *
 * <p>State: {@code original}, or {@code original0}, {@code original1} and so on where the first parametrization is one of
 * {@link RightInverses}; and that of the parametrizations under {@code 0.}, {@code 1.} and so on.
 */
public final class ParametrizationList extends ModuleList<Module> {
    private static final String ORIGINAL = "original";

    /** How many originals there are, or 0 for a single one that is a tensor by itself. */
    private final int count;

    private boolean unsafe;

    private ParametrizationList(Module first, Tensor original, boolean unsafe) {
        super(List.of(first));
        this.unsafe = unsafe;
        if (first instanceof RightInverses several) {
            List<Tensor> originals = several.rightInverse(original);
            count = originals.size();
            for (int i = 0; i < count; i++) {
                hold(ORIGINAL + i, originalLike(original, originals.get(i)));
            }
        } else {
            count = 0;
            begin(original, inverse(first, original));
            hold(ORIGINAL, original);
        }
    }

    /** Begins a list; the parameter or buffer becomes the original, or gives it its values. */
    static ParametrizationList begin(Module first, Tensor original, boolean unsafe) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            return new ParametrizationList(first, original, unsafe);
        }
    }

    private static Tensor inverse(Module parametrization, Tensor value) {
        if (!(parametrization instanceof RightInverse invertible)) {
            return value;
        }
        try {
            return invertible.rightInverse(value);
        } catch (UnsupportedOperationException e) {
            return value; // as Python: then it is taken for the identity
        }
    }

    /** The original stays the object that it is, so that an optimizer need not be told. */
    private static void begin(Tensor original, Tensor inverse) {
        if (original.dtype() != inverse.dtype()) {
            throw new IllegalArgumentException("When `right_inverse` outputs one tensor, it may not change the dtype.\n"
                    + "original.dtype: torch." + original.dtype() + "\nright_inverse(original).dtype: torch."
                    + inverse.dtype());
        }
        if (!original.device().equals(inverse.device())) {
            throw new IllegalArgumentException(
                    "When `right_inverse` outputs one tensor, it may not change the device.\n"
                            + "original.device: " + original.device() + "\nright_inverse(original).device: "
                            + inverse.device());
        }
        take(original, inverse);
    }

    private static void take(Tensor original, Tensor values) {
        if (!original.isSame(values)) {
            original.set_(values.detach());
        }
    }

    private static Tensor originalLike(Tensor parametrized, Tensor values) {
        return parametrized instanceof Parameter parameter
                ? new Parameter(values, parameter.requiresGrad())
                : new Buffer(values);
    }

    private void hold(String name, Tensor original) {
        if (original instanceof Parameter parameter) {
            registerParameter(name, parameter);
        } else {
            registerBuffer(name, original);
        }
    }

    /** Takes the originals of another list, the same objects. */
    void share(ParametrizationList other) {
        for (String name : names()) {
            hold(name, other.held(name));
        }
    }

    private List<String> names() {
        if (count == 0) {
            return List.of(ORIGINAL);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(ORIGINAL + i);
        }
        return names;
    }

    private Tensor held(String name) {
        return Objects.requireNonNull(DerivedTensors.last(this, name), name);
    }

    /**
     * Whether there is one original, under the name {@code original}.
     *
     * @return false if there is a sequence of them
     */
    public boolean isTensor() {
        return count == 0;
    }

    /**
     * The single original.
     *
     * @return a parameter or buffer
     * @throws IllegalArgumentException if there is a sequence of them
     */
    public Tensor original() {
        if (!isTensor()) {
            throw new IllegalArgumentException("'ParametrizationList' object has no attribute 'original'");
        }
        return held(ORIGINAL);
    }

    /**
     * All originals.
     *
     * @return parameters or buffers, in order
     */
    public List<Tensor> originals() {
        return names().stream().map(this::held).toList();
    }

    /**
     * Whether the parametrizations may change dtype and shape.
     *
     * @return false unless it was asked for
     */
    public boolean isUnsafe() {
        return unsafe;
    }

    void allowUnsafe(boolean also) {
        unsafe |= also;
    }

    /**
     * Applies all parametrizations, with their hooks.
     *
     * @return the parametrized tensor, with its history
     * @throws IllegalArgumentException if a parametrization returns something else
     */
    public Tensor evaluate() {
        Object value = new Arguments(new ArrayList<>(originals()), Map.of()).passTo(get(0));
        for (int i = 1; i < size(); i++) {
            value = Arguments.of(value).passTo(get(i));
        }
        return requireTensor(value);
    }

    static Tensor requireTensor(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            return tensor;
        }
        throw new IllegalArgumentException("A parametrization must return a tensor. Got "
                + (value == null ? "NoneType" : value.getClass().getSimpleName()) + ".");
    }

    /** Checks what was computed from the originals against what was there before them. */
    void check(Tensor computed, Tensor before, long[] shapeBefore) {
        if (unsafe) {
            return;
        }
        if (computed.dtype() != before.dtype()) {
            throw new IllegalArgumentException("Registering a parametrization may not change the dtype of the tensor,"
                    + " unless `unsafe` flag is enabled.\nunparametrized dtype: torch." + before.dtype()
                    + "\nparametrized dtype: torch." + computed.dtype());
        }
        if (!Arrays.equals(computed.shape(), shapeBefore)) {
            throw new IllegalArgumentException("Registering a parametrization may not change the shape of the tensor,"
                    + " unless `unsafe` flag is enabled.\nunparametrized shape: " + PyText.size(shapeBefore)
                    + "\nparametrized shape: " + PyText.size(computed.shape()));
        }
    }

    /**
     * Sets the originals so that the parametrized tensor gets a value ({@code right_inverse}).
     *
     * @param value the value
     * @throws TorchException if a parametrization has no right inverse
     * @throws IllegalArgumentException if a right inverse returns other dtypes or another number of tensors than before
     */
    public void rightInverse(Tensor value) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor inverse = value;
            for (int i = size() - 1; i > 0; i--) {
                inverse = requireInvertible(get(i)).rightInverse(inverse);
            }
            if (isTensor()) {
                setOriginal(requireInvertible(get(0)).rightInverse(inverse));
            } else {
                setOriginals(((RightInverses) get(0)).rightInverse(inverse));
            }
        }
    }

    private static RightInverse requireInvertible(Module parametrization) {
        if (parametrization instanceof RightInverse invertible) {
            return invertible;
        }
        throw new TorchException(
                "parametrization " + parametrization.getClass().getSimpleName() + " does not implement right_inverse.");
    }

    private void setOriginal(Tensor value) {
        Tensor original = original();
        if (value.dtype() != original.dtype()) {
            throw new IllegalArgumentException("The tensor returned by `right_inverse` has dtype torch." + value.dtype()
                    + " while `original` has dtype torch." + original.dtype());
        }
        take(original, value);
    }

    private void setOriginals(List<Tensor> values) {
        if (values.size() != count) {
            throw new IllegalArgumentException("'right_inverse' must return a sequence of tensors of length " + count
                    + ". Got a sequence of length " + values.size() + ".");
        }
        List<Tensor> originals = originals();
        for (int i = 0; i < count; i++) {
            if (originals.get(i).dtype() != values.get(i).dtype()) {
                throw new IllegalArgumentException("Tensor " + i + " returned by `right_inverse` has dtype torch."
                        + values.get(i).dtype() + " while `original" + i + "` has dtype torch."
                        + originals.get(i).dtype());
            }
            take(originals.get(i), values.get(i));
        }
    }
}
