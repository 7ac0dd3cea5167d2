package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Pattern RANGE = Pattern.compile("^([0-9a-f]{6,16})-([0-9a-f]{6,16}) ");

    @TempDir
    Path folder;

    /** What a fresh JVM prints on standard output and standard error while it makes a tensor. */
    private static String runFresh(String... options) throws IOException, InterruptedException {
        return ForkedJvm.run(List.of(options), FirstTensor.class);
    }

    /** The program of that JVM. */
    static final class FirstTensor {
        public static void main(String[] args) {
            try {
                Torch.manualSeed(1);
                System.out.println("threads " + (Torch.getNumThreads() > 0));
            } catch (NativeLibraryError e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private Path libtorchOfVersion(String version) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("torch/lib"));
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '" + version + "'\n");
        Files.writeString(lib.resolve(System.mapLibraryName("torch_cpu")), "not a library");
        return lib;
    }

    @Test
    void should_load_without_a_word() throws Exception {
        assertThat(runFresh()).isEqualToIgnoringNewLines("threads true");
    }

    @Test
    void should_name_both_versions_when_the_chosen_libtorch_is_another_one() throws Exception {
        Path lib = libtorchOfVersion("2.12.1+cpu");
        assertThat(runFresh("-Dsconce.libtorch=" + lib))
                .contains(lib.toString())
                .contains("2.12.1+cpu")
                .contains(NativeLibrary.TORCH_VERSION);
    }

    @Test
    void should_say_what_is_missing_when_the_chosen_folder_holds_no_libtorch() throws Exception {
        assertThat(runFresh("-Dsconce.libtorch=" + folder))
                .contains("holds no " + System.mapLibraryName("torch_cpu"))
                .contains("torch/lib");
    }

    @Test
    void should_refuse_a_libtorch_that_does_not_say_its_version() throws Exception {
        Path lib = libtorchOfVersion("2.13.0");
        Files.delete(folder.resolve("torch/version.py"));
        assertThat(runFresh("-Dsconce.libtorch=" + lib)).contains("does not say its version");
    }

    @Test
    void should_know_the_version_that_the_presets_were_built_for() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/META-INF/maven/org.bytedeco/pytorch/pom.properties")) {
            properties.load(in);
        }
        assertThat(properties.getProperty("version")).startsWith(NativeLibrary.TORCH_VERSION + "-");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_ask_for_huge_pages_under_large_tensors() throws IOException {
        assumeTrue(
                System.getenv("THP_MEM_ALLOC_ENABLE") == null && Files.exists(HUGE_PAGES),
                "huge pages are switched off");
        try (Tensor large = Torch.ones(64L << 20)) {
            assertThat(flagsOfMapping(large.unwrap().data_ptr().address())).contains("hg");
        }
    }

    /** What /proc/self/smaps says in VmFlags of the mapping that an address lies in. */
    private static List<String> flagsOfMapping(long address) throws IOException {
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher range = RANGE.matcher(line);
            if (range.find()) {
                inside = Long.parseUnsignedLong(range.group(1), 16) <= address
                        && address < Long.parseUnsignedLong(range.group(2), 16);
            } else if (inside && line.startsWith("VmFlags:")) {
                return List.of(line.substring("VmFlags:".length()).strip().split(" "));
            }
        }
        return List.of();
    }

    @Test
    void should_translate_an_error_without_cpp_frames() {
        assertThatThrownBy(() -> {
                    try (var tensor = Tensor.own(org.bytedeco.pytorch.global.torch.ones(2, 3))) {
                        tensor.size(7);
                    }
                })
                .isInstanceOf(TorchException.class)
                .hasMessage("Dimension out of range (expected to be in range of [-2, 1], but got 7)");
    }
}
