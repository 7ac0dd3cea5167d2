package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import dev.sconce.torch.Torch;
import java.util.function.Supplier;

/** A network's initial values, all drawn from one random stream. */
final class InitNetCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        Supplier<Module> network = Networks.BY_SOURCE.get(source.text("source_code"));
        if (network == null) {
            throw new NoSuchJavaException(source.text("source_code"));
        }
        Values values = new Values(source);
        Torch.manualSeed(source.integer("seed"));
        Module module = network.get();
        new StructureCheck(comparison, values, "structure").run(module, source.object("structure"));
        StateCheck.run(comparison, values, "state", module, source.get("state_dict"));
        long count = module.parameters().stream().mapToLong(p -> p.numel()).sum();
        comparison.check("number of parameters", count, source.integer("num_parameters"));
        RandomStream.check(source, values, comparison);
    }
}
