package dev.sconce.torch.codegen;

import java.util.Set;

/**
 * A line of {@code ops.tsv}.
 *
 * @param places where Python shows the op: {@code torch}, {@code Tensor}, {@code nn}, {@code linalg} and so on
 * @param variants {@code function}, {@code method}: which C++ forms there are
 * @param doc a sentence of Python's documentation, or an empty text
 */
record Op(Set<String> places, Set<String> variants, Schema schema, String doc) {
    static Op parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != 4) {
            throw new IllegalArgumentException("Expected 4 columns, got " + columns.length + ": " + line);
        }
        return new Op(
                Set.of(columns[0].split(",")), Set.of(columns[1].split(",")), Schema.parse(columns[2]), columns[3]);
    }
}
