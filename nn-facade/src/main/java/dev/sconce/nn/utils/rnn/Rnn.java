package dev.sconce.nn.utils.rnn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Packing and padding of sequences of several lengths: the functions of {@code torch.nn.utils.rnn}. */
public final class Rnn {
    private Rnn() {}

    /**
     * The way back of a permutation.
     *
     * @param permutation the numbers from 0 in any order
     * @return where each number was
     */
    public static Tensor invertPermutation(Tensor permutation) {
        Tensor positions = Torch.arange(0, permutation.numel(), options -> options.device(permutation.device()));
        return Torch.emptyLike(permutation, MemoryFormat.CONTIGUOUS).scatter_(0, permutation, positions);
    }

    /**
     * Packs sequences that are padded to one length and sorted by their own, the longest first.
     *
     * @param input of shape {@code (T, B, *)}
     * @param lengths the length of each sequence
     * @return the packed sequences
     */
    public static PackedSequence packPaddedSequence(Tensor input, Tensor lengths) {
        return packPaddedSequence(input, lengths, false, true);
    }

    /**
     * Packs sequences that are padded to one length.
     *
     * @param input of shape {@code (T, B, *)}, or {@code (B, T, *)} if the batch comes first
     * @param lengths the length of each sequence
     * @param batchFirst whether the batch comes first
     * @param enforceSorted whether the longest must come first; otherwise they are sorted here
     * @return the packed sequences
     */
    public static PackedSequence packPaddedSequence(
            Tensor input, Tensor lengths, boolean batchFirst, boolean enforceSorted) {
        Tensor longs = lengths.to(DType.INT64);
        if (enforceSorted) {
            return pack(input, longs, batchFirst, null);
        }
        var sorted = Torch.sort(longs, -1, true);
        Tensor order = sorted.indices().to(input.device(), DType.INT64);
        return pack(input.indexSelect(batchFirst ? 0 : 1, order), sorted.values(), batchFirst, order);
    }

    /**
     * Packs sequences that are padded to one length.
     *
     * @param input of shape {@code (T, B, *)}, or {@code (B, T, *)} if the batch comes first
     * @param lengths the length of each sequence
     * @param batchFirst whether the batch comes first
     * @param enforceSorted whether the longest must come first; otherwise they are sorted here
     * @return the packed sequences
     */
    public static PackedSequence packPaddedSequence(
            Tensor input, long[] lengths, boolean batchFirst, boolean enforceSorted) {
        return packPaddedSequence(input, lengthsOf(lengths), batchFirst, enforceSorted);
    }

    private static Tensor lengthsOf(long[] lengths) {
        Tensor tensor = Torch.empty(options -> options.dtype(DType.INT64), lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            tensor.select(0, i).fill_(lengths[i]);
        }
        return tensor;
    }

    private static PackedSequence pack(Tensor input, Tensor lengths, boolean batchFirst, @Nullable Tensor order) {
        List<?> packed =
                (List<?>) Objects.requireNonNull(Torch.call("aten::_pack_padded_sequence", input, lengths, batchFirst));
        return new PackedSequence((Tensor) packed.get(0), (Tensor) packed.get(1), order, null);
    }

    /**
     * Unpacks sequences and pads them with zeros to the longest.
     *
     * @param sequence the packed sequences
     * @return of shape {@code (T, B, *)}, and the lengths
     */
    public static Padded padPackedSequence(PackedSequence sequence) {
        return padPackedSequence(sequence, false, 0.0, null);
    }

    /**
     * Unpacks sequences and pads them.
     *
     * @param sequence the packed sequences
     * @param batchFirst whether the batch comes first in the result
     * @param paddingValue what to pad with
     * @param totalLength the length to pad to; null for the longest
     * @return of shape {@code (T, B, *)}, or {@code (B, T, *)} if the batch comes first, and the lengths
     * @throws IllegalArgumentException if the total length is less than the longest
     */
    public static Padded padPackedSequence(
            PackedSequence sequence, boolean batchFirst, Number paddingValue, @Nullable Long totalLength) {
        long longest = sequence.batchSizes().size(0);
        if (totalLength != null && totalLength < longest) {
            throw new IllegalArgumentException("Expected total_length to be at least the length of the longest sequence"
                    + " in input, but got total_length=" + totalLength + " and max sequence length being " + longest);
        }
        List<?> result = (List<?>) Objects.requireNonNull(Torch.call(
                "aten::_pad_packed_sequence",
                sequence.data(),
                sequence.batchSizes(),
                batchFirst,
                paddingValue,
                totalLength == null ? longest : totalLength));
        Tensor padded = (Tensor) result.get(0);
        Tensor lengths = (Tensor) result.get(1);
        Tensor back = sequence.unsortedIndices();
        return back == null
                ? new Padded(padded, lengths)
                : new Padded(
                        padded.indexSelect(batchFirst ? 0 : 1, back),
                        lengths.indexSelect(0, back.to(Device.CPU, DType.INT64)));
    }

    /**
     * Pads sequences with zeros to the longest.
     *
     * @param sequences of shape {@code (L, *)} each
     * @return of shape {@code (T, B, *)}
     */
    public static Tensor padSequence(List<? extends Tensor> sequences) {
        return padSequence(sequences, false, 0.0, "right");
    }

    /**
     * Pads sequences to the longest.
     *
     * @param sequences of shape {@code (L, *)} each
     * @param batchFirst whether the batch comes first in the result
     * @param paddingValue what to pad with
     * @param paddingSide {@code right} or {@code left}
     * @return of shape {@code (T, B, *)}, or {@code (B, T, *)} if the batch comes first
     */
    public static Tensor padSequence(
            List<? extends Tensor> sequences, boolean batchFirst, double paddingValue, String paddingSide) {
        return NnOps.padSequence(sequences, batchFirst, paddingValue, paddingSide);
    }

    /**
     * Takes the padding off.
     *
     * @param padded of shape {@code (T, B, *)}, or {@code (B, T, *)} if the batch comes first
     * @param lengths the length of each sequence
     * @param batchFirst whether the batch comes first
     * @return the sequences, of shape {@code (L, *)} each
     */
    public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths, boolean batchFirst) {
        Tensor batch = batchFirst ? padded : padded.transpose(0, 1);
        List<Tensor> sequences = new ArrayList<>();
        for (long i = 0; i < batch.size(0); i++) {
            sequences.add(batch.select(0, i).narrow(0, 0, lengths.select(0, i).itemLong()));
        }
        return sequences;
    }

    /**
     * Packs sequences.
     *
     * @param sequences of shape {@code (L, *)} each
     * @param enforceSorted whether the longest must come first; otherwise they are sorted here
     * @return the packed sequences
     */
    public static PackedSequence packSequence(List<? extends Tensor> sequences, boolean enforceSorted) {
        long[] lengths =
                sequences.stream().mapToLong(sequence -> sequence.size(0)).toArray();
        return packPaddedSequence(padSequence(sequences), lengths, false, enforceSorted);
    }

    /**
     * Unpacks sequences.
     *
     * @param sequences the packed sequences
     * @return the sequences, of shape {@code (L, *)} each, in their first order
     */
    public static List<Tensor> unpackSequence(PackedSequence sequences) {
        Padded padded = padPackedSequence(sequences, true, 0.0, null);
        return unpadSequence(padded.output(), padded.lengths(), true);
    }

    /**
     * Sequences that are padded to one length.
     *
     * @param output the sequences
     * @param lengths the length of each
     */
    public record Padded(Tensor output, Tensor lengths) {}
}
