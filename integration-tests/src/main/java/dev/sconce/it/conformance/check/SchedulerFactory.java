package dev.sconce.it.conformance.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.bind.PyCall;
import dev.sconce.it.conformance.cases.PyValue;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Parameter;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the optimizer of a scheduler's case, and schedulers over it. */
final class SchedulerFactory {
    /** The one scheduler that takes its optimizer from others. */
    private static final String CHAINED = "torch.optim.lr_scheduler.ChainedScheduler";

    private final Values values;
    private final Facade facade;
    private final Optimizer optimizer;

    SchedulerFactory(Values values, JsonObject optimizer) {
        this.values = values;
        this.facade = new Facade(values);
        this.optimizer = optimizer(optimizer);
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Facade facade() {
        return facade;
    }

    private Optimizer optimizer(JsonObject description) {
        List<ParamGroup> groups = new ArrayList<>();
        for (int i = 0; i < description.getAsJsonArray("param_shapes").size(); i++) {
            long[] shape = description.getAsJsonArray("param_shapes").get(i).getAsJsonArray().asList().stream()
                    .mapToLong(JsonElement::getAsLong)
                    .toArray();
            ParamGroup group = ParamGroup.of(List.of(new Parameter(Torch.zeros(shape))));
            values.named(description.getAsJsonArray("group_options").get(i)).forEach(group::put);
            groups.add(group);
        }
        List<Arg> args = new ArrayList<>(List.of(Arg.positional("params", groups)));
        values.named(description.get("kwargs")).forEach((name, value) -> args.add(Arg.named(name, value)));
        if (facade.construct(description.get("class").getAsString(), args) instanceof Optimizer made) {
            return made;
        }
        throw new NoSuchJavaException("optimizer " + description.get("class"));
    }

    /** Builds a scheduler, and those that are among its arguments before it. */
    Object scheduler(JsonObject description) {
        String path = description.get("class").getAsString();
        List<Arg> args = new ArrayList<>();
        if (!path.equals(CHAINED)) {
            args.add(Arg.positional("optimizer", optimizer));
        }
        for (Arg arg : PyCall.bound(description.get("bound"), values)) {
            args.add(new Arg(arg.name(), arg.positional(), arg.given(), withSchedulers(arg.value())));
        }
        return facade.construct(path, args);
    }

    private @Nullable Object withSchedulers(@Nullable Object value) {
        if (value instanceof PyValue.Scheduler nested) {
            return scheduler(nested.document());
        }
        if (value instanceof List<?> list && list.stream().anyMatch(PyValue.Scheduler.class::isInstance)) {
            List<@Nullable Object> built = new ArrayList<>();
            list.forEach(item -> built.add(withSchedulers(item)));
            return built;
        }
        return value;
    }
}
