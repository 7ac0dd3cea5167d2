package dev.sconce.nn.utils.prune;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.List;

/** The methods that pruned a tensor one after the other; the last one works on what the others left. */
public final class PruningContainer extends PruningMethod {
    private final List<PruningMethod> methods;

    /**
     * Joins methods.
     *
     * @param methods the methods in order, at least one
     * @throws IllegalArgumentException if there is none
     */
    public PruningContainer(List<? extends PruningMethod> methods) {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("a PruningContainer needs at least one method");
        }
        this.methods = List.copyOf(methods);
    }

    /** These methods and a further one. */
    PruningContainer with(PruningMethod method) {
        List<PruningMethod> more = new ArrayList<>(methods);
        more.add(method);
        return new PruningContainer(more);
    }

    /**
     * The methods in the order in which they were applied.
     *
     * @return a list that cannot be changed
     */
    public List<PruningMethod> methods() {
        return methods;
    }

    private PruningMethod last() {
        return methods.get(methods.size() - 1);
    }

    @Override
    public PruningType type() {
        return last().type();
    }

    @Override
    public long dim() {
        return last().dim();
    }

    @Override
    public Tensor computeMask(Tensor t, Tensor defaultMask) {
        Tensor mask = defaultMask.to(t.dtype());
        switch (type()) {
            case UNSTRUCTURED -> {
                Tensor left = defaultMask.eq(1);
                Tensor partial = last().computeMask(t.get(left), defaultMask.get(left));
                mask.at(left).set(partial.to(mask.dtype()));
            }
            case STRUCTURED -> prunedChannels(t, defaultMask, mask);
            case GLOBAL -> mask.copy_(last().computeMask(t, defaultMask));
        }
        return mask;
    }

    /** Channels that are pruned whole already do not count any more. */
    private void prunedChannels(Tensor t, Tensor defaultMask, Tensor mask) {
        long dims = t.dim();
        long dim = dim() < 0 ? dim() + dims : dim();
        if (dim < 0) {
            throw new TorchException("Index is out of bounds for tensor with dimensions " + dims);
        }
        Tensor left =
                defaultMask.movedim(dim, 0).flatten(1).sum(1).ne(0).nonzero().flatten();
        Tensor partial = last().computeMask(t.indexSelect(dim, left), defaultMask.indexSelect(dim, left));
        mask.indexCopy_(dim, left, partial.to(mask.dtype()));
    }
}
