package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of tensors without elements in a row: sparse, nested, quantized, meta and others. */
class OddTensorsTest {
    private static final List<Class<?>> HANDWRITTEN = List.of(
            Tensor.class,
            NumericTensor.class,
            FunctionalTensor.class,
            AutogradTensor.class,
            PlacedTensor.class,
            NativeTensor.class);

    private static final Map<Class<?>, Object> ARGUMENTS = Map.ofEntries(
            Map.entry(boolean.class, true),
            Map.entry(long.class, 1L),
            Map.entry(Number.class, 2),
            Map.entry(Object.class, List.of(1)),
            Map.entry(Object[].class, new Object[] {0}),
            Map.entry(DType.class, DType.FLOAT64),
            Map.entry(Device.class, Device.CPU),
            Map.entry(DoubleUnaryOperator.class, (DoubleUnaryOperator) x -> x + 1),
            Map.entry(DoubleBinaryOperator.class, (DoubleBinaryOperator) Double::sum),
            Map.entry(TensorHook.class, (TensorHook) grad -> null));

    private static final Set<String> LEFT_OUT = Set.of("close", "cuda");

    private static Map<String, Supplier<Tensor>> kinds() {
        Map<String, Supplier<Tensor>> kinds = new LinkedHashMap<>();
        kinds.put("coo", () -> Torch.eye(2).toSparse());
        kinds.put("csr", () -> Torch.eye(2).toSparseCsr());
        kinds.put("bsr", () -> Torch.eye(2).toSparseBsr(new long[] {1, 1}));
        kinds.put("nested", () -> Nested.nestedTensor(List.of(Torch.ones(2), Torch.ones(3))));
        kinds.put("quantized", () -> Torch.quantizePerTensor(Torch.ones(2), 0.1, 0, DType.QINT8));
        kinds.put("meta", () -> Torch.ones(2, 2).to(Device.META));
        kinds.put("mkldnn", () -> Torch.ones(2, 2).toMkldnn());
        kinds.put("zero", () -> (Tensor) Torch.call("aten::_efficientzerotensor", new long[] {2}));
        kinds.put("conjugate", () -> Torch.ones(2).to(DType.COMPLEX64).conj());
        kinds.put("empty", () -> Torch.empty(0, 3));
        kinds.put("scalar", () -> Torch.tensor(1.5));
        kinds.put("undefined", () -> Tensor.own(new org.bytedeco.pytorch.Tensor()));
        kinds.put("closed", () -> {
            Tensor closed = Torch.ones(2);
            closed.close();
            return closed;
        });
        kinds.put("float4", () -> Torch.ones(2).to(DType.UINT8).view(DType.FLOAT4_E2M1FN_X2));
        return kinds;
    }

    @Test
    void everyQuestionIsAnsweredOrRefusedInPythonsWords() {
        SoftAssertions all = new SoftAssertions();
        int[] calls = new int[1];
        kinds().forEach((kind, maker) -> HANDWRITTEN.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(OddTensorsTest::isQuestion)
                .forEach(method -> {
                    calls[0]++;
                    try (TensorScope scope = new TensorScope()) {
                        Tensor tensor = maker.get();
                        method.invoke(tensor, arguments(method, tensor));
                    } catch (InvocationTargetException e) {
                        all.assertThat(e.getCause())
                                .as("%s() of a %s tensor", method.getName(), kind)
                                .isNotExactlyInstanceOf(RuntimeException.class)
                                .isNotInstanceOf(Error.class)
                                .isNotInstanceOf(NullPointerException.class)
                                .isNotInstanceOf(ArithmeticException.class);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }));
        all.assertAll();
        assertThat(calls[0]).isGreaterThan(800);
    }

    @Test
    void everyKindIsSavedAsItIsOrRefused(@TempDir Path folder) {
        SoftAssertions all = new SoftAssertions();
        kinds().forEach((kind, maker) -> {
            Path file = folder.resolve(kind + ".pt");
            try (TensorScope scope = new TensorScope()) {
                Tensor tensor = maker.get();
                Torch.save(tensor, file);
                all.assertThat(Torch.load(file).tensor()).as(kind).hasToString(tensor.toString());
            } catch (TorchException e) {
                all.assertThat(kind).as(e.getMessage()).isIn("mkldnn", "zero", "undefined", "closed");
                all.assertThat(file).doesNotExist();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        all.assertAll();
    }

    private static boolean isQuestion(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && Arrays.stream(method.getParameterTypes()).allMatch(OddTensorsTest::isKnown)
                && !method.isSynthetic()
                && !LEFT_OUT.contains(method.getName());
    }

    private static boolean isKnown(Class<?> parameter) {
        return parameter == Tensor.class || ARGUMENTS.containsKey(parameter);
    }

    /** Something for each parameter; of tensors, the one that is asked. */
    private static Object[] arguments(Method method, Tensor self) {
        return Arrays.stream(method.getParameterTypes())
                .map(parameter -> parameter == Tensor.class ? self : ARGUMENTS.get(parameter))
                .toArray();
    }
}
