package dev.sconce.checkpoint.cli;

import java.util.Locale;

/** Numbers of bytes for people. */
final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Sizes() {}

    static String of(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /**
     * Bytes out of a text such as {@code 5GB}, {@code 500MiB} or {@code 1000}; GB and GiB both count in steps of 1024.
     *
     * @throws IllegalArgumentException if it is none
     */
    static long parse(String text) {
        var matcher = java.util.regex.Pattern.compile(
                        "([0-9]{1,12})\\s*([KMGT]?)(i?B)?", java.util.regex.Pattern.CASE_INSENSITIVE)
                .matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a size is a number with B, KB, MB, GB or TB, but got '" + text + "'");
        }
        int power = "KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
        long factor = matcher.group(2).isEmpty() ? 1 : 1L << (10 * power);
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
    }
}
