package dev.sconce.checkpoint.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sparse tensor: {@code torch.sparse_coo_tensor} and its compressed kin. */
public final class SparseTensor implements TensorValue {
    /** How the positions of the values are given. */
    public enum Layout {
        /** A column of indices for each value. */
        COO("sparse_coo", "indices", null),
        /** Compressed rows. */
        CSR("sparse_csr", "crow_indices", "col_indices"),
        /** Compressed columns. */
        CSC("sparse_csc", "ccol_indices", "row_indices"),
        /** Compressed rows of dense blocks. */
        BSR("sparse_bsr", "crow_indices", "col_indices"),
        /** Compressed columns of dense blocks. */
        BSC("sparse_bsc", "ccol_indices", "row_indices");

        private final String torchName;
        private final String firstPart;
        private final @Nullable String secondPart;

        Layout(String torchName, String firstPart, @Nullable String secondPart) {
            this.torchName = torchName;
            this.firstPart = firstPart;
            this.secondPart = secondPart;
        }

        /** The name in {@code torch}, without the module: {@code sparse_coo}. */
        public String torchName() {
            return torchName;
        }
    }

    /**
     * A dense tensor that a sparse one is made of.
     *
     * @param name {@code indices}, {@code values}, {@code crow_indices}, ...
     * @param tensor its elements
     */
    public record Part(String name, HostTensor tensor) {}

    private final Layout layout;
    private final long[] shape;
    private final List<Part> parts;
    private final @Nullable Boolean coalesced;

    private SparseTensor(Layout layout, long[] shape, List<Part> parts, @Nullable Boolean coalesced) {
        this.layout = layout;
        this.shape = shape.clone();
        this.parts = parts;
        this.coalesced = coalesced;
    }

    /**
     * A COO tensor.
     *
     * @param indices int64, sparse dimensions by number of values
     * @param values number of values by dense dimensions
     * @param coalesced whether the indices are sorted and distinct; null if unknown
     */
    public static SparseTensor coo(long[] shape, HostTensor indices, HostTensor values, @Nullable Boolean coalesced) {
        return new SparseTensor(
                Layout.COO, shape, List.of(new Part("indices", indices), new Part("values", values)), coalesced);
    }

    /**
     * A compressed tensor.
     *
     * @param layout any but COO
     * @param compressed where each row (column) begins among the values
     * @param plain the column (row) of each value
     */
    public static SparseTensor compressed(
            Layout layout, long[] shape, HostTensor compressed, HostTensor plain, HostTensor values) {
        if (layout.secondPart == null) {
            throw new IllegalArgumentException("layout must be CSR, CSC, BSR or BSC, but got " + layout);
        }
        return new SparseTensor(
                layout,
                shape,
                List.of(
                        new Part(layout.firstPart, compressed),
                        new Part(layout.secondPart, plain),
                        new Part("values", values)),
                null);
    }

    /** How the positions of the values are given. */
    public Layout layout() {
        return layout;
    }

    /** Lengths; a copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** The dense tensors that it is made of, the values last. */
    public List<Part> parts() {
        return parts;
    }

    /** The values. */
    public HostTensor values() {
        return parts.get(parts.size() - 1).tensor();
    }

    /** Whether a COO tensor's indices are sorted and distinct; null where the file does not say. */
    public @Nullable Boolean coalesced() {
        return coalesced;
    }

    @Override
    public ElementType dtype() {
        return values().dtype();
    }

    @Override
    public String toString() {
        return layout.torchName + "(" + dtype().torchName() + ", " + java.util.Arrays.toString(shape) + ", "
                + values().shape()[0] + " values)";
    }
}
