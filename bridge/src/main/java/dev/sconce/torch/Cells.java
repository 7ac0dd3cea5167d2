package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The printed elements of a tensor in row-major order: the part of {@code torch/_tensor_str.py} that decides how all
 * numbers of a tensor are written, so that they line up ({@code _Formatter}).
 *
 * @param texts the elements, each padded to the width
 * @param width what an element takes on a line; longer ones stick out, as they do in Python
 */
record Cells(List<String> texts, int width) {
    private static final double SCI_RATIO = 1000.0;
    private static final double SCI_ABOVE = 1.0e8;
    private static final double SCI_BELOW = 1.0e-4;

    /** Elements that are written as they are: integers and truth values. */
    static Cells ofTexts(int count, IntFunction<String> text) {
        List<String> texts = IntStream.range(0, count).mapToObj(text).toList();
        return aligned(texts, texts.stream().mapToInt(String::length).max().orElse(1));
    }

    /** Real numbers. */
    static Cells ofReals(double[] values, PrintOptions options) {
        return ofReals(values, 0, options);
    }

    /** Real numbers of a type that has no zero but takes another number for it. */
    static Cells ofReals(double[] values, double zero, PrintOptions options) {
        double[] telling = Arrays.stream(values)
                .filter(v -> Double.isFinite(v) && v != zero)
                .toArray();
        boolean whole = Arrays.stream(telling).allMatch(v -> v == Math.ceil(v));
        boolean scientific = telling.length > 0 && isScientific(telling, options);
        DoubleFunction<String> text = style(whole, scientific, options.precision());
        int width = Arrays.stream(telling)
                .mapToObj(text)
                .mapToInt(String::length)
                .max()
                .orElse(1);
        return aligned(Arrays.stream(values).mapToObj(text).toList(), width);
    }

    /** Complex numbers: their real and imaginary parts are laid out apart. */
    static Cells ofComplex(double[] real, double[] imaginary, PrintOptions options) {
        Cells left = ofReals(real, options);
        Cells right = ofReals(imaginary, options);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < real.length; i++) {
            String stripped = right.texts.get(i).stripLeading();
            texts.add(left.texts.get(i) + (stripped.startsWith("-") ? "" : "+") + stripped + "j");
        }
        return new Cells(texts, left.width + right.width + 1);
    }

    private static boolean isScientific(double[] telling, PrintOptions options) {
        Boolean wanted = options.sciMode();
        if (wanted != null) {
            return wanted;
        }
        double least = Arrays.stream(telling).map(Math::abs).min().orElseThrow();
        double most = Arrays.stream(telling).map(Math::abs).max().orElseThrow();
        return most / least > SCI_RATIO || most > SCI_ABOVE || least < SCI_BELOW;
    }

    private static DoubleFunction<String> style(boolean whole, boolean scientific, int precision) {
        if (scientific) {
            return value -> FloatText.scientific(value, precision);
        }
        if (whole) { // the point says that these are no integers
            return value -> FloatText.fixed(value, 0) + (Double.isFinite(value) ? "." : "");
        }
        return value -> FloatText.fixed(value, precision);
    }

    private static Cells aligned(List<String> texts, int width) {
        return new Cells(
                texts.stream()
                        .map(text -> " ".repeat(Math.max(0, width - text.length())) + text)
                        .toList(),
                width);
    }
}
