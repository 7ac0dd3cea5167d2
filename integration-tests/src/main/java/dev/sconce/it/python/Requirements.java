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
     * pip's arguments, in the order in which to try them. On Linux x86-64 the general wheel asks for some 3 GB of CUDA
     * libraries, which nothing here uses: where pip's own settings lead to a wheel without CUDA, that one is taken.
     */
    List<List<String>> pipArguments() {
        List<String> plain = List.of("-r", file.toString());
        boolean cudaByDefault = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        return cudaByDefault
                ? List.of(List.of("-r", file.toString(), "torch==" + torchVersion() + "+cpu"), plain)
                : List.of(plain);
    }
}
