package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import java.util.List;

/** {@code torch.nn.init.calculate_gain}. */
final class GainCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        Values values = new Values(source);
        List<Arg> args = values.list(source.get("args")).stream()
                .map(value -> Arg.positional("", value))
                .toList();
        Object gain = new Facade(values).functions().init("torch.nn.init.calculate_gain", args);
        comparison.check("gain", gain, values.decode(source.get("expected")));
    }
}
