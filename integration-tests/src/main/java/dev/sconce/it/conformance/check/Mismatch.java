package dev.sconce.it.conformance.check;

/** Java did something else than Python. */
public final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says where and how.
     *
     * @param where the place in the case, such as {@code grad weight}
     * @param how what Java has and what Python had
     */
    public Mismatch(String where, String how) {
        super(where + ": " + how);
    }
}
