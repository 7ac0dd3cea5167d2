package dev.sconce.checkpoint.cli;

/** Exit statuses of the commands. 2, for a wrong command line, is picocli's own. */
final class ExitStatus {
    /** Done; for {@code diff}: no difference; for {@code verify}: nothing wrong. */
    static final int OK = 0;

    /** Done, and something was found. */
    static final int FOUND = 1;

    /** The file was refused. */
    static final int REFUSED = 3;

    /** The file cannot be read or written, or the work cannot be done. */
    static final int FAILED = 4;

    private ExitStatus() {}
}
