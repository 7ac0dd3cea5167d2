package dev.sconce.it.programs;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.sconce.it.python.PythonScript;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the programs of one folder printed in Python: all of them run in one process, once. */
final class PythonPrograms {
    private static final Map<String, PythonPrograms> OF_FOLDER = new ConcurrentHashMap<>();

    private final String folder;
    private final Map<String, Map<String, String>> printed;

    private PythonPrograms(String folder) {
        this.folder = folder;
        this.printed = new Gson()
                .fromJson(
                        PythonScript.run("programs.py", folder), new TypeToken<Map<String, Map<String, String>>>() {});
    }

    static PythonPrograms of(String folder) {
        return OF_FOLDER.computeIfAbsent(folder, PythonPrograms::new);
    }

    String printedBy(String file, String program) {
        String text = printed.getOrDefault(file, Map.of()).get(program);
        if (text == null) {
            throw new IllegalArgumentException(folder + "/" + file + ".py has no program " + program);
        }
        return text;
    }

    /** The programs, as {@code file.program}, to see that none is missing in Java. */
    List<String> all() {
        return printed.entrySet().stream()
                .flatMap(file -> file.getValue().keySet().stream().map(program -> file.getKey() + "." + program))
                .toList();
    }
}
