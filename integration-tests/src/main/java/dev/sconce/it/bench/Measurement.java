package dev.sconce.it.bench;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;

/**
 * The medians of one benchmark.
 *
 * @param name its name
 * @param javaSeconds one round in Java
 * @param pythonSeconds one round in Python
 * @param ratio Java's time by Python's; above 1 Java is slower
 * @param javaPeak the bytes by which Java's process grew at most, from before the network was made; with what the JVM
 *     itself took meanwhile
 * @param pythonPeak the same of Python's process
 */
record Measurement(
        String name,
        @SerializedName("java_s") double javaSeconds,
        @SerializedName("python_s") double pythonSeconds,
        double ratio,
        @SerializedName("java_peak_bytes") long javaPeak,
        @SerializedName("python_peak_bytes") long pythonPeak) {

    static Measurement ofSamples(String name, double[] java, double[] python, long javaPeak, long pythonPeak) {
        double javaMedian = median(java);
        double pythonMedian = median(python);
        return new Measurement(name, javaMedian, pythonMedian, javaMedian / pythonMedian, javaPeak, pythonPeak);
    }

    static double median(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
