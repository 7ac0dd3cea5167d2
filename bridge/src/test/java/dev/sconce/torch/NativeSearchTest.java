package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class NativeSearchTest {
    private static final String DEFAULT_SAID_ALOUD = "-Dorg.bytedeco.javacpp.pathsFirst=false";

    /** What a fresh JVM has loaded after its first tensor. */
    static final class Loads {
        public static void main(String[] args) {
            Torch.ones(1);
            System.out.println(new TreeMap<>(Loader.getLoadedLibraries()));
        }
    }

    @Test
    void should_know_what_javacpp_finds() {
        NativeLibrary.load();
        Map<String, URL[]> known = NativeSearch.known();
        assertThat(known).hasSize(18);
        known.forEach((name, places) -> {
            boolean absent = places.length == 0;
            URL[] found = search(name);
            if (absent) {
                assertThat(found).as(name).isEmpty();
            } else if (!name.equals("openblas_nolapack@.0")) { // a name of JavaCPP's cache: found by being loaded
                assertThat(List.of(found)).as(name).first().hasToString(places[0].toString());
            }
        });
    }

    private static URL[] search(String name) {
        URL[] found = {};
        for (Class<?> presets : List.of(torch.class, openblas_nolapack.class, Loader.class)) {
            ClassProperties properties = Loader.loadProperties(presets, Loader.loadProperties(), true);
            if (found.length == 0) {
                found = Loader.findLibrary(presets, properties, name);
            }
        }
        return found;
    }

    @Test
    void should_load_the_same_libraries_as_a_search() throws Exception {
        String shortened = ForkedJvm.run(List.of(), Loads.class);
        assertThat(shortened).contains("libtorch_cpu.so").contains("libopenblas_nolapack.so.0");
        assertThat(shortened).isEqualTo(ForkedJvm.run(List.of(DEFAULT_SAID_ALOUD), Loads.class));
    }
}
