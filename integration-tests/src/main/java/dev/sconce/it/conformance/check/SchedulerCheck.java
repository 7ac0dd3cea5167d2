package dev.sconce.it.conformance.check;

import com.google.gson.JsonArray;
import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.Attribute;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.optim.ParamGroup;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A learning-rate scheduler: rates and momentums after each step as exact doubles, and its state. */
final class SchedulerCheck implements Check {
    private static final int HALF_WAY = 15;

    @Override
    public void run(Case source, Comparison comparison) {
        new Run(source, comparison).run();
    }

    /** One case. */
    private static final class Run {
        private final Case source;
        private final Comparison comparison;
        private final Values values;
        private final SchedulerFactory factory;
        private final Object scheduler;

        Run(Case source, Comparison comparison) {
            this.source = source;
            this.comparison = comparison;
            this.values = new Values(source);
            this.factory = new SchedulerFactory(values, source.object("optimizer"));
            this.scheduler = factory.scheduler(source.document());
        }

        void run() {
            check("lrs", 0, rates());
            int steps = source.get("lrs").getAsJsonArray().size() - 1;
            for (int step = 1; step <= steps; step++) {
                factory.optimizer().step();
                factory.facade().callMethod(scheduler, "step", metrics(step));
                check("lrs", step, rates());
                check("momentums", step, momentums());
                if (!row("last_lrs", step).isEmpty()) {
                    check("last_lrs", step, factory.facade().callMethod(scheduler, "get_last_lr", List.of()));
                }
                if (step == HALF_WAY) {
                    checkState("state_dict_15");
                }
            }
            checkState("state_dict_final");
            comparison
                    .strict()
                    .check("param_groups", groups(), values.decode(source.get("optimizer_param_groups_final")));
            checkLastEpoch();
        }

        private List<Arg> metrics(int step) {
            if (!source.has("metrics")) {
                return List.of();
            }
            JsonArray metrics = source.get("metrics").getAsJsonArray();
            return List.of(Arg.positional("metrics", values.decode(metrics.get(step - 1))));
        }

        private List<@Nullable Object> row(String field, int step) {
            var row = source.get(field).getAsJsonArray().get(step);
            return row.isJsonNull() ? List.of() : values.list(row);
        }

        private void check(String field, int step, @Nullable Object got) {
            comparison.check(field + " " + step, got, row(field, step));
        }

        private List<Double> rates() {
            return factory.optimizer().paramGroups().stream()
                    .map(ParamGroup::lr)
                    .toList();
        }

        /** The momentum of each group, or the first of its betas, or None. */
        private List<@Nullable Object> momentums() {
            List<@Nullable Object> momentums = new ArrayList<>();
            for (ParamGroup group : factory.optimizer().paramGroups()) {
                if (group.has("momentum")) {
                    momentums.add(group.get("momentum"));
                } else {
                    momentums.add(
                            group.has("betas") && group.get("betas") instanceof Tuple betas ? betas.get(0) : null);
                }
            }
            return momentums;
        }

        private List<Map<String, @Nullable Object>> groups() {
            List<Map<String, @Nullable Object>> groups = new ArrayList<>();
            for (ParamGroup group : factory.optimizer().paramGroups()) {
                groups.add(new LinkedHashMap<>(group.options()));
            }
            return groups;
        }

        private void checkState(String field) {
            Object state = factory.facade().callMethod(scheduler, "state_dict", List.of());
            comparison.strict().check(field, state, values.decode(source.get(field)));
        }

        private void checkLastEpoch() {
            Object expected = values.decode(source.get("last_epoch"));
            if (expected != null) {
                comparison.check("last_epoch", Attribute.read(scheduler, "last_epoch", expected), expected);
            }
        }
    }
}
