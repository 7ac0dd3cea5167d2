package dev.sconce.it.conformance.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Attribute;
import dev.sconce.it.conformance.bind.Exceptions;
import dev.sconce.it.conformance.bind.JavaClasses;
import dev.sconce.it.conformance.bind.Names;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what a module looks like: class, text, names, attributes. */
final class StructureCheck {
    private final Comparison comparison;
    private final Values values;
    private final String where;

    StructureCheck(Comparison comparison, Values values, String where) {
        this.comparison = comparison;
        this.values = values;
        this.where = where;
    }

    void run(Module module, JsonObject structure) {
        comparison.attempt(() -> checkClass(module, structure.get("class").getAsString(), ".class"));
        checkText(".repr", module.toString(), structure);
        checkText(".extra_repr", module.extraRepr(), structure);
        check(".named_parameters", List.copyOf(module.namedParameters().keySet()), structure);
        check(".named_buffers", List.copyOf(module.namedBuffers().keySet()), structure);
        comparison.attempt(() -> checkModules(module, structure.getAsJsonArray("named_modules")));
        for (JsonElement attribute : structure.getAsJsonArray("attributes")) {
            JsonArray pair = attribute.getAsJsonArray();
            comparison.attempt(() -> checkAttribute(module, pair.get(0).getAsString(), values.decode(pair.get(1))));
        }
    }

    private void check(String name, Object got, JsonObject structure) {
        Object expected = values.decode(structure.get(name.substring(1)));
        comparison.attempt(() -> comparison.check(where + name, got, expected));
    }

    private void checkText(String name, String got, JsonObject structure) {
        String expected = Exceptions.text(structure.get(name.substring(1)).getAsString());
        comparison.attempt(() -> comparison.check(where + name, got, expected));
    }

    private void checkAttribute(Module module, String name, @Nullable Object expected) {
        comparison.check(where + ".attribute " + name, Attribute.read(module, name, expected), expected);
    }

    private void checkModules(Module module, JsonArray expected) {
        Map<String, Module> modules = module.namedModules();
        List<String> names = new ArrayList<>();
        expected.forEach(pair -> names.add(pair.getAsJsonArray().get(0).getAsString()));
        comparison.check(where + ".named_modules", List.copyOf(modules.keySet()), names);
        List<Module> found = List.copyOf(modules.values());
        for (int i = 0; i < found.size(); i++) {
            String type = expected.get(i).getAsJsonArray().get(1).getAsString();
            checkClass(found.get(i), type, ".named_modules " + names.get(i));
        }
    }

    private void checkClass(Module module, String path, String name) {
        if (Exceptions.classOf(module) != JavaClasses.find(path)) {
            throw new Mismatch(where + name, module.getClass() + " instead of " + Names.last(path));
        }
    }
}
