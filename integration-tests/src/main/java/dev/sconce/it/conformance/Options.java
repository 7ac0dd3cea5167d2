package dev.sconce.it.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line: {@code DIR [SUITE] [--verbose] [--json FILE]}.
 *
 * @param folder the folder of cases
 * @param suite a part of the names of the files to take; empty for all
 * @param verbose whether to print each case that was not exact
 * @param json where to write the results too
 */
record Options(
        Path folder,
        String suite,
        boolean verbose,
        @Nullable Path json) {
    private static final String USAGE = "usage: conformance DIR [SUITE] [--verbose] [--json FILE]";

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is not of the form above
     */
    static Options parse(String... args) {
        List<String> plain = new ArrayList<>();
        boolean verbose = false;
        Path json = null;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "" -> {} // an argument that the script leaves empty
                case "--verbose" -> verbose = true;
                case "--json" -> json = Path.of(value(args, ++i));
                default -> plain.add(args[i]);
            }
        }
        if (plain.isEmpty() || plain.size() > 2 || plain.stream().anyMatch(arg -> arg.startsWith("-"))) {
            throw new IllegalArgumentException(USAGE + "; got " + List.of(args));
        }
        return new Options(Path.of(plain.get(0)), plain.size() > 1 ? plain.get(1) : "", verbose, json);
    }

    private static String value(String[] args, int index) {
        if (index == args.length) {
            throw new IllegalArgumentException(USAGE + "; " + args[index - 1] + " needs a value");
        }
        return args[index];
    }
}
