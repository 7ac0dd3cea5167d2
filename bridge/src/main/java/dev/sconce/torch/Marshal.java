package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.DoubleArrayRefOptional;
import org.bytedeco.pytorch.DoubleComplex;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Java values as arguments of native functions, and results as Java values. Whatever is immutable is made once and
 * kept: the native twin of a number costs about as much as adding two small tensors.
 */
final class Marshal {
    static {
        NativeLibrary.load();
    }

    // None, for each type of argument.
    static final TensorOptional NO_TENSOR = kept(new TensorOptional());
    static final LongOptional NO_LONG = kept(new LongOptional());
    static final DoubleOptional NO_DOUBLE = kept(new DoubleOptional());
    static final BoolOptional NO_BOOLEAN = kept(new BoolOptional());
    static final ScalarOptional NO_SCALAR = kept(new ScalarOptional());
    static final StringViewOptional NO_STRING = kept(new StringViewOptional());
    static final ScalarTypeOptional NO_DTYPE = kept(new ScalarTypeOptional());
    static final LayoutOptional NO_LAYOUT = kept(new LayoutOptional());
    static final DeviceOptional NO_DEVICE = kept(new DeviceOptional());
    static final MemoryFormatOptional NO_MEMORY_FORMAT = kept(new MemoryFormatOptional());
    static final GeneratorOptional NO_GENERATOR = kept(new GeneratorOptional());
    static final LongArrayRefOptional NO_LONGS = kept(new LongArrayRefOptional());
    static final DoubleArrayRefOptional NO_DOUBLES = kept(new DoubleArrayRefOptional());
    static final org.bytedeco.pytorch.TensorOptions NO_OPTIONS = kept(new org.bytedeco.pytorch.TensorOptions());

    private static final BoolOptional TRUE = kept(new BoolOptional(true));
    private static final BoolOptional FALSE = kept(new BoolOptional(false));
    private static final Scalar TRUE_SCALAR = truth(true);
    private static final Scalar FALSE_SCALAR = truth(false);
    private static final org.bytedeco.pytorch.Tensor WRAPPED_TRUE = kept(wrap(TRUE_SCALAR, torch.ScalarType.Bool));
    private static final org.bytedeco.pytorch.Tensor WRAPPED_FALSE = kept(wrap(FALSE_SCALAR, torch.ScalarType.Bool));
    private static final Map<DType, ScalarTypeOptional> DTYPES =
            twins(DType.class, dtype -> new ScalarTypeOptional(dtype.scalarType()));
    private static final Map<Layout, LayoutOptional> LAYOUTS =
            twins(Layout.class, layout -> new LayoutOptional(layout.toNative()));
    private static final Map<MemoryFormat, MemoryFormatOptional> MEMORY_FORMATS =
            twins(MemoryFormat.class, format -> new MemoryFormatOptional(format.toNative()));
    private static final ConcurrentMap<Device, org.bytedeco.pytorch.Device> DEVICES = new ConcurrentHashMap<>();
    private static final ConcurrentMap<Device, DeviceOptional> DEVICE_OPTIONALS = new ConcurrentHashMap<>();

    private static final NumberCache<Scalar> LONG_SCALARS = new NumberCache<>(Scalar::new);
    private static final NumberCache<Scalar> DOUBLE_SCALARS =
            new NumberCache<>(bits -> new Scalar(Double.longBitsToDouble(bits)));
    private static final NumberCache<ScalarOptional> LONG_SCALAR_OPTIONALS =
            new NumberCache<>(value -> new ScalarOptional(LONG_SCALARS.get(value)));
    private static final NumberCache<ScalarOptional> DOUBLE_SCALAR_OPTIONALS =
            new NumberCache<>(bits -> new ScalarOptional(DOUBLE_SCALARS.get(bits)));
    private static final NumberCache<LongOptional> LONGS = new NumberCache<>(LongOptional::new);
    private static final NumberCache<DoubleOptional> DOUBLES =
            new NumberCache<>(bits -> new DoubleOptional(Double.longBitsToDouble(bits)));
    private static final NumberCache<org.bytedeco.pytorch.Tensor> WRAPPED_LONGS =
            new NumberCache<>(value -> wrap(LONG_SCALARS.get(value), torch.ScalarType.Long));
    private static final NumberCache<org.bytedeco.pytorch.Tensor> WRAPPED_DOUBLES =
            new NumberCache<>(bits -> wrap(DOUBLE_SCALARS.get(bits), torch.ScalarType.Double));

