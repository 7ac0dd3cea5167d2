package dev.sconce.it.bench;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The medians of one benchmark.
 *
 * @param name its name
 * @param javaSeconds one round in Java
 * @param pythonSeconds one round in Python
 * @param ratio Java's time by Python's; above 1 Java is slower
 * @param javaPeakMib the memory that a round takes in Java, where that was measured
 * @param pythonPeakMib the same in Python
 */
record Measurement(
        String name,
        @SerializedName("java_s") double javaSeconds,
        @SerializedName("python_s") double pythonSeconds,
        double ratio,
        @SerializedName("java_peak_mib") @Nullable Double javaPeakMib,
        @SerializedName("python_peak_mib") @Nullable Double pythonPeakMib) {

    /** Without figures for memory. */
    Measurement(String name, double javaSeconds, double pythonSeconds, double ratio) {
        this(name, javaSeconds, pythonSeconds, ratio, null, null);
    }

    static Measurement ofSamples(String name, double[] java, double[] python) {
        double javaMedian = median(java);
        double pythonMedian = median(python);
        return new Measurement(name, javaMedian, pythonMedian, javaMedian / pythonMedian);
    }

    Measurement withPeaks(double javaMib, double pythonMib) {
        return new Measurement(name, javaSeconds, pythonSeconds, ratio, javaMib, pythonMib);
    }

    static double median(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
