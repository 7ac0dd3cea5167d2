package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.sconce.it.conformance.bind.Names;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.nn.functional.F;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every parameter of every public class and function of {@code torch.nn}, as Python lists them now, is a parameter or an
 * option of the same name in Java, or stands in {@code options_left_out.tsv} with a reason.
 */
@LiveTest
class EveryOptionTest {

    @Test
    void everyParameterIsHereOrHasAReason() throws IOException {
        Map<String, List<String>> python = new Gson()
                .fromJson(PythonScript.run("option_names.py"), new TypeToken<TreeMap<String, List<String>>>() {});
        LeftOut leftOut = new LeftOut("options_left_out.tsv");
        Set<String> missing = new TreeSet<>();
        int found = 0;
        for (Map.Entry<String, List<String>> entry : python.entrySet()) {
            Set<String> java = options(entry.getKey());
            for (String option : entry.getValue()) {
                String path = entry.getKey() + "." + option;
                if (java.contains(Names.parameter(option))) {
                    found++;
                } else if (!leftOut.contains(path)) {
                    missing.add(path);
                }
            }
        }
        assertThat(missing).isEmpty();
        leftOut.assertAllUsed();
        assertThat(found).isGreaterThan(1000);
    }

    /** The names of the parameters of all overloads, and of the options that they take. */
    private static Set<String> options(String path) {
        int dot = path.lastIndexOf('.');
        String module = path.substring(0, dot);
        String name = path.substring(dot + 1);
        List<Executable> overloads = new ArrayList<>(JavaNames.methods(module, name));
        JavaNames.type(module, name).ifPresent(type -> overloads.addAll(List.of(type.getConstructors())));
        return overloads.stream()
                .flatMap(overload -> options(overload).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> options(Executable overload) {
        Set<String> names = new HashSet<>();
        Type[] types = overload.getGenericParameterTypes();
        Parameter[] parameters = overload.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            names.add(parameters[i].getName());
            Class<?> type = parameters[i].getType();
            if (type.getPackageName().equals(F.class.getPackageName())) {
                names.addAll(namesIn(type)); // one object for many parameters
            }
            if (type == Consumer.class
                    && types[i] instanceof ParameterizedType consumer
                    && consumer.getActualTypeArguments()[0] instanceof Class<?> options) {
                names.addAll(namesIn(options));
            }
        }
        return names;
    }

    private static Set<String> namesIn(Class<?> type) {
        Set<String> names =
                Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
        for (Executable constructor : type.getConstructors()) {
            Arrays.stream(constructor.getParameters()).map(Parameter::getName).forEach(names::add);
        }
        return names;
    }
}
