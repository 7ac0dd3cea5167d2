package dev.sconce.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Compares two printed texts: word for word, but for the last digit of a fraction, which the two builds of libtorch may
 * round in different ways.
 */
final class Transcript {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d*)?(?:e[+-]\\d+)?");

    /** What is below is the rounding of a sum that is zero, such as the mean of what was centered. */
    private static final double ROUNDING = 1e-6;

    private Transcript() {}

    static void assertSame(String actual, String expected) {
        assertThat(words(actual)).isEqualTo(words(expected));
        List<String> actualNumbers = numbers(actual);
        List<String> expectedNumbers = numbers(expected);
        for (int i = 0; i < expectedNumbers.size(); i++) {
            double difference = Double.parseDouble(actualNumbers.get(i)) - Double.parseDouble(expectedNumbers.get(i));
            assertThat(Math.abs(difference))
                    .as("%s in place of %s in\n%s", actualNumbers.get(i), expectedNumbers.get(i), actual)
                    .isLessThanOrEqualTo(allowed(expectedNumbers.get(i)));
        }
    }

    /** The text with each number as # and each run of white space as one blank; the room for a sign is none. */
    private static String words(String text) {
        String words = NUMBER.matcher(text).replaceAll("#");
        return words.replaceAll("\\s+", " ").replace("[ ", "[").strip();
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(MatchResult::group).toList();
    }

    /** One unit of the last digit, and a little for its own rounding; an integer is to be the same. */
    private static double allowed(String number) {
        boolean fraction = number.matches(".*(\\.\\d|e).*");
        return fraction ? Math.max(1.001 * new BigDecimal(number).ulp().doubleValue(), ROUNDING) : ROUNDING;
    }
}
