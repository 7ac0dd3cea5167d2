package dev.sconce.torch.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the generator reads from {@code src/codegen}.
 *
 * @param python what Python writes around its ops
 * @param ops the public ops, in the order of {@code native_functions.yaml}
 * @param leftOut ops without generated form, each with its reason
 * @param byHand ops that {@code Tensor} or {@code Torch} have by hand, each with the member's name
 * @param resultNames names for the results of ops whose schemas give none
 */
record Inputs(
        List<Op> python,
        List<Op> ops,
        Map<String, String> leftOut,
        Map<String, String> byHand,
        Map<String, List<String>> resultNames) {

    static Inputs read(Path folder) {
        return new Inputs(
                ops(folder.resolve("python.tsv")),
                ops(folder.resolve("ops.tsv")),
                pairs(folder.resolve("left_out.tsv")),
                pairs(folder.resolve("by_hand.tsv")),
                resultNames(pairs(folder.resolve("result_names.tsv"))));
    }

    private static List<Op> ops(Path file) {
        return lines(file).stream().map(Op::parse).collect(Collectors.toUnmodifiableList());
    }

    /** The ops that get generated members. */
    List<Op> generated() {
        return Stream.concat(python.stream(), ops.stream())
                .filter(op -> !leftOut.containsKey(op.schema().name()))
                .filter(op -> !byHand.containsKey(op.schema().name()))
                .collect(Collectors.toUnmodifiableList());
    }

    private static Map<String, List<String>> resultNames(Map<String, String> pairs) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        pairs.forEach((op, list) -> names.put(op, List.of(list.split(" "))));
        return names;
    }

    private static Map<String, String> pairs(Path file) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : lines(file)) {
            String[] columns = line.split("\t", -1);
            if (columns.length != 2 || pairs.put(columns[0], columns[1]) != null) {
                throw new IllegalArgumentException(file + ": expected two columns and no name twice: " + line);
            }
        }
        return pairs;
    }

    private static List<String> lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }
}
