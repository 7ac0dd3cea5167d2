package dev.sconce.it.live.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java on the libtorch of a pip install: every bit is Python's. */
@LiveTest
class PipLibtorchTest {
    private static final Pattern REPORT = Pattern.compile("(\\w+) (\\d+) different \\[(.*)]");

    @TempDir
    private Path folder;

    @Test
    void computesDrawsAndTrainsAsPythonToTheLastBit() throws Exception {
        String libtorch = PythonScript.run("identity.py", folder).strip();

        List<String> lines = runOn(libtorch, folder);

        assertThat(lines).hasSize(3);
        check(lines.get(0), "operations", 60);
        check(lines.get(1), "draws", 100);
        check(lines.get(2), "training", 120);
    }

    private static void check(String line, String what, int least) {
        Matcher report = REPORT.matcher(line);
        assertThat(report.matches()).as(line).isTrue();
        assertThat(report.group(1)).isEqualTo(what);
        assertThat(Integer.parseInt(report.group(2))).as(what).isGreaterThanOrEqualTo(least);
        assertThat(report.group(3)).as("%s with other bits than Python's", what).isEmpty();
    }

    /** What {@link IdentityProgram} prints in a JVM of its own. */
    private static List<String> runOn(String libtorch, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED", "-Dsconce.libtorch=" + libtorch));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), IdentityProgram.class.getName()));
        command.add(folder.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return Arrays.asList(output.strip().split("\\R"));
    }
}