    private static final NumberCache<org.bytedeco.pytorch.Tensor> WRAPPED_FLOATS =
            new NumberCache<>(bits -> wrap(DOUBLE_SCALARS.get(bits), torch.ScalarType.Float));

    /** From here on, a long would be rounded on its way through a double. */
    private static final double EXACT_INTEGERS = 1L << 53;

    private Marshal() {}

    /** What is kept outlives a PointerScope that may be open when it is made. */
    static <P extends Pointer> P kept(P pointer) {
        pointer.retainReference();
        return pointer;
    }

    private static <E extends Enum<E>, T extends Pointer> Map<E, T> twins(Class<E> type, Function<E, T> maker) {
        Map<E, T> twins = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            twins.put(constant, kept(maker.apply(constant)));
        }
        return twins;
    }

    private static <E extends Enum<E>, T> T twin(Map<E, T> twins, E constant) {
        return Objects.requireNonNull(twins.get(constant));
    }

    static Scalar scalar(Number value) {
        if (value instanceof Complex complex) {
            return complexScalar(complex);
        }
        return isIntegral(value)
                ? LONG_SCALARS.get(value.longValue())
                : DOUBLE_SCALARS.get(Double.doubleToRawLongBits(real(value)));
    }

    static Scalar scalar(boolean value) {
        return value ? TRUE_SCALAR : FALSE_SCALAR;
    }

    /** The presets have no constructor for it: a boxed value does the conversion. */
    private static Scalar truth(boolean value) {
        try (IValue boxed = new IValue(value)) {
            return kept(boxed.toScalar());
        }
    }

    private static Scalar complexScalar(Complex value) {
        try (DoubleComplex pair = new DoubleComplex(value.real(), value.imag())) {
            return new Scalar(pair);
        }
    }

    static ScalarOptional optionalScalar(@Nullable Number value) {
        if (value == null) {
            return NO_SCALAR;
        }
        if (value instanceof Complex complex) {
            return new ScalarOptional(complexScalar(complex));
        }
        return isIntegral(value)
                ? LONG_SCALAR_OPTIONALS.get(value.longValue())
                : DOUBLE_SCALAR_OPTIONALS.get(Double.doubleToRawLongBits(real(value)));
    }

    /**
     * A number as a tensor of no dimensions that type promotion treats as a number, as Python passes it to arithmetic.
     * The tensor is shared and must not be written to.
     *
     * @param partner the tensor that it meets: to float32 ones, the most common, it comes as float32, since the kernel
     *     would else convert it in every call
     */
    static org.bytedeco.pytorch.Tensor wrapped(Number value, org.bytedeco.pytorch.Tensor partner) {
        if (value instanceof Complex complex) {
            return wrap(complexScalar(complex), torch.ScalarType.ComplexDouble);
        }
        boolean integral = isIntegral(value);
        double real = integral ? value.longValue() : real(value);
        if (partner.scalar_type().value == torch.ScalarType.Float.value && Math.abs(real) < EXACT_INTEGERS) {
            return WRAPPED_FLOATS.get(Double.doubleToRawLongBits(real));
        }
        return integral ? WRAPPED_LONGS.get(value.longValue()) : WRAPPED_DOUBLES.get(Double.doubleToRawLongBits(real));
    }

    /** A truth value as such a tensor. */
    static org.bytedeco.pytorch.Tensor wrapped(boolean value, org.bytedeco.pytorch.Tensor partner) {
        return value ? WRAPPED_TRUE : WRAPPED_FALSE;
    }

    private static org.bytedeco.pytorch.Tensor wrap(Scalar scalar, torch.ScalarType type) {
        // A tensor that was made in inference mode could not be used outside of it.
        InferenceMode off = new InferenceMode(false);
        try (var options = new org.bytedeco.pytorch.TensorOptions(type)) {
            org.bytedeco.pytorch.Tensor tensor = torch.scalar_tensor(scalar, options);
            tensor.unsafeGetTensorImpl().set_wrapped_number(true);
            return tensor;
        } finally {
            off.close();
        }
    }

    static boolean isIntegral(Number value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    private static double real(Number value) {
        if (value instanceof Double || value instanceof Float) {
            return value.doubleValue();
        }
        throw new IllegalArgumentException("Expected an int, long, short, byte, float, double or Complex, but got "
                + value.getClass().getName());
    }

    static Number number(Scalar scalar) {
        try (scalar) {
            if (scalar.isComplex()) {
                try (DoubleComplex pair = scalar.toComplexDouble()) {
                    return new Complex(pair.real(), pair.imag());
                }
            }
            if (scalar.isFloatingPoint()) {
                return scalar.toDouble();
            }
            return scalar.isBoolean() ? (scalar.toBool() ? 1L : 0L) : scalar.toLong();
        }
    }

    static LongOptional optional(long value) {
        return LONGS.get(value);
    }

    static LongOptional optional(@Nullable Long value) {
        return value == null ? NO_LONG : LONGS.get(value);
    }

    static DoubleOptional optional(double value) {
        return DOUBLES.get(Double.doubleToRawLongBits(value));
    }

    static DoubleOptional optional(@Nullable Double value) {
        return value == null ? NO_DOUBLE : optional(value.doubleValue());
    }

    static BoolOptional optional(@Nullable Boolean value) {
        if (value == null) {
            return NO_BOOLEAN;
        }
        return value ? TRUE : FALSE;
    }

    static ScalarTypeOptional optional(@Nullable DType dtype) {
        return dtype == null ? NO_DTYPE : twin(DTYPES, dtype);
    }

    static LayoutOptional optional(@Nullable Layout layout) {
        return layout == null ? NO_LAYOUT : twin(LAYOUTS, layout);
    }

    static MemoryFormatOptional optional(@Nullable MemoryFormat format) {
        return format == null ? NO_MEMORY_FORMAT : twin(MEMORY_FORMATS, format);
    }

    static org.bytedeco.pytorch.Device device(Device device) {
        return DEVICES.computeIfAbsent(device, made -> kept(made.toNative()));
    }

    static DeviceOptional optional(@Nullable Device device) {
        return device == null
                ? NO_DEVICE
                : DEVICE_OPTIONALS.computeIfAbsent(device, made -> kept(new DeviceOptional(device(made))));
    }

    static GeneratorOptional optional(@Nullable Generator generator) {
        return generator == null ? NO_GENERATOR : generator.optional();
    }

    static StringViewOptional optional(@Nullable String text) {
        return text == null ? NO_STRING : new Text(new BytePointer(text));
    }

    /** A list in which one number stands for all, as schemas of fixed length allow. */
    static long[] expand(long[] values, int length) {
        if (values.length != 1) {
            return values;
        }
        long[] expanded = new long[length];
        Arrays.fill(expanded, values[0]);
        return expanded;
    }

    /** A tensor of the current scope for one that the native side only lent. */
    static Tensor copyOf(org.bytedeco.pytorch.Tensor borrowed) {
        return Tensor.own(new org.bytedeco.pytorch.Tensor(borrowed));
    }

    static List<Tensor> copiesOf(TensorVector borrowed) {
        int size = Math.toIntExact(borrowed.size());
        List<Tensor> tensors = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            tensors.add(copyOf(borrowed.get(i)));
        }
        return List.copyOf(tensors);
    }

    /** The tensors of a list that the native side returned, which is closed. */
    static List<Tensor> list(TensorVector returned) {
        try (returned) {
            return copiesOf(returned);
        }
    }

    @SuppressWarnings("unchecked") // the schema of the op says so
    static List<Tensor> tensors(@Nullable Object result) {
        return (List<Tensor>) Objects.requireNonNull(result);
    }

    /** A view of a text does not keep the text: this one does. */
    private static final class Text extends StringViewOptional {
        @SuppressWarnings("unused") // holds the characters for as long as the view is used
        private final BytePointer characters;

        Text(BytePointer characters) {
            super(characters);
            this.characters = characters;
        }
    }
}
