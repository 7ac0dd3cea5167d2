package dev.sconce.nn.utils.prune;

import dev.sconce.torch.Tensor;
import java.util.stream.LongStream;

/** Prunes the channels of the smallest norm. */
public final class LnStructured extends StructuredMethod {
    private final double n;

    /**
     * Prunes so many channels.
     *
     * @param amount a number of channels, 0 or more
     * @param n which norm, such as 1, 2 or infinity
     * @param dim the dimension of the channels; -1 in Python unless it is said
     */
    public LnStructured(long amount, double n, long dim) {
        super(new PruningAmount(amount), dim);
        this.n = n;
    }

    /**
     * Prunes a fraction of the channels.
     *
     * @param amount a fraction, from 0 to 1
     * @param n which norm, such as 1, 2 or infinity
     * @param dim the dimension of the channels; -1 in Python unless it is said
     */
    public LnStructured(double amount, double n, long dim) {
        super(new PruningAmount(amount), dim);
        this.n = n;
    }

    @Override
    Tensor kept(Tensor t, long channels, long count) {
        long channelDim = dim() < 0 ? dim() + t.dim() : dim();
        long[] others =
                LongStream.range(0, t.dim()).filter(d -> d != channelDim).toArray();
        return t.norm(n, others).topk(channels - count).indices();
    }
}
