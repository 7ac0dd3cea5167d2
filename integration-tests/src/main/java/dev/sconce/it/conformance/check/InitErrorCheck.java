package dev.sconce.it.conformance.check;

import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.bind.PyCall;
import dev.sconce.it.conformance.bind.Signatures;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function of {@code torch.nn.init} that refuses its arguments; or does not, as Python does not. */
final class InitErrorCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        Values values = new Values(source);
        List<@Nullable Object> positional = new ArrayList<>();
        positional.add(Torch.empty(InitFunctionCheck.shape(source)));
        positional.addAll(values.list(source.get("args")));
        PyCall call = new PyCall(
                positional,
                Map.of(),
                positional.stream().map(v -> Arg.positional("", v)).toList());
        boolean expected = source.get("error").isJsonObject();
        String path = source.text("function");
        try {
            new Facade(values).functions().init(path, Signatures.bind(path, call));
        } catch (RuntimeException e) {
            if (!expected) {
                throw e;
            }
            JsonObject error = source.object("error");
            ErrorText.check(comparison, e, error, null);
            return;
        }
        comparison.check("an error", false, expected);
    }
}
