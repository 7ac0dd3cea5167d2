package dev.sconce.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured in the course of a run, such as losses, and its picture as SVG.
 *
 * <pre>{@code
 * var curve = new TrainingCurve("loss");
 * curve.add("training", step, loss.item());
 * curve.add("held out", step, heldOutLoss);
 * curve.save(Path.of("loss.svg"));
 * }</pre>
 */
public final class TrainingCurve {
    /**
     * One measurement.
     *
     * @param x where in the run, such as the number of the step
     * @param y what was measured
     */
    public record Point(double x, double y) {
        boolean isFinite() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    private final String title;
    private final Map<String, List<Point>> series = new LinkedHashMap<>();

    /**
     * Begins with nothing measured.
     *
     * @param title what the picture is called
     */
    public TrainingCurve(String title) {
        this.title = title;
    }

    /**
     * Notes a measurement.
     *
     * @param name the line that it belongs to, which begins with its first one
     * @param x where in the run
     * @param y what was measured; where it is not finite, the line has a gap
     */
    public void add(String name, double x, double y) {
        series.computeIfAbsent(name, first -> new ArrayList<>()).add(new Point(x, y));
    }

    /**
     * What was measured.
     *
     * @return the points of each line, in the order in which they were added; read-only
     */
    public Map<String, List<Point>> series() {
        return Collections.unmodifiableMap(series);
    }

    /**
     * The picture.
     *
     * @return an SVG document of 640 by 400 pixels
     */
    public String toSvg() {
        return new SvgChart(title, series).draw();
    }

    /**
     * Writes the picture to a file.
     *
     * @param file its name, ending in {@code .svg}
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        Files.writeString(file, toSvg(), StandardCharsets.UTF_8);
    }
}
