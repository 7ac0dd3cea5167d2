package dev.sconce.torch.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every schema that is public in Python, as functions of {@code torch} and its namespaces or as a method of tensors, has a
 * public Java member, or a reason why not. Writes the report {@code target/public-ops.tsv}.
 */
class PublicOpsTest {
    private static final int SHORT_LIST = 30;

    private final Inputs inputs = Inputs.read(Path.of("src/codegen"));
    private final Map<Facade, Map<Schema, List<Form>>> forms = forms();

    @Test
    void everyPublicSchemaIsReachableOrHasAReason() throws IOException {
        List<String> report = new ArrayList<>();
        List<String> unreachable = new ArrayList<>();
        for (Op op : inputs.ops()) {
            for (String place : op.places()) {
                String reached = reach(op, facade(place));
                report.add(place + "\t" + op.schema().name() + "\t" + reached);
                if (reached.isBlank()) {
                    unreachable.add(place + "." + op.schema().text());
                }
            }
        }
        Files.write(Files.createDirectories(Path.of("target")).resolve("public-ops.tsv"), report);
        assertThat(unreachable).isEmpty();
        assertThat(inputs.leftOut()).hasSizeLessThan(SHORT_LIST);
    }

    /** The member of Java, or the reason why there is none; empty if there is neither. */
    private String reach(Op op, Facade facade) {
        String name = op.schema().name();
        if (inputs.leftOut().containsKey(name)) {
            return inputs.leftOut().get(name);
        }
        if (inputs.byHand().containsKey(name)) {
            String member = inputs.byHand().get(name);
            int dot = member.indexOf('.');
            assertThat(members(member.substring(0, dot))).contains(member.substring(dot + 1));
            return member;
        }
        Set<String> members = members(facade.className());
        return forms.get(facade).getOrDefault(op.schema(), List.of()).stream()
                .map(Form::javaName)
                .filter(members::contains)
                .distinct()
                .map(member -> facade.className() + "." + member)
                .collect(Collectors.joining(", "));
    }

    private static Set<String> members(String className) {
        try {
            Class<?> type = Class.forName("dev.sconce.torch." + className);
            return Arrays.stream(type.getMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .map(Method::getName)
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private Map<Facade, Map<Schema, List<Form>>> forms() {
        GenerateOps generator = new GenerateOps(inputs);
        Map<Facade, Map<Schema, List<Form>>> all = new HashMap<>();
        for (Facade facade : Facade.values()) {
            all.put(facade, generator.forms(facade).keySet().stream().collect(Collectors.groupingBy(Form::schema)));
        }
        return all;
    }

    private static Facade facade(String place) {
        return Arrays.stream(Facade.values())
                .filter(facade -> facade.place().equals(place))
                .findFirst()
                .orElseThrow();
    }
}
