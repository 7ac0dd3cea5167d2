package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.bind.PyCall;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import dev.sconce.torch.Torch;

/** A module's initial values from a seed. */
final class InitModuleCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        Values values = new Values(source);
        Facade facade = new Facade(values);
        PyCall call = PyCall.read(source.object("constructor"), values);
        facade.prepare(call.bound());
        Torch.manualSeed(source.integer("seed"));
        Module module = facade.constructModule(source.text("class"), call.bound());
        new StructureCheck(comparison, values, "structure").run(module, source.object("structure"));
        StateCheck.run(comparison, values, "state", module, source.get("state_dict"));
        RandomStream.check(source, values, comparison);
    }
}
