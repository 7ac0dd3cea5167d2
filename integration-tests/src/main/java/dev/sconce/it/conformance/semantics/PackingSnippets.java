package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.slice;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.nn.utils.rnn.PackedSequence;
import dev.sconce.nn.utils.rnn.Rnn;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;

/** {@code utils/rnn_pack}: sequences of several lengths. */
final class PackingSnippets {
    private PackingSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("utils/rnn_pack", PackingSnippets::rnnPack);
    }

    private static void rnnPack(Observations out) {
        Tensor a = tensor(new long[] {1, 2, 3});
        Tensor b = tensor(new long[] {4, 5});
        Tensor c = tensor(new long[] {6});
        List<Tensor> all = List.of(a, b, c);
        Tensor p = Rnn.padSequence(all);
        out.out("pad", p);
        out.out("pad_bf", Rnn.padSequence(all, true, -1, "right"));
        out.out("left", Rnn.padSequence(all, true, 0, "left"));
        PackedSequence k = Rnn.packPaddedSequence(p, tensor(new long[] {3, 2, 1}));
        out.out("data", k.data());
        out.out("batch_sizes", k.batchSizes());
        PackedSequence q =
                Rnn.packPaddedSequence(p.get(slice(), List.of(2, 0, 1)), tensor(new long[] {1, 3, 2}), false, false);
        out.out("q_data", q.data());
        out.out("sorted", q.sortedIndices());
        out.out("unsorted", q.unsortedIndices());
        Rnn.Padded u = Rnn.padPackedSequence(q, true, 9, null);
        out.out("unpadded", u.output());
        out.out("lengths", u.lengths());
        out.out("pack_sequence", Rnn.packSequence(all, true).data());
        out.out(
                "unpad",
                Rnn.unpadSequence(p, tensor(new long[] {3, 2, 1}), false).stream()
                        .map(Tensor::toList)
                        .toList());
        out.error("error", () -> Rnn.packPaddedSequence(p, tensor(new long[] {1, 2, 3})));
        out.out("total", Py.shape(Rnn.padPackedSequence(k, false, 0, 5L).output()));
    }
}
