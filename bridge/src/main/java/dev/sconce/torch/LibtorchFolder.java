package dev.sconce.torch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Another build of libtorch than the bundled one, such as that of a pip install: the folder {@code torch/lib} of its
 * {@code site-packages}. With it, results are Python's to the last bit, since the kernels are the same code.
 *
 * <p>Chosen by the system property {@code sconce.libtorch} or the environment variable {@code SCONCE_LIBTORCH}.
 */
record LibtorchFolder(Path folder) {
    static final String PROPERTY = "sconce.libtorch";
    static final String VARIABLE = "SCONCE_LIBTORCH";

    private static final String PREFIX = "org.bytedeco.javacpp.";
    private static final Pattern PYTHON_VERSION = Pattern.compile("__version__ = '([^']+)'");

    /** The folder that the user has chosen, or null. */
    static @Nullable LibtorchFolder chosen() {
        String name = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        return name == null || name.isBlank()
                ? null
                : new LibtorchFolder(Path.of(name).toAbsolutePath());
    }

    /**
     * Points JavaCPP to this folder; called before any class of JavaCPP is initialized.
     *
     * @param bundledVersion the version that the native glue was built for
     * @throws IllegalStateException if the folder holds no libtorch, or one of another version
     */
    void use(String bundledVersion) {
        if (!Files.exists(folder.resolve(System.mapLibraryName("torch_cpu")))) {
            throw new IllegalStateException(describe() + " holds no " + System.mapLibraryName("torch_cpu")
                    + ": give the folder torch/lib of a PyTorch " + bundledVersion);
        }
        String version = version();
        if (version == null) {
            throw new IllegalStateException(describe() + " does not say its version (there is neither ../version.py nor"
                    + " ../build-version); it must be " + bundledVersion);
        }
        if (!version.replaceFirst("\\+.*", "").equals(bundledVersion)) {
            throw new IllegalStateException(
                    describe() + " holds PyTorch " + version + ", but this Sconce needs PyTorch " + bundledVersion);
        }
        String before = System.getProperty("java.library.path", "");
        System.setProperty("java.library.path", folder + File.pathSeparator + before);
        System.setProperty(PREFIX + "pathsFirst", "true");
        // JavaCPP's cache holds links to the libraries it found: one cache for each libtorch.
        if (System.getProperty(PREFIX + "cachedir") == null && System.getProperty(PREFIX + "cacheDir") == null) {
            String name =
                    "sconce-libtorch-" + Integer.toHexString(folder.toString().hashCode());
            System.setProperty(
                    PREFIX + "cachedir",
                    Path.of(System.getProperty("user.home"), ".javacpp", name).toString());
        }
    }

    /**
     * Makes sure that this folder's library is the one that was loaded: where JavaCPP was already in use, it no longer
     * reads its properties.
     */
    void checkLoaded() {
        String loaded = Loader.getLoadedLibraries().entrySet().stream()
                .filter(library -> library.getKey().startsWith("torch_cpu"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("unknown");
        try {
            Path expected = folder.resolve(System.mapLibraryName("torch_cpu")).toRealPath();
            if (!Files.exists(Path.of(loaded)) || !Path.of(loaded).toRealPath().equals(expected)) {
                throw new IllegalStateException(describe() + " could not be used: " + loaded
                        + " was loaded instead, since JavaCPP was in use before Sconce");
            }
        } catch (IOException e) {
            throw new IllegalStateException(describe() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private @Nullable String version() {
        Path parent = folder.resolveSibling("");
        try {
            Path python = parent.resolve("version.py");
            if (Files.exists(python)) {
                Matcher version = PYTHON_VERSION.matcher(Files.readString(python));
                return version.find() ? version.group(1) : null;
            }
            Path build = parent.resolve("build-version");
            return Files.exists(build) ? Files.readString(build).strip() : null;
        } catch (IOException e) {
            throw new IllegalStateException(describe() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String describe() {
        return "The libtorch folder " + folder + " (from " + PROPERTY + " or " + VARIABLE + ")";
    }
}
