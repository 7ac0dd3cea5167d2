package dev.sconce.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Indices that are drawn some at a time, the next ones when the last ones are used up: as the generator functions of
 * torch/utils/data/sampler.py, so that a random generator which others use too is drawn from at the same moments.
 */
final class DrawnIndices implements Iterator<Long> {

    /** Draws the next indices. */
    @FunctionalInterface
    interface Draw {
        /**
         * Some indices, or none.
         *
         * @param round how often was drawn before
         * @return null when there are no more
         */
        long @Nullable [] draw(long round);
    }

    private final Draw draw;
    private long round;
    private long @Nullable [] drawn = {};
    private int next;

    DrawnIndices(Draw draw) {
        this.draw = draw;
    }

    @Override
    public boolean hasNext() {
        while (drawn != null && next == drawn.length) {
            drawn = draw.draw(round++);
            next = 0;
        }
        return drawn != null;
    }

    @Override
    public Long next() {
        if (!hasNext() || drawn == null) {
            throw new NoSuchElementException();
        }
        return drawn[next++];
    }
}
