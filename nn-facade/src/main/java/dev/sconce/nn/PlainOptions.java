package dev.sconce.nn;

import java.util.function.Consumer;

/** Options of modules that have none but the dtype and device of their parameters. */
public final class PlainOptions extends FactoryOptions<PlainOptions> {
    private PlainOptions() {}

    static PlainOptions of(Consumer<PlainOptions> options) {
        PlainOptions chosen = new PlainOptions();
        options.accept(chosen);
        return chosen;
    }
}
