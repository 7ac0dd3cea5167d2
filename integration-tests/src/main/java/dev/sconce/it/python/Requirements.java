package dev.sconce.it.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The pinned packages of {@code requirements.txt}, and how pip is asked for them. */
final class Requirements {

    /**
     * PyTorch's own index of wheels without CUDA, from its installation guide. On Linux x86-64 the wheel of the general
     * index asks for some 3 GB of CUDA libraries, which nothing here uses.
     */
    private static final String CPU_INDEX = "https://download.pytorch.org/whl/cpu";

    private final Path file;
    private final String text;

    private Requirements(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static Requirements read(Path file) {
        try {
            return new Requirements(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version that {@code torch==} pins. */
    String torchVersion() {
        return text.lines()
                .filter(line -> line.startsWith("torch=="))
                .map(line -> line.substring("torch==".length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(file + " pins no torch"));
    }

    /** A short name that changes with the packages and with the interpreter. */
    String fingerprint(PythonInterpreter interpreter) {
        String all = text.replace("\r\n", "\n") + interpreter.major() + '.' + interpreter.minor();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * pip's arguments, in the order in which to try them. Where a machine's own pip settings lead to a wheel without
     * CUDA, the first works and asks nobody else.
     */
    List<List<String>> pipArguments() {
        List<String> plain = List.of("-r", file.toString());
        boolean cudaByDefault = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        return cudaByDefault
                ? List.of(
                        List.of("-r", file.toString(), "torch==" + torchVersion() + "+cpu"),
                        List.of("-r", file.toString(), "--extra-index-url", CPU_INDEX))
                : List.of(plain);
    }
}
