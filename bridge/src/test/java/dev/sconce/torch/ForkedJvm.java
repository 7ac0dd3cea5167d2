package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a test's program in a JVM of its own. */
final class ForkedJvm {
    private static final Pattern PRESETS = Pattern.compile("[/\\\\](javacpp|openblas|pytorch)-[^/\\\\]*\\.jar$");

    private ForkedJvm() {}

    /** What the program prints on standard output and standard error until its end. */
    static String run(List<String> options, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        return run(options, System.getProperty("java.class.path"), program, arguments);
    }

    /** The same with JavaCPP and its presets as named modules; the program is in none. */
    static String runOnModules(List<String> options, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Map<Boolean, String> paths = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .collect(Collectors.partitioningBy(
                        entry -> PRESETS.matcher(entry).find(), Collectors.joining(File.pathSeparator)));
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--module-path", paths.get(true), "--add-modules", "ALL-MODULE-PATH"));
        all.add("--enable-native-access=org.bytedeco.javacpp,org.bytedeco.pytorch");
        return run(all, paths.get(false), program, arguments);
    }

    private static String run(List<String> options, String classPath, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("--enable-native-access=ALL-UNNAMED"); // without it, newer JVMs warn of every library that loads
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
