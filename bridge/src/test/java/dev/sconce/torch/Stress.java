package dev.sconce.torch;

import java.time.Duration;

/** How long tests under stress run: a few seconds, or as long as {@code -Dsconce.stress.seconds} says. */
final class Stress {
    private static final Integer SECONDS = Integer.getInteger("sconce.stress.seconds");

    private Stress() {}

    /** Whether somebody asked for the long form, on a machine that has nothing else to do. */
    static boolean isLong() {
        return SECONDS != null;
    }

    static Duration duration() {
        return Duration.ofSeconds(SECONDS == null ? 3 : SECONDS);
    }
}
