package dev.sconce.torch;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Tells JavaCPP where the natives of Linux are. JavaCPP asks for each library by three spellings, with and without an
 * extension, in the folder of its class and in every folder above; a name that is not there is looked for in each jar of the
 * class path, and some three hundred such questions are a tenth of the time to the first tensor.
 *
 * <p>What it found it keeps in a map, which is filled here beforehand. Where the map cannot be reached, which is so when
 * JavaCPP is a named module that is not opened to this one, and where a library is not where it is expected, JavaCPP
 * searches as ever.
 */
final class NativeSearch {
    private static final String PLATFORM = "linux-x86_64";

    private static final Map<String, String> JAVACPP = Map.of("jnijavacpp", "libjnijavacpp.so");

    /** JavaCPP's names, and the files; behind a {@code #} the name that the file gets in JavaCPP's cache. */
    private static final Map<String, String> OPENBLAS = Map.of(
            "gcc_s@.1", "libgcc_s.so.1",
            "quadmath@.0", "libquadmath.so.0",
            "gfortran@.5", "libgfortran.so.5",
            "openblas@.0", "libopenblas.so.0",
            "openblas@.0#openblas@.0", "libopenblas.so.0#libopenblas.so.0",
            "openblas_nolapack@.0", "libopenblas.so.0#libopenblas_nolapack.so.0",
            "openblas@.0#openblas_nolapack@.0", "libopenblas.so.0#libopenblas_nolapack.so.0",
            "jniopenblas_nolapack", "libjniopenblas_nolapack.so",
            "jniopenblas", "libjniopenblas.so");

    private static final Map<String, String> PYTORCH = Map.of(
            "gomp@.1", "libgomp.so.1",
            "c10", "libc10.so",
            "torch", "libtorch.so",
            "torch_cpu", "libtorch_cpu.so",
            "jnitorch", "libjnitorch.so");

    /** What JavaCPP looks for in vain, since the others are there: names of older versions and of macOS. */
    private static final List<String> ABSENT = List.of("gcc_s@.1.1", "gfortran@.4", "gfortran@.3");

    /** JavaCPP's properties that do not say which libraries are loaded. */
    private static final Set<String> HARMLESS = Set.of(
            "org.bytedeco.javacpp.maxPhysicalBytes",
            "org.bytedeco.javacpp.maxBytes",
            "org.bytedeco.javacpp.maxRetries",
            "org.bytedeco.javacpp.cachedir",
            "org.bytedeco.javacpp.cacheDir",
            "org.bytedeco.javacpp.logger",
            "org.bytedeco.javacpp.logger.debug");

    private NativeSearch() {}

    /**
     * Fills the map, if nothing was said about where libraries are to be taken from. Called where there are no natives for
     * GPUs.
     */
    static void shorten() {
        if (!Loader.getPlatform().equals(PLATFORM) || isDirected()) {
            return;
        }
        Map<String, URL[]> found = found();
        if (found == null) {
            return;
        }
        for (Map.Entry<String, URL[]> library : known().entrySet()) { // a lambda would take milliseconds to link
            found.putIfAbsent(library.getKey(), library.getValue());
        }
    }

    /** Where the libraries are, by JavaCPP's names; nothing if these are other versions of the presets. */
    static Map<String, URL[]> known() {
        Map<String, URL[]> known = new HashMap<>();
        if (!locate("javacpp", JAVACPP, known)
                || !locate("openblas", OPENBLAS, known)
                || !locate("pytorch", PYTORCH, known)) {
            return Map.of();
        }
        for (String name : ABSENT) {
            known.put(name, new URL[0]);
        }
        return known;
    }

    /** Notes where the libraries of one of the presets are; false if one is not there. */
    private static boolean locate(String presets, Map<String, String> libraries, Map<String, URL[]> known) {
        for (Map.Entry<String, String> library : libraries.entrySet()) {
            URL place = find("org/bytedeco/" + presets + "/" + PLATFORM + "/" + library.getValue());
            if (place == null) {
                return false;
            }
            known.put(library.getKey(), new URL[] {place});
        }
        return true;
    }

    /** Whether the user sent JavaCPP somewhere, by any of the properties that say where and what libraries are. */
    private static boolean isDirected() {
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("org.bytedeco.") && !HARMLESS.contains(name) && !isOurs(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOurs(String property) {
        return property.equals("org.bytedeco.javacpp.platform.extension")
                && NativeLibrary.NO_GPU.equals(System.getProperty(property));
    }

    private static @Nullable URL find(String file) {
        String[] parts = file.split("#", -1);
        URL place = NativeSearch.class.getClassLoader().getResource(parts[0]);
        if (place == null || parts.length == 1) {
            return place;
        }
        try {
            return new URL(place + "#" + parts[1]);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // it is declared so
    private static @Nullable Map<String, URL[]> found() {
        try {
            Field libraries = Loader.class.getDeclaredField("foundLibraries");
            libraries.setAccessible(true);
            return (Map<String, URL[]>) libraries.get(null);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null;
        }
    }
}
