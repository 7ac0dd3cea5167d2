package dev.sconce.data;

/** A batch to be made. */
final class WorkerTask {
    private static final int NONE = -1;

    private final int iteration;
    private final long number;
    private final long[] indices;

    private WorkerTask(int iteration, long number, long... indices) {
        this.iteration = iteration;
        this.number = number;
        this.indices = indices;
    }

    /**
     * A task.
     *
     * @param iteration which iteration wants the batch; persistent workers begin anew with each
     * @param number its place in the iteration
     * @param indices the samples
     */
    static WorkerTask of(int iteration, long number, long... indices) {
        return new WorkerTask(iteration, number, indices);
    }

    /** Ends a worker. */
    static WorkerTask end() {
        return new WorkerTask(NONE, NONE);
    }

    boolean isEnd() {
        return iteration == NONE;
    }

    int iteration() {
        return iteration;
    }

    long number() {
        return number;
    }

    long[] indices() {
        return indices;
    }
}
