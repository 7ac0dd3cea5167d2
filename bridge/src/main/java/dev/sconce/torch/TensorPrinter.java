package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Layout;
import org.bytedeco.pytorch.global.torch.QScheme;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Prints tensors to the letter as Python does: {@code _str_intern} of {@code torch/_tensor_str.py}. The elements
 * themselves are printed by {@link TensorBody}; this class adds what stands around them.
 */
final class TensorPrinter {
    private final PrintOptions options;
    private final Tensor tensor;
    private final DType dtype;
    private final Layout layout;
    private final String prefix;
    private final List<String> suffixes = new ArrayList<>();

    private TensorPrinter(Tensor tensor, PrintOptions options) {
        this.options = options;
        this.tensor = tensor;
        dtype = DType.of(tensor.scalar_type());
        layout = tensor.layout().intern();
        prefix = tensor.is_nested() ? "nested_tensor(" : "tensor(";
    }

    /** Python's {@code repr} of a native tensor. */
    static String print(Tensor tensor, PrintOptions options) {
        if (!tensor.defined()) { // Python never shows one: it has None there
            return "[ Tensor (undefined) ]"; // as aten/src/ATen/core/Formatting.cpp
        }
        try (var scope = new PointerScope()) {
            return new TensorPrinter(tensor, options).print();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private String print() {
        addDevice();
        Tensor plain = tensor.detach();
        String contents = contents(plain);
        if (layout != Layout.Strided) {
            suffixes.add("layout=" + layoutName());
        }
        String gradFn = GradFn.nameOf(tensor);
        if (gradFn != null) {
            suffixes.add("grad_fn=<" + gradFn + ">");
        } else if (tensor.requires_grad()) {
            suffixes.add("requires_grad=True");
        }
        return withSuffixes(prefix + contents, layout == Layout.Sparse);
    }

    private void addDevice() {
        Device device = Device.of(tensor.device());
        if (!device.type().equals("cpu")) {
            suffixes.add("device='" + device + "'");
        }
    }

    private String contents(Tensor plain) {
        if (layout == Layout.Sparse) {
            addSparseSuffixes();
            return part("indices", plain._indices(), true) + part("values", plain._values(), false);
        }
        if (isCompressed()) {
            addSparseSuffixes();
            return compressedParts(plain);
        }
        if (tensor.is_quantized()) {
            addQuantization();
            return body(plain.dequantize());
        }
        if (tensor.is_nested()) {
            return nestedParts(plain);
        }
        return dense(plain);
    }

    private String dense(Tensor plain) {
        if (tensor.is_meta()) {
            suffixes.add("size=" + size(tensor));
            addDtypeUnless(dtype == defaultDtype());
            return "...";
        }
        if (tensor.numel() == 0) {
            if (tensor.dim() != 1) {
                suffixes.add("size=" + size(tensor));
            }
            addDtypeUnless(dtype == defaultDtype());
            return "[]";
        }
        if (options.edgeitems() == 0) {
            suffixes.add("size=" + size(tensor));
        }
        addDtypeUnless(isSelfEvident());
        return body(layout == Layout.Strided ? plain : plain.to_dense());
    }

    private String body(Tensor part) {
        return TensorBody.of(part, prefix.length(), options);
    }

    // Sparse

    private boolean isCompressed() {
        return switch (layout) {
            case SparseCsr, SparseCsc, SparseBsr, SparseBsc -> true;
            default -> false;
        };
    }

    private void addSparseSuffixes() {
        suffixes.add("size=" + size(tensor));
        if (!tensor.is_meta()) {
            suffixes.add("nnz=" + tensor._nnz());
        }
        addDtypeUnless(isSelfEvident());
    }

    private String compressedParts(Tensor plain) {
        boolean byRow = layout == Layout.SparseCsr || layout == Layout.SparseBsr;
        String first = byRow
                ? part("crow_indices", plain.crow_indices(), true)
                : part("ccol_indices", plain.ccol_indices(), true);
        String second =
                byRow ? part("col_indices", plain.col_indices(), true) : part("row_indices", plain.row_indices(), true);
        return first + second + part("values", plain.values(), false);
    }

    private String part(String name, Tensor part, boolean more) {
        String opening = name + "=tensor(";
        Tensor plain = part.detach();
        int indent = prefix.length() + opening.length();
        String text = tensor.is_meta() ? "..." : TensorBody.of(plain, indent, options);
        if (tensor.is_meta() || plain.numel() == 0) {
            text += ", size=" + size(plain);
        }
        return opening + text + (more ? "),\n" + " ".repeat(prefix.length()) : ")");
    }

    // Quantized and nested

    private void addQuantization() {
        QScheme scheme = tensor.qscheme().intern();
        suffixes.add("size=" + size(tensor));
        addDtypeUnless(false);
        suffixes.add("quantization_scheme=torch." + scheme.name().toLowerCase(Locale.ROOT));
        if (scheme == QScheme.PER_TENSOR_AFFINE || scheme == QScheme.PER_TENSOR_SYMMETRIC) {
            suffixes.add("scale=" + FloatText.repr(tensor.q_scale()));
            suffixes.add("zero_point=" + tensor.q_zero_point());
        } else {
            suffixes.add("scale=" + print(tensor.q_per_channel_scales(), options));
            suffixes.add("zero_point=" + print(tensor.q_per_channel_zero_points(), options));
            suffixes.add("axis=" + tensor.q_per_channel_axis());
        }
    }

    private String nestedParts(Tensor plain) {
        List<String> parts = new ArrayList<>();
        TensorVector tensors = plain.unbind();
        for (long i = 0; i < tensors.size(); i++) {
            parts.add(print(tensors.get(i), options)
                    .lines()
                    .map(line -> "  " + line)
                    .collect(Collectors.joining("\n")));
        }
        return "[\n" + String.join(",\n", parts) + "\n]";
    }

    // Suffixes

    private void addDtypeUnless(boolean known) {
        if (!known) {
            suffixes.add("dtype=torch." + dtype);
        }
    }

    /** Whether the printed elements say of which type they are. */
    private boolean isSelfEvident() {
        DType complex = defaultDtype() == DType.FLOAT64 ? DType.COMPLEX128 : DType.COMPLEX64;
        return dtype == defaultDtype() || dtype == complex || dtype == DType.INT64 || dtype == DType.BOOL;
    }

    private static DType defaultDtype() {
        ScalarType type = torch.get_default_dtype_as_scalartype().intern();
        return DType.of(type);
    }

    private String layoutName() {
        return switch (layout) {
            case Sparse -> "torch.sparse_coo";
            case SparseCsr -> "torch.sparse_csr";
            case SparseCsc -> "torch.sparse_csc";
            case SparseBsr -> "torch.sparse_bsr";
            case SparseBsc -> "torch.sparse_bsc";
            case Mkldnn -> "torch._mkldnn";
            default -> "torch." + layout.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String size(Tensor tensor) {
        long dims = tensor.dim();
        return LongStream.range(0, dims)
                .mapToObj(dim -> Long.toString(tensor.size(dim)))
                .collect(Collectors.joining(", ", "(", dims == 1 ? ",)" : ")"));
    }

    private String withSuffixes(String text, boolean forceNewline) {
        StringBuilder result = new StringBuilder(text);
        boolean newline = forceNewline;
        int lastLine = text.length() - text.lastIndexOf('\n') + 1;
        for (String suffix : suffixes) {
            if (newline || lastLine + suffix.length() + 2 > options.linewidth()) {
                result.append(",\n").append(" ".repeat(prefix.length())).append(suffix);
                lastLine = prefix.length() + suffix.length();
                newline = false;
            } else {
                result.append(", ").append(suffix);
                lastLine += suffix.length() + 2;
            }
        }
        return result.append(')').toString();
    }
}
