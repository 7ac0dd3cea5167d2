package dev.sconce.it.conformance.check;

import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.bind.PyCall;
import dev.sconce.it.conformance.bind.States;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import dev.sconce.torch.Torch;

/** A module that refuses its constructor's arguments or its inputs. */
final class ModuleErrorCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        JsonObject error = source.object("error");
        String expected = error.get("phase").getAsString();
        Values values = new Values(source);
        Facade facade = new Facade(values);
        String phase = "construct";
        PyCall constructor = PyCall.read(source.object("constructor"), values);
        try {
            Torch.manualSeed(source.object("constructor").get("seed").getAsLong());
            Module module = facade.constructModule(source.text("class"), constructor.bound());
            phase = "none";
            if (source.has("forward")) {
                phase = "forward";
                forward(source, values, facade, module);
                phase = "none";
            }
        } catch (NoSuchJavaException e) {
            comparison.check("phase", phase, expected);
            TypeErrors.check(
                    comparison, error, e, constructor.bound(), args -> facade.takes(source.text("class"), args));
            return;
        } catch (RuntimeException e) {
            comparison.check("phase", phase, expected);
            ErrorText.check(comparison, e, error, source.has("expected_regex") ? source.text("expected_regex") : null);
            return;
        }
        comparison.check("phase", phase, expected);
    }

    private static void forward(Case source, Values values, Facade facade, Module module) {
        module.train(!source.has("training") || source.flag("training"));
        States.load(module, source.get("state_dict"), values);
        PyCall inputs = PyCall.read(source.object("forward"), values);
        Torch.manualSeed(source.object("forward").get("seed").getAsLong());
        facade.call(module, inputs);
    }
}
