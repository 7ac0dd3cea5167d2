package dev.sconce.it.conformance.bind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which Java class a Python class is: the same simple name, in the package that mirrors the module. */
public final class JavaClasses {
    private static final Map<String, List<String>> PACKAGES = new LinkedHashMap<>();

    static {
        PACKAGES.put("torch.optim.", List.of("dev.sconce.optim", "dev.sconce.optim.scheduler"));
        PACKAGES.put("torch.nn.utils.", List.of("dev.sconce.nn.utils", "dev.sconce.nn.utils.rnn"));
        PACKAGES.put("torch.nn.", List.of("dev.sconce.nn", "dev.sconce.nn.functional"));
    }

    private JavaClasses() {}

    /**
     * Finds a class.
     *
     * @param path Python's path, such as {@code torch.nn.Conv2d}
     * @throws NoSuchJavaException if there is none of that name
     */
    public static Class<?> find(String path) {
        for (Map.Entry<String, List<String>> entry : PACKAGES.entrySet()) {
            if (path.startsWith(entry.getKey())) {
                return inAnyOf(entry.getValue(), path);
            }
        }
        throw new NoSuchJavaException("class " + path);
    }

    private static Class<?> inAnyOf(List<String> packages, String path) {
        for (String name : packages) {
            try {
                return Class.forName(name + "." + Names.last(path));
            } catch (ClassNotFoundException e) {
                // the next one
            }
        }
        throw new NoSuchJavaException("class " + path);
    }
}
