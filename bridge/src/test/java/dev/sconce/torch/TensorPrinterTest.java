package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorPrinterTest {
    @AfterEach
    void restoreDefaults() {
        Torch.setPrintoptions(o -> PrintOptions.DEFAULT);
    }

    @Test
    void should_print_random_tensors_as_python_does() throws IOException {
        List<GoldenCases> cases = golden(false);
        assertThat(cases).hasSizeGreaterThan(400);
        var softly = new SoftAssertions();
        for (GoldenCases golden : cases) {
            String[] words = golden.task().split(" ", -1);
            PrintOptions options = options(words[3]);
            String printed = TensorPrinter.print(tensor(DType.of(words[0]), shape(words[1]), words[2]), options);
            softly.assertThat(printed).as(golden.task()).isEqualTo(golden.answer());
        }
        softly.assertAll();
    }

    @Test
    void should_print_what_surrounds_the_elements_as_python_does() throws IOException {
        Map<String, Supplier<Tensor>> makers = namedTensors();
        List<GoldenCases> cases = golden(true);
        var softly = new SoftAssertions();
        for (GoldenCases golden : cases) {
            String name = golden.task().substring("name ".length());
            boolean otherDefault = name.startsWith("default float64");
            try {
                if (otherDefault) {
                    torch.set_default_dtype(torch.scalarTypeToTypeMeta(ScalarType.Double));
                }
                softly.assertThat(TensorPrinter.print(makers.get(name).get(), PrintOptions.DEFAULT))
                        .as(name)
                        .isEqualTo(golden.answer());
            } finally {
                torch.set_default_dtype(torch.scalarTypeToTypeMeta(ScalarType.Float));
            }
        }
        softly.assertAll();
        assertThat(cases).hasSameSizeAs(makers.keySet());
    }

    @Test
    void should_follow_the_print_options() {
        try (var tensor = dev.sconce.torch.Tensor.own(torch.full(new long[] {4}, scalar(1.23456)))) {
            assertThat(tensor).hasToString("tensor([1.2346, 1.2346, 1.2346, 1.2346])");
            Torch.setPrintoptions(o -> o.precision(2).threshold(3).edgeitems(1));
            assertThat(tensor).hasToString("tensor([1.23,  ..., 1.23])");
            Torch.setPrintoptions(o -> PrintOptions.SHORT.sciMode(true));
            assertThat(tensor).hasToString("tensor([1.23e+00, 1.23e+00, 1.23e+00, 1.23e+00])");
            Torch.setPrintoptions(o -> o);
            assertThat(tensor).hasToString("tensor([1.23, 1.23, 1.23, 1.23])");
        }
    }

    @Test
    void should_say_so_when_a_tensor_is_closed() {
        var tensor = dev.sconce.torch.Tensor.own(torch.ones(2));
        tensor.close();
        assertThat(tensor).hasToString("tensor(<closed>)");
    }

    @Test
    void should_refuse_negative_options() {
        assertThatThrownBy(() -> Torch.setPrintoptions(o -> o.precision(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("precision=-1");
    }

    private static List<GoldenCases> golden(boolean named) throws IOException {
        Torch.getNumThreads();
        return GoldenCases.read("printing.txt").stream()
                .filter(golden -> golden.task().startsWith("name ") == named)
                .toList();
    }

    private static PrintOptions options(String text) {
        PrintOptions options = PrintOptions.DEFAULT;
        for (String option : text.equals("-") ? new String[0] : text.split(",", -1)) {
            String value = option.substring(option.indexOf('=') + 1);
            options = switch (option.substring(0, option.indexOf('='))) {
                case "precision" -> options.precision(Integer.parseInt(value));
                case "threshold" -> options.threshold(Long.parseLong(value));
                case "edgeitems" -> options.edgeitems(Integer.parseInt(value));
                case "linewidth" -> options.linewidth(Integer.parseInt(value));
                case "sci_mode" -> options.sciMode(value.equals("True"));
                default -> throw new IllegalArgumentException(option);
            };
        }
        return options;
    }

    private static long[] shape(String text) {
        return text.equals("scalar")
                ? new long[0]
                : Stream.of(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
    }

    private static Tensor tensor(DType dtype, long[] shape, String data) {
        if (data.startsWith("wave:")) {
            return wave(Long.parseLong(data.substring("wave:".length())), shape).to(dtype.scalarType());
        }
        Tensor tensor = torch.empty(shape, new TensorOptions(dtype.scalarType()), null);
        if (!data.equals("-")) {
            byte[] bytes = HexFormat.of().parseHex(data);
            new BytePointer(tensor.data_ptr()).put(bytes, 0, bytes.length);
        }
        return tensor;
    }

    private static Tensor wave(long modulus, long[] shape) {
        Tensor tensor = torch.empty(shape, new TensorOptions(ScalarType.Double), null);
        var data = new org.bytedeco.javacpp.DoublePointer(tensor.data_ptr());
        for (long i = 0; i < tensor.numel(); i++) {
            data.put(i, (i * 7919 % modulus - modulus / 2) / 8.0);
        }
        return tensor;
    }

    private static org.bytedeco.pytorch.Scalar scalar(double value) {
        return new org.bytedeco.pytorch.Scalar(value);
    }

    private static Tensor ones(ScalarType dtype, long... shape) {
        return torch.ones(shape, new TensorOptions(dtype));
    }

    private static Tensor leaf() {
        return ones(ScalarType.Float, 2, 3).requires_grad_(true);
    }

    private static Tensor range(double end) {
        return torch.arange(scalar(end));
    }

    private static Tensor floats(float... values) {
        return torch.tensor(values);
    }

    private static Tensor dense() {
        return floats(0, 0, 3, 4, 0, 5).view(2, 3);
    }

    private static Map<String, Supplier<Tensor>> namedTensors() {
        Map<String, Supplier<Tensor>> makers = new HashMap<>();
        makers.put("leaf", () -> leaf());
        makers.put("exp", () -> leaf().exp());
        makers.put("view", () -> leaf().view(-1));
        makers.put("matmul", () -> {
            Tensor w = leaf();
            return w.matmul(w.t());
        });
        makers.put("sum", () -> {
            Tensor w = leaf();
            return w.mul(w).sum();
        });
        makers.put("copied", () -> {
            Tensor base = torch.zeros(3);
            base.select(0, 1).copy_(leaf().view(-1).select(0, 0));
            return base;
        });
        makers.put("double leaf", () -> ones(ScalarType.Double, 2).requires_grad_(true));
        makers.put(
                "long suffixes",
                () -> ones(ScalarType.Double, 2, 8).requires_grad_(true).exp());
        sparseTensors(makers);
        otherTensors(makers);
        makers.put("default float64: float32", () -> ones(ScalarType.Float, 2));
        makers.put("default float64: float64", () -> ones(ScalarType.Double, 2));
        makers.put("default float64: complex128", () -> ones(ScalarType.ComplexDouble, 2));
        return makers;
    }

    private static void sparseTensors(Map<String, Supplier<Tensor>> makers) {
        makers.put("coo", () -> dense().to_sparse());
        makers.put("empty coo", () -> torch.zeros(new long[] {2, 3}, new TensorOptions(ScalarType.Double))
                .to_sparse());
        makers.put("csr", () -> dense().to_sparse_csr());
        makers.put("csc", () -> dense().to_sparse_csc());
        makers.put("bsr", () -> range(16).view(4, 4).to_sparse_bsr(2, 2));
        makers.put("bsc", () -> range(16).view(4, 4).to_sparse_bsc(2, 2));
    }

    private static void otherTensors(Map<String, Supplier<Tensor>> makers) {
        makers.put("quantized", () -> torch.quantize_per_tensor(floats(-1, 0, 1, 2), 0.1, 10, ScalarType.QUInt8));
        makers.put("quantized per channel", () -> {
            Tensor scales = torch.tensor(new double[] {0.1, 0.01}).to(ScalarType.Double);
            Tensor zeros = torch.tensor(new long[] {10, 0});
            return torch.quantize_per_channel(floats(-1, 0, 1, 2).view(2, 2), scales, zeros, 0, ScalarType.QInt8);
        });
        var meta = new TensorOptions().device(new org.bytedeco.pytorch.DeviceOptional(new Device("meta")));
        makers.put("meta", () -> torch.empty(new long[] {2, 3}, meta, null));
        makers.put(
                "meta int64",
                () -> torch.empty(new long[] {5}, meta.dtype(new ScalarTypeOptional(ScalarType.Long)), null));
        makers.put("mkldnn", () -> ones(ScalarType.Float, 2, 3).to_mkldnn());
        makers.put("nested", () -> nested(range(3), range(2)));
        makers.put("conjugate", () -> complex().conj());
        makers.put("negative", () -> torch.imag(complex().conj()));
        makers.put("transposed", () -> torch.arange(new org.bytedeco.pytorch.Scalar(6L))
                .view(2, 3)
                .slice(1, new LongOptional(), new LongOptional(), 1)
                .t());
    }

    private static Tensor complex() {
        return torch.view_as_complex(floats(1, 2, 3, -4).view(2, 2));
    }

    /** The presets do not bind this operation. */
    private static Tensor nested(Tensor... parts) {
        var operation = Dispatcher.singleton().findSchemaOrThrow("aten::_nested_tensor_from_tensor_list", "");
        var list = new GenericList(
                operation.schema().arguments().getPointer(0).type().get().containedType(0));
        for (Tensor part : parts) {
            list.push_back(new IValue(part));
        }
        var stack = new IValueVector();
        stack.push_back(new IValue(list));
        for (int i = 0; i < 4; i++) {
            stack.push_back(new IValue());
        }
        operation.callBoxed(stack);
        return new Tensor(stack.get(0).toTensor());
    }
}
