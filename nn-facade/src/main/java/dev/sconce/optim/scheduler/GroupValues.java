package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import java.util.Arrays;

/** One number for all groups, or one for each. */
final class GroupValues {
    private final double[] values;
    private final boolean forEach;

    private GroupValues(double[] values, boolean forEach) {
        this.values = values;
        this.forEach = forEach;
    }

    static GroupValues of(double value) {
        return new GroupValues(new double[] {value}, false);
    }

    static GroupValues of(double[] values) {
        return new GroupValues(values.clone(), true);
    }

    /** {@code _format_param}: one for each group. */
    double[] expand(String name, Optimizer optimizer) {
        int groups = optimizer.paramGroups().size();
        if (forEach && values.length != groups) {
            throw new IllegalArgumentException(name + " must have the same length as optimizer.param_groups. " + name
                    + " has " + values.length + " values, param_groups has " + groups + ".");
        }
        double[] expanded = Arrays.copyOf(values, groups);
        if (!forEach) {
            Arrays.fill(expanded, values[0]);
        }
        return expanded;
    }
}
