package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.model.HostTensor;
import java.io.IOException;

/** The largest absolute difference between the elements of two tensors of one shape. */
final class LargestDifference {
    private LargestDifference() {}

    /** Not a number where one side has one and the other has not. */
    static double of(HostTensor left, HostTensor right) throws IOException {
        double[] a = left.data().toDoubleArray();
        double[] b = right.data().toDoubleArray();
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            boolean same = Double.doubleToLongBits(a[i]) == Double.doubleToLongBits(b[i]);
            largest = same ? largest : Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
