package dev.sconce.train;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Lines in a coordinate system, as SVG. */
final class SvgChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 20;
    private static final int TOP = 40;
    private static final int BOTTOM = HEIGHT - 40;

    /** Colours that the colour-blind tell apart (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

    private final StringBuilder svg = new StringBuilder();
    private final String title;
    private final Map<String, List<TrainingCurve.Point>> series;
    private final Axis across;
    private final Axis up;

    SvgChart(String title, Map<String, List<TrainingCurve.Point>> series) {
        this.title = title;
        this.series = series;
        across = Axis.over(points(), TrainingCurve.Point::x, LEFT, RIGHT);
        up = Axis.over(points(), TrainingCurve.Point::y, BOTTOM, TOP);
    }

    private Stream<TrainingCurve.Point> points() {
        return series.values().stream().flatMap(List::stream);
    }

    String draw() {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                WIDTH, HEIGHT);
        line("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        line("<text x=\"%d\" y=\"22\" font-size=\"15\">%s</text>", LEFT, escape(title));
        drawAxes();
        int i = 0;
        for (Map.Entry<String, List<TrainingCurve.Point>> entry : series.entrySet()) {
            drawSeries(entry.getValue(), COLOURS.get(i % COLOURS.size()));
            drawLegend(entry.getKey(), COLOURS.get(i % COLOURS.size()), i);
            i++;
        }
        line("</svg>");
        return svg.toString();
    }

    private void drawAxes() {
        for (BigDecimal tick : up.ticks()) {
            double y = up.pixel(tick.doubleValue());
            line("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, RIGHT, y, y);
            line("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, tick.toPlainString());
        }
        for (BigDecimal tick : across.ticks()) {
            double x = across.pixel(tick.doubleValue());
            line("<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#888\"/>", x, x, BOTTOM, BOTTOM + 5);
            line("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, BOTTOM + 20, tick.toPlainString());
        }
        line("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/>", LEFT, TOP, BOTTOM, RIGHT);
    }

    private void drawSeries(List<TrainingCurve.Point> points, String colour) {
        StringBuilder path = new StringBuilder();
        char command = 'M';
        for (TrainingCurve.Point point : points) {
            if (point.isFinite()) {
                path.append(String.format(
                        Locale.ROOT, "%c%.1f %.1f", command, across.pixel(point.x()), up.pixel(point.y())));
            }
            command = point.isFinite() ? 'L' : 'M';
        }
        line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path, colour);
    }

    private void drawLegend(String name, String colour, int number) {
        int y = TOP + 14 + 18 * number;
        line(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"3\"/>",
                RIGHT - 20, RIGHT, y - 4, y - 4, colour);
        line("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", RIGHT - 26, y, escape(name));
    }

    private void line(String format, Object... arguments) {
        svg.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
                .append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
