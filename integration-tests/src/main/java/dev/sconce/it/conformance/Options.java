package dev.sconce.it.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line: {@code DIR [SUITE] [--bundled] [--verbose] [--json FILE]} or {@code --generate DIR [SEED]}.
 *
 * @param generate whether to make cases and not to run them
 * @param folder the folder of cases
 * @param second a part of the names of the files to take, or the seed; empty for all, or for 0
 * @param bundled whether to run on the bundled libtorch although there is a Python
 * @param verbose whether to print each case that was not exact
 * @param json where to write the results too
 */
record Options(
        boolean generate,
        Path folder,
        String second,
        boolean bundled,
        boolean verbose,
        @Nullable Path json) {
    private static final String USAGE = "usage: conformance DIR [SUITE] [--bundled] [--verbose] [--json FILE]"
            + " or conformance --generate DIR [SEED]";

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is not of the form above
     */
    static Options parse(String... args) {
        List<String> plain = new ArrayList<>();
        boolean generate = false;
        boolean bundled = false;
        boolean verbose = false;
        Path json = null;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--generate" -> generate = true;
                case "--bundled" -> bundled = true;
                case "--verbose" -> verbose = true;
                case "--json" -> json = Path.of(value(args, ++i));
                default -> plain.add(args[i]);
            }
        }
        if (plain.isEmpty() || plain.size() > 2 || plain.stream().anyMatch(arg -> arg.startsWith("-"))) {
            throw new IllegalArgumentException(USAGE + "; got " + List.of(args));
        }
        String second = plain.size() > 1 ? plain.get(1) : "";
        return new Options(generate, Path.of(plain.get(0)), second, bundled, verbose, json);
    }

    private static String value(String[] args, int index) {
        if (index == args.length) {
            throw new IllegalArgumentException(USAGE + "; " + args[index - 1] + " needs a value");
        }
        return args[index];
    }

    /** The part of the names of the files to take; empty for all. */
    String suite() {
        return second;
    }

    /**
     * The seed to make cases with.
     *
     * @throws IllegalArgumentException if it is no number
     */
    long seed() {
        return second.isEmpty() ? 0 : Long.parseLong(second);
    }
}
