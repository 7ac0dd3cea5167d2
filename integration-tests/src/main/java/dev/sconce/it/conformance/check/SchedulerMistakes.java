package dev.sconce.it.conformance.check;

import java.util.HashMap;
import java.util.Map;

/** The mistakes of the scheduler cases, in Java. */
final class SchedulerMistakes {
    /** Java by Python's source. */
    static final Map<String, Runnable> BY_SOURCE = new HashMap<>();

    private SchedulerMistakes() {}
}
