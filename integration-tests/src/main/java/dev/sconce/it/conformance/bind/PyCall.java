package dev.sconce.it.conformance.bind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sconce.it.conformance.cases.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a Python call.
 *
 * @param positional as the caller gave them by position
 * @param named as the caller gave them by name
 * @param bound all of them in the order of the signature, defaults included
 */
public record PyCall(List<@Nullable Object> positional, Map<String, @Nullable Object> named, List<Arg> bound) {

    /**
     * Reads a call from {@code args}, {@code kwargs} and {@code bound} of a case.
     *
     * @param json the call
     * @param values what decodes the arguments
     */
    public static PyCall read(JsonObject json, Values values) {
        List<@Nullable Object> positional = values.list(json.get("args"));
        Map<String, @Nullable Object> named = values.named(json.get("kwargs"));
        JsonElement signature = json.get("bound");
        return new PyCall(positional, named, hasNames(signature) ? bound(signature, values) : plain(positional, named));
    }

    /** Built-in functions have no signature, and dispatching ones only {@code *args, **kwargs}. */
    private static boolean hasNames(@Nullable JsonElement signature) {
        if (signature == null || signature.isJsonNull()) {
            return false;
        }
        for (JsonElement parameter : signature.getAsJsonArray()) {
            if (kind(parameter).equals("VAR_KEYWORD")) {
                return false;
            }
        }
        return true;
    }

    private static String kind(JsonElement parameter) {
        return parameter.getAsJsonObject().get("kind").getAsString();
    }

    /** Reads {@code bound} alone: the arguments in the order of the signature. */
    public static List<Arg> bound(JsonElement signature, Values values) {
        List<Arg> args = new ArrayList<>();
        for (JsonElement parameter : signature.getAsJsonArray()) {
            JsonObject entry = parameter.getAsJsonObject();
            args.add(new Arg(
                    entry.get("name").getAsString(),
                    !kind(entry).equals("KEYWORD_ONLY"),
                    !entry.get("default").getAsBoolean(),
                    values.decode(entry.get("value"))));
        }
        return args;
    }

    private static List<Arg> plain(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        List<Arg> args = new ArrayList<>();
        positional.forEach(value -> args.add(Arg.positional("", value)));
        named.forEach((name, value) -> args.add(Arg.named(name, value)));
        return args;
    }
}
