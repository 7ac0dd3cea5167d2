package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.Exceptions;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.bind.PyCall;
import dev.sconce.it.conformance.bind.Signatures;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function of {@code torch.nn.functional}: outputs and gradients. */
final class FunctionalCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        Values values = new Values(source);
        String path = source.text("function");
        PyCall call = PyCall.read(source.object("forward"), values);
        List<Arg> args = Signatures.bind(path, call);
        Torch.manualSeed(source.object("forward").get("seed").getAsLong());
        Object result = new Facade(values)
                .functions()
                .call(Exceptions.function(path, args), Exceptions.functionArguments(args));
        Object expected = values.decode(source.get("outputs"));
        Map<String, @Nullable Object> outputs = Leaves.ofJava("outputs", result, expected);
        Leaves.ofPython(expected).forEach((at, leaf) -> comparison.check("outputs" + at, outputs.get(at), leaf));
        new Gradients(source, values, comparison).run(Leaves.tensors(outputs), call, null);
    }
}
