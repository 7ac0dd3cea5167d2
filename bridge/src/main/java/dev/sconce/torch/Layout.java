package dev.sconce.torch;

import java.util.Locale;

/** How a tensor's elements are stored, as {@code torch.layout}. */
public enum Layout {
    /** Dense: every element has its place, found by strides. */
    STRIDED(org.bytedeco.pytorch.global.torch.Layout.Strided),
    /** Coordinates and values. */
    SPARSE_COO(org.bytedeco.pytorch.global.torch.Layout.Sparse),
    /** Compressed rows. */
    SPARSE_CSR(org.bytedeco.pytorch.global.torch.Layout.SparseCsr),
    /** Opaque, oneDNN's own. */
    MKLDNN(org.bytedeco.pytorch.global.torch.Layout.Mkldnn),
    /** Compressed columns. */
    SPARSE_CSC(org.bytedeco.pytorch.global.torch.Layout.SparseCsc),
    /** Compressed rows of blocks. */
    SPARSE_BSR(org.bytedeco.pytorch.global.torch.Layout.SparseBsr),
    /** Compressed columns of blocks. */
    SPARSE_BSC(org.bytedeco.pytorch.global.torch.Layout.SparseBsc),
    /** Nested tensors of different lengths. */
    JAGGED(org.bytedeco.pytorch.global.torch.Layout.Jagged);

    private final org.bytedeco.pytorch.global.torch.Layout native_;

    Layout(org.bytedeco.pytorch.global.torch.Layout native_) {
        this.native_ = native_;
    }

    static Layout of(org.bytedeco.pytorch.global.torch.Layout layout) {
        for (Layout known : values()) {
            if (known.native_.value == layout.value) {
                return known;
            }
        }
        throw new IllegalArgumentException("no layout of PyTorch has the number " + layout.value);
    }

    /** The number by which schemas name this layout. */
    int code() {
        return native_.value;
    }

    org.bytedeco.pytorch.global.torch.Layout toNative() {
        return native_;
    }

    /** Python's name without {@code torch.}, such as {@code sparse_coo}. */
    @Override
    public String toString() {
        return this == MKLDNN ? "_mkldnn" : name().toLowerCase(Locale.ROOT);
    }
}
