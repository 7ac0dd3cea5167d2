package dev.sconce.it.python;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this module's files lie, be the working directory the module's (Maven) or the repository's (most IDEs). */
public final class ProjectFiles {

    private static final Path SCRIPTS = Path.of("src", "main", "python");

    private ProjectFiles() {}

    /**
     * The module's folder.
     *
     * @throws IllegalStateException if the working directory is neither the module nor the repository
     */
    public static Path module() {
        Path here = Path.of("").toAbsolutePath();
        Path module = Files.isDirectory(here.resolve(SCRIPTS)) ? here : here.resolve("integration-tests");
        if (!Files.isDirectory(module.resolve(SCRIPTS))) {
            throw new IllegalStateException("the working directory is " + here
                    + "; it has to be the repository or its integration-tests folder");
        }
        return module;
    }

    /** The folder of all Python scripts. */
    public static Path scripts() {
        return module().resolve(SCRIPTS);
    }
}
