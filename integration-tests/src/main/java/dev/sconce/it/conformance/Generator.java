package dev.sconce.it.conformance;

import dev.sconce.it.python.PythonScript;
import java.nio.file.Path;

/** Makes conformance cases with Python. */
final class Generator {
    private static final String[] SCRIPTS = {"gen_modules.py", "gen_init.py", "gen_optim.py", "gen_seeds.py"};

    private Generator() {}

    /**
     * Runs the generators of {@code src/main/python/conformance}.
     *
     * @param folder where to write; made if need be
     * @param seed the seed of all samples
     */
    static void run(Path folder, long seed) {
        for (String script : SCRIPTS) {
            System.out.print(
                    PythonScript.run("conformance/" + script, "--seed", seed, "--out", folder.toAbsolutePath()));
        }
    }
}
