package dev.sconce.torch;

import static dev.sconce.torch.Torch.ELLIPSIS;
import static dev.sconce.torch.Torch.slice;
import static dev.sconce.torch.Torch.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexingTest {
    private static final Pattern TENSOR = Pattern.compile("(\\w+)\\((\\w+)\\)(.*)");

    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void should_answer_random_expressions_as_python_does() throws IOException {
        List<GoldenCases> cases = GoldenCases.read("indexing.txt");
        assertThat(cases).hasSizeGreaterThan(700);
        var softly = new SoftAssertions();
        for (GoldenCases golden : cases) {
            softly.assertThat(answer(golden.task())).as(golden.task()).isEqualTo(golden.answer());
        }
        softly.assertAll();
    }

    private static String answer(String task) {
        String[] words = task.split(" ", -1);
        Tensor base = range(shape(words[1]), 0, 1);
        try {
            Object[] indices =
                    Stream.of(words[2].split(";", -1)).map(IndexingTest::index).toArray();
            if (words[0].equals("set")) {
                set(base.at(indices), words[3]);
                return "values=" + numbers(base);
            }
            boolean single = indices.length == 1 && indices[0] instanceof Integer;
            return describe(single ? base.get((int) (Integer) indices[0]) : base.get(indices));
        } catch (TorchException | IllegalArgumentException e) {
            return "error: " + e.getMessage().lines().findFirst().orElse("");
        }
    }

    private static void set(Place place, String value) {
        switch (value) {
            case "7" -> place.set(7);
            case "-0.5" -> place.set(-0.5);
            case "True" -> place.set(true);
            default -> place.set(range(shape(value), -1, -1));
        }
    }

    private static String describe(Tensor result) {
        String place = result.handle().is_view()
                ? "stride=" + text(result.strides()) + " offset=" + result.storageOffset()
                : "copy";
        return "shape=" + text(result.shape()) + " " + place + " values=" + numbers(result);
    }

    private static String numbers(Tensor tensor) {
        return DoubleStream.of(tensor.toDoubleArray())
                .mapToObj(value -> value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value))
                .collect(Collectors.joining(","));
    }

    private static String text(long[] numbers) {
        return numbers.length == 0
                ? "scalar"
                : LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    private static long[] shape(String text) {
        return text.equals("scalar") ? new long[0] : longs(text, "x");
    }

    private static long[] longs(String text, String separator) {
        return text.isEmpty()
                ? new long[0]
                : Stream.of(text.split(separator, -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }

    private static Tensor range(long[] shape, int first, int step) {
        float[] values = new float[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i * step;
        }
        return Tensor.own(new JavaArray(values, DType.FLOAT32, shape).toNative());
    }

    private static Object index(String text) {
        Matcher matcher = TENSOR.matcher(text);
        if (matcher.matches()) {
            return tensorIndex(matcher.group(1), shape(matcher.group(2)), matcher.group(3));
        } else if (text.startsWith("list[")) {
            return longs(text.substring(5, text.length() - 1), ",");
        } else if (text.equals("None")) {
            return null;
        } else if (text.equals("...")) {
            return ELLIPSIS;
        } else if (text.contains(":")) {
            Integer[] ends = Stream.of((text + ":").split(":", -1))
                    .map(end -> end.isEmpty() ? null : Integer.valueOf(end))
                    .toArray(Integer[]::new);
            return slice(ends[0], ends[1], ends[2]);
        } else if (text.equals("True") || text.equals("False")) {
            return text.equals("True");
        }
        return Integer.parseInt(text);
    }

    private static Tensor tensorIndex(String kind, long[] shape, String values) {
        String numbers = values.replace("True", "1").replace("False", "0").replace("0.0", "0");
        DType dtype =
                switch (kind) {
                    case "long" -> DType.INT64;
                    case "int" -> DType.INT32;
                    case "bool" -> DType.BOOL;
                    case "byte" -> DType.UINT8;
                    default -> DType.FLOAT32;
                };
        var raw = new JavaArray(longs(numbers, ","), DType.INT64, shape).toNative();
        return Tensor.own(raw.to(dtype.scalarType()));
    }

    /** A number's native twin is made once and kept: the scope of JavaCPP around the first use must not free it. */
    @Test
    void should_not_depend_on_who_was_the_first_to_use_a_number() {
        Tensor x = range(new long[] {2, 12345}, 0, 1);
        try (var raw = new org.bytedeco.javacpp.PointerScope()) {
            assertThat(x.get(slice(12_340, 12_344), 0).shape()).containsExactly(0);
            assertThat(x.get(0, slice(12_340, 12_344)).shape()).containsExactly(4);
        }
        assertThat(x.get(0, slice(12_340, 12_344)).shape()).containsExactly(4);
    }

    @Test
    void should_read_as_the_documentation_says() {
        Tensor x = range(new long[] {2, 3}, 0, 1);
        assertThat(x.get(1)).hasToString("tensor([3., 4., 5.])");
        assertThat(x.get(1, -1)).hasToString("tensor(5.)");
        assertThat(x.get(slice(), 0)).hasToString("tensor([0., 3.])");
        assertThat(x.get(0, slice(1, null))).hasToString("tensor([1., 2.])");
        assertThat(x.get(ELLIPSIS, slice(null, null, 2))).hasToString("tensor([[0., 2.],\n        [3., 5.]])");
        assertThat(x.get(slice(0, 1), null).shape()).containsExactly(1, 1, 3);
        assertThat(x.get(List.of(1, 0)).get(0)).hasToString("tensor([3., 4., 5.])");
        assertThat(x.get(new boolean[] {false, true})).hasToString("tensor([[3., 4., 5.]])");
        assertThat(x.get((Object) null).shape()).containsExactly(1, 2, 3);
    }

    @Test
    void should_slice_the_same_way_twice() {
        Tensor x = range(new long[] {2, 9}, 0, 1);

        assertThat(x.get(slice(), slice(null, 7)).shape()).containsExactly(2, 7);
        assertThat(x.get(slice(), slice(null, 7)).shape()).containsExactly(2, 7);
    }

    @Test
    void should_write_as_the_documentation_says() {
        Tensor x = range(new long[] {2, 3}, 0, 1);
        x.at(0, slice(1, 3)).set(7);
        x.at(1, 0).set(2.5);
        x.at(ELLIPSIS, -1).update(last -> tensor(8.0, 9.0));
        assertThat(x).hasToString("tensor([[0.0000, 7.0000, 8.0000],\n        [2.5000, 4.0000, 9.0000]])");
        assertThat(x.at(1, 0).get().item()).isEqualTo(2.5);
        Tensor complex = tensor(List.of(new Complex(1, 1), new Complex(2, 2)));
        complex.at(0).set(new Complex(5, -5));
        assertThat(complex).hasToString("tensor([5.-5.j, 2.+2.j])");
        assertThat(x.at(0, slice(1, 3), null, ELLIPSIS)).hasToString("[0, 1:3, None, ...]");
    }

    @Test
    void should_let_gradients_through() {
        Tensor x = range(new long[] {2, 3}, 0, 1).requiresGrad_();
        Tensor picked = x.get(List.of(0, 1, 0), slice(1, null));
        Tensor.own(picked.handle().sum()).backward();
        assertThat(x.grad()).hasToString("tensor([[0., 2., 2.],\n        [0., 1., 1.]])");
        Tensor value = tensor(5.0).requiresGrad_();
        Tensor target = range(new long[] {4}, 0, 1);
        target.at(slice(1, 3)).set(value);
        Tensor.own(target.handle().sum()).backward();
        assertThat(value.grad()).hasToString("tensor(2.)");
        assertThat(target).hasToString("tensor([0., 5., 5., 3.], grad_fn=<CopySlices>)");
    }

    @Test
    void should_refuse_what_is_no_index_or_no_place() {
        Tensor x = range(new long[] {2, 3}, 0, 1);
        assertThatThrownBy(() -> x.get(5)).hasMessage("index 5 is out of bounds for dimension 0 with size 2");
        assertThatThrownBy(() -> x.get(0, 1.5)).hasMessageContaining("are valid indices (got Double)");
        assertThatThrownBy(() -> x.get("a")).hasMessageContaining("(got String)");
        assertThatThrownBy(() -> x.get(List.of(0.5))).hasMessageContaining("must be long, int, byte or bool");
        assertThatThrownBy(() -> x.at(0).set(new Complex(1, 2)))
                .hasMessage("value cannot be converted to type float without overflow");
        assertThatThrownBy(() -> tensor(1).get(0)).hasMessageContaining("invalid index of a 0-dim tensor");
        Tensor sparse = Tensor.own(x.handle().to_sparse());
        assertThatThrownBy(() -> sparse.at(0).set(1)).hasMessage("Cannot assign to a sparse tensor");
        assertThatThrownBy(() -> slice(0, 1.5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Arrays.asList(slice(1, null), slice(null, -1, 2), Slice.ALL)).hasToString("[1:, :-1:2, :]");
    }
}
