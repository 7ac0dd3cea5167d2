package dev.sconce.train;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** One axis of a chart: which values it spans, where they lie in pixels, and where its ticks are. */
final class Axis {
    private static final int TICKS = 5;

    private final double low;
    private final double high;
    private final double from;
    private final double to;

    private Axis(double low, double high, double from, double to) {
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
    }

    /**
     * An axis for some points.
     *
     * @param from the pixel of the lowest value
     * @param to the pixel of the highest
     */
    static Axis over(
            Stream<TrainingCurve.Point> points, ToDoubleFunction<TrainingCurve.Point> value, double from, double to) {
        var range =
                points.filter(TrainingCurve.Point::isFinite).mapToDouble(value).summaryStatistics();
        if (range.getCount() == 0) {
            return new Axis(0, 1, from, to);
        }
        // A line of one value lies in the middle.
        double margin = range.getMin() == range.getMax() ? Math.max(1e-3, Math.abs(range.getMin()) / 2) : 0;
        return new Axis(range.getMin() - margin, range.getMax() + margin, from, to);
    }

    double pixel(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** Round values, some five of them: steps of 1, 2 or 5 times a power of ten. */
    List<BigDecimal> ticks() {
        double rough = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step)));
        List<BigDecimal> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(BigDecimal.valueOf(i * step).setScale(digits, RoundingMode.HALF_EVEN));
        }
        return ticks;
    }
}
