package dev.sconce.it.conformance.bind;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The signatures of built-in functions, which Python itself cannot tell: {@code signatures.txt}. */
public final class Signatures {
    private static final Map<String, List<Parameter>> BY_NAME = read();

    private Signatures() {}

    /**
     * Binds a call of a built-in function to its parameters.
     *
     * @param path the function, such as {@code torch.nn.functional.gelu}
     * @param call the call
     * @return the arguments in the order of the signature, or as they were if the function is not built in
     */
    public static List<Arg> bind(String path, PyCall call) {
        List<Parameter> signature = BY_NAME.get(Names.last(path));
        if (signature == null || call.bound().stream().anyMatch(arg -> !arg.given())) {
            return call.bound();
        }
        List<Arg> bound = new ArrayList<>();
        for (int i = 0; i < signature.size(); i++) {
            Parameter parameter = signature.get(i);
            boolean named = call.named().containsKey(parameter.name);
            if (i < call.positional().size()) {
                bound.add(Arg.positional(parameter.name, call.positional().get(i)));
            } else {
                Object value = named ? call.named().get(parameter.name) : parameter.byDefault;
                bound.add(new Arg(parameter.name, true, named, value));
            }
        }
        return bound;
    }

    private static Map<String, List<Parameter>> read() {
        Map<String, List<Parameter>> signatures = new HashMap<>();
        try (InputStream in = Signatures.class.getResourceAsStream("signatures.txt")) {
            if (in == null) {
                throw new IllegalStateException("signatures.txt is not on the class path");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> signatures.put(line.substring(0, line.indexOf('(')), parameters(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return signatures;
    }

    private static List<Parameter> parameters(String line) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part :
                line.substring(line.indexOf('(') + 1, line.length() - 1).split(", ", -1)) {
            int equals = part.indexOf('=');
            parameters.add(
                    equals < 0
                            ? new Parameter(part, null)
                            : new Parameter(part.substring(0, equals), literal(part.substring(equals + 1))));
        }
        return parameters;
    }

    private static @Nullable Object literal(String text) {
        return switch (text) {
            case "None" -> null;
            case "True" -> true;
            case "False" -> false;
            default -> text.startsWith("'") ? (Object) text.substring(1, text.length() - 1) : number(text);
        };
    }

    private static Object number(String text) {
        return text.contains(".") || text.contains("e") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
    }

    private record Parameter(String name, @Nullable Object byDefault) {}
}
