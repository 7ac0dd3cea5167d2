package dev.sconce.data;

import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits datasets at random, such as into what is trained with and what is held out ({@code random_split}). */
public final class RandomSplit {
    private static final System.Logger LOG = System.getLogger(RandomSplit.class.getName());

    /** {@code math.isclose} with its default. */
    private static final double CLOSE = 1e-9;

    private RandomSplit() {}

    /**
     * Splits by numbers of samples, at random by the default generator.
     *
     * @param dataset the whole
     * @param lengths the sizes of the parts; their sum is the size of the whole
     * @param <T> the class of a sample
     * @return the parts
     * @throws IllegalArgumentException if the sum is another one
     */
    public static <T> List<Subset<T>> of(Dataset<T> dataset, long... lengths) {
        return of(dataset, null, lengths);
    }

    /**
     * Splits by numbers of samples.
     *
     * @param dataset the whole
     * @param generator what chooses, or null for the default generator
     * @param lengths the sizes of the parts; their sum is the size of the whole
     * @param <T> the class of a sample
     * @return the parts
     * @throws IllegalArgumentException if the sum is another one
     */
    public static <T> List<Subset<T>> of(Dataset<T> dataset, @Nullable Generator generator, long... lengths) {
        long sum = Arrays.stream(lengths).sum();
        if (sum != dataset.size()) {
            throw new IllegalArgumentException("Sum of input lengths does not equal the length of the input dataset!");
        }
        long[] order;
        try (Tensor permutation = Torch.randperm(sum, generator)) {
            order = permutation.toLongArray();
        }
        List<Subset<T>> parts = new ArrayList<>();
        int begin = 0;
        for (long length : lengths) {
            int end = Math.toIntExact(begin + length);
            parts.add(new Subset<>(dataset, Arrays.copyOfRange(order, begin, end)));
            begin = end;
        }
        return parts;
    }

    /**
     * Splits by parts of 1, at random by the default generator. Sizes are rounded down, and the samples that are left go to
     * the parts in turn.
     *
     * @param dataset the whole
     * @param fractions the parts, as 0.8 and 0.2; their sum is 1
     * @param <T> the class of a sample
     * @return the parts
     * @throws IllegalArgumentException if the sum is not 1, or a part is not between 0 and 1
     */
    public static <T> List<Subset<T>> of(Dataset<T> dataset, double... fractions) {
        return of(dataset, null, fractions);
    }

    /**
     * Splits by parts of 1. Sizes are rounded down, and the samples that are left go to the parts in turn.
     *
     * @param dataset the whole
     * @param generator what chooses, or null for the default generator
     * @param fractions the parts, as 0.8 and 0.2; their sum is 1
     * @param <T> the class of a sample
     * @return the parts
     * @throws IllegalArgumentException if the sum is not 1, or a part is not between 0 and 1
     */
    public static <T> List<Subset<T>> of(Dataset<T> dataset, @Nullable Generator generator, double... fractions) {
        return of(dataset, generator, lengths(dataset.size(), fractions));
    }

    private static long[] lengths(long size, double[] fractions) {
        double sum = 0;
        for (double fraction : fractions) {
            sum += fraction; // one after the other, as Python's sum()
        }
        if (sum > 1 || 1 - sum > CLOSE) {
            throw new IllegalArgumentException("Sum of input lengths does not equal the length of the input dataset!");
        }
        long[] lengths = new long[fractions.length];
        for (int i = 0; i < lengths.length; i++) {
            if (fractions[i] < 0 || fractions[i] > 1) {
                throw new IllegalArgumentException("Fraction at index " + i + " is not between 0 and 1");
            }
            lengths[i] = (long) Math.floor(size * fractions[i]);
        }
        long left = size - Arrays.stream(lengths).sum();
        for (int i = 0; i < left; i++) {
            lengths[i % lengths.length]++;
        }
        warnOfEmpty(lengths);
        return lengths;
    }

    private static void warnOfEmpty(long[] lengths) {
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] == 0) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Length of split at index " + i + " is 0. This might result in an empty dataset.");
            }
        }
    }
}
