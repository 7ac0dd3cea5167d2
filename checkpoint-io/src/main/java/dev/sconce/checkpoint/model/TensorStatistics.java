package dev.sconce.checkpoint.model;

import java.io.IOException;

/**
 * What the elements of a tensor are like.
 *
 * @param count how many
 * @param min the smallest finite value; NaN if there is none
 * @param max the largest finite value; NaN if there is none
 * @param mean the mean of the finite values; NaN if there is none
 * @param nanCount how many are not a number
 * @param infiniteCount how many are infinite
 */
public record TensorStatistics(long count, double min, double max, double mean, long nanCount, long infiniteCount) {
    /** Whether any element is not a finite number. */
    public boolean hasNonFinite() {
        return nanCount + infiniteCount > 0;
    }

    static TensorStatistics of(TensorData data, HostTensor tensor) throws IOException {
        var decoder = ElementDecoder.of(tensor.dtype());
        var tally = new Tally();
        data.forEachChunk(chunk -> {
            while (chunk.hasRemaining()) {
                tally.add(decoder.nextDouble(chunk));
            }
        });
        return tally.result();
    }

    private static final class Tally {
        private long finite;
        private long nans;
        private long infinities;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double sum;

        void add(double value) {
            if (Double.isFinite(value)) {
                finite++;
                sum += value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            } else if (Double.isNaN(value)) {
                nans++;
            } else {
                infinities++;
            }
        }

        TensorStatistics result() {
            boolean none = finite == 0;
            return new TensorStatistics(
                    finite + nans + infinities,
                    none ? Double.NaN : min,
                    none ? Double.NaN : max,
                    none ? Double.NaN : sum / finite,
                    nans,
                    infinities);
        }
    }
}
