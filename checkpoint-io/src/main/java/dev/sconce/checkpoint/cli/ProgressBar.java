package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.core.Progress;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** A bar on standard error that is drawn over itself, for work that takes a while on a terminal. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 40;
    private static final long FIRST_DRAW_NANOS = 300_000_000L;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long lastDraw = start + FIRST_DRAW_NANOS - REDRAW_NANOS;
    private boolean drawn;

    private ProgressBar(PrintWriter err) {
        this.err = err;
    }

    /** A bar, or nothing where there is no terminal to draw it on. */
    static Progress onTerminal(PrintWriter err) {
        return Ansi.AUTO.enabled() ? new ProgressBar(err) : Progress.NONE;
    }

    @Override
    public void update(long doneBytes, long totalBytes) {
        long now = System.nanoTime();
        boolean end = doneBytes >= totalBytes;
        if (now - lastDraw < REDRAW_NANOS && !(end && drawn)) {
            return;
        }
        lastDraw = now;
        drawn = true;
        int filled = totalBytes == 0 ? WIDTH : (int) (WIDTH * Math.min(doneBytes, totalBytes) / totalBytes);
        err.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + Sizes.of(doneBytes) + " of "
                + Sizes.of(totalBytes) + (end ? "\n" : " "));
        err.flush();
    }
}
