package dev.sconce.data;

/** Says where an exception came out that a worker threw; its own stack trace is the worker's. */
final class WorkerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private WorkerFailure(int worker) {
        super("Caught in DataLoader worker " + worker + ", thrown on to thread \""
                + Thread.currentThread().getName() + '"');
    }

    /** Throws what a worker threw, as it was, with the place where it came out beside it. */
    static RuntimeException rethrow(Throwable failure, int worker) {
        failure.addSuppressed(new WorkerFailure(worker));
        return WorkerFailure.<RuntimeException>unchecked(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // a checked one passes as it is
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
