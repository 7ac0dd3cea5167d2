package dev.sconce.it.conformance.bind;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongToDoubleFunction;

/** The Python lambdas of the cases in Java, by their source. */
public final class Lambdas {
    private static final Map<String, Body> BODIES = Map.of(
            "lambda epoch: 0.9", epoch -> 0.9,
            "lambda epoch: 0.95", epoch -> 0.95,
            "lambda epoch: 0.95 ** epoch", epoch -> Math.pow(0.95, epoch),
            "lambda epoch: 1 / (1 + 0.1 * epoch)", epoch -> 1 / (1 + 0.1 * epoch),
            "lambda epoch: 1.0 if epoch < 5 else 0.8", epoch -> epoch < 5 ? 1.0 : 0.8,
            "lambda epoch: epoch // 30", epoch -> Math.floor(epoch / 30),
            "lambda x: 0.5 ** x", x -> Math.pow(0.5, x));

    private Lambdas() {}

    /**
     * The Java form of a Python lambda: a function from a number to a number.
     *
     * @throws NoSuchJavaException if the source is new
     */
    static Object find(String source) {
        Body body = BODIES.get(source);
        if (body == null) {
            throw new NoSuchJavaException(source);
        }
        return body;
    }

    /** A function of whichever number type the API has chosen. */
    private interface Body extends DoubleUnaryOperator, IntToDoubleFunction, LongToDoubleFunction {
        @Override
        default double applyAsDouble(int value) {
            return applyAsDouble((double) value);
        }

        @Override
        default double applyAsDouble(long value) {
            return applyAsDouble((double) value);
        }
    }
}
