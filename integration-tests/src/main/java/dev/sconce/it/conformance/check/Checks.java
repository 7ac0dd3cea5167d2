package dev.sconce.it.conformance.check;

import java.util.Map;

/** The kinds of cases and what is done with them. */
public final class Checks {
    private static final Map<String, Check> BY_KIND = Map.ofEntries(
            Map.entry("module", new ModuleCheck()),
            Map.entry("module_error", new ModuleErrorCheck()),
            Map.entry("functional", new FunctionalCheck()),
            Map.entry("init_module", new InitModuleCheck()),
            Map.entry("init_net", new InitNetCheck()),
            Map.entry("init_fn", new InitFunctionCheck()),
            Map.entry("calculate_gain", new GainCheck()),
            Map.entry("init_error", new InitErrorCheck()),
            Map.entry("rng", new RngCheck()),
            Map.entry("optimizer", new OptimizerCheck()),
            Map.entry("optimizer_error", new OptimizerErrorCheck()),
            Map.entry("scheduler", new SchedulerCheck()),
            Map.entry("scheduler_error", new SchedulerErrorCheck()),
            Map.entry("semantics", new SemanticsCheck()));

    private Checks() {}

    /**
     * The check of a kind.
     *
     * @throws IllegalArgumentException if the kind is unknown
     */
    public static Check of(String kind) {
        Check check = BY_KIND.get(kind);
        if (check == null) {
            throw new IllegalArgumentException("cases of kind \"" + kind + "\" are not supported");
        }
        return check;
    }
}
