package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * Deals the channels of {@code (N, C, *)} out to groups.
 */
public class ChannelShuffle extends Layer {
    /** The number of groups. */
    public final long groups;

    /**
     * Makes a layer.
     *
     * @param groups the number of groups
     */
    public ChannelShuffle(long groups) {
        this.groups = groups;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.channelShuffle(input, groups);
    }

    @Override
    public String extraRepr() {
        return "groups=" + groups;
    }
}
