package dev.sconce.it.course;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.sconce.it.python.PythonScript;
import java.util.Map;

/** What the programs of {@code course/run.py} printed: all of them run in one process, once. */
final class PythonPrograms {
    private static final Map<String, Map<String, String>> PRINTED = new Gson()
            .fromJson(PythonScript.run("course/run.py"), new TypeToken<Map<String, Map<String, String>>>() {});

    private PythonPrograms() {}

    static String printedBy(String file, String program) {
        String text = PRINTED.getOrDefault(file, Map.of()).get(program);
        if (text == null) {
            throw new IllegalArgumentException("course/" + file + ".py has no program " + program);
        }
        return text;
    }

    /** The programs of a file, to see that none is missing in Java. */
    static Map<String, Map<String, String>> all() {
        return PRINTED;
    }
}
