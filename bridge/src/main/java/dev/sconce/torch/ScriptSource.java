package dev.sconce.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The source of a TorchScript method, as Python's {@code code} shows it. The presets have no printer of programs, but the
 * archive that a module is saved as has the text of its classes.
 */
final class ScriptSource {
    private static final Pattern CONSTANT = Pattern.compile("\\b(CONSTANTS\\.c)(\\d+)\\b");
    private static final Pattern VARIABLE = Pattern.compile("\\b(_)(\\d+)\\b");

    private ScriptSource() {}

    /**
     * Finds a method.
     *
     * @param archive what the module was saved as
     * @param type the qualified name of its class, {@code __torch__.Net}
     * @param method the name of the method
     * @return its text from {@code def} on
     * @throws TorchException if it is not there
     */
    static String of(Path archive, String type, String method) throws IOException {
        int dot = type.lastIndexOf('.');
        String file = "/code/" + type.substring(0, dot).replace('.', '/') + ".py";
        String source = read(archive, file);
        Matcher start = Pattern.compile("(?m)^class " + Pattern.quote(type.substring(dot + 1)) + "\\(.*\\):\\n")
                .matcher(source);
        if (start.find()) {
            String body = source.substring(start.end());
            Matcher found = Pattern.compile("(?m)^  def " + Pattern.quote(method) + "\\((?:.*\\n)(?:    .*\\n|\\n)*")
                    .matcher(firstClass(body));
            if (found.find()) {
                return renumbered(VARIABLE, renumbered(CONSTANT, unindented(found.group(), type)));
            }
        }
        throw new TorchException("The archive of a TorchScript module has no source of " + type + "." + method);
    }

    /** The lines of a class, which end where another thing begins in the first column. */
    private static String firstClass(String body) {
        Matcher end = Pattern.compile("(?m)^\\S").matcher(body);
        return end.find() ? body.substring(0, end.start()) : body;
    }

    private static String read(Path archive, String file) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith(file)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        throw new TorchException("The archive of a TorchScript module has no file " + file);
    }

    /** A method by itself does not say of which class it is; its arguments stay as far to the right. */
    private static String unindented(String method, String type) {
        int body = method.indexOf(":\n") + 2; // types have no colon at a line's end
        String header = method.substring(2, body).replaceFirst("\\(self: " + Pattern.quote(type), "(self");
        return header + method.substring(body).replaceAll("(?m)^  ", "").stripTrailing() + "\n";
    }

    /** An archive counts what has no name in all methods, a single method its own. */
    private static String renumbered(Pattern numbered, String method) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        return numbered.matcher(method).replaceAll(found -> {
            numbers.putIfAbsent(found.group(2), numbers.size());
            return found.group(1) + numbers.get(found.group(2));
        });
    }
}
