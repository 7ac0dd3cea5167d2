package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The elements of a tensor in their nested brackets: {@code _tensor_str} of {@code torch/_tensor_str.py}.
 *
 * <p>Works on native tensors without a graph; whoever calls opens a {@link PointerScope} that frees the steps between.
 */
final class TensorBody {
    /** This type has no zero: converting one gives the least number, and comparing with zero finds that. */
    private static final double E8M0FNU_ZERO = 0x1p-127;

    private final PrintOptions options;
    private final boolean summarize;
    private final long[] shape;
    private final Cells cells;
    private int next;

    private TensorBody(Tensor tensor, PrintOptions options) {
        this.options = options;
        summarize = tensor.numel() > options.threshold();
        shape = new long[Math.toIntExact(tensor.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        cells = cells(summarize && options.edgeitems() > 0 ? edges(tensor) : tensor);
    }

    /** Prints the elements of a tensor whose text begins in column {@code indent}. */
    static String of(Tensor tensor, int indent, PrintOptions options) {
        if (tensor.numel() == 0) {
            return "[]";
        }
        if (tensor.dim() > 0 && tensor.numel() > options.threshold() && options.edgeitems() == 0) {
            return "[...]";
        }
        return new TensorBody(tensor, options).text(0, indent);
    }

    private String text(int dim, int indent) {
        if (dim == shape.length) {
            return cells.texts().get(next++);
        }
        if (dim == shape.length - 1) {
            return vector(indent);
        }
        List<String> rows = new ArrayList<>();
        for (long i = 0; i < shown(dim); i++) {
            if (isCut(dim) && i == options.edgeitems()) {
                rows.add("...");
            }
            rows.add(text(dim + 1, indent + 1));
        }
        String separator = "," + "\n".repeat(shape.length - dim - 1) + " ".repeat(indent + 1);
        return "[" + String.join(separator, rows) + "]";
    }

    private String vector(int indent) {
        int dim = shape.length - 1;
        List<String> items = new ArrayList<>();
        for (long i = 0; i < shown(dim); i++) {
            if (isCut(dim) && i == options.edgeitems()) {
                items.add(" ...");
            }
            items.add(cells.texts().get(next++));
        }
        int perLine = Math.max(1, Math.floorDiv(options.linewidth() - indent, cells.width() + 2));
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < items.size(); from += perLine) {
            lines.add(String.join(", ", items.subList(from, Math.min(from + perLine, items.size()))));
        }
        return "[" + String.join(",\n" + " ".repeat(indent + 1), lines) + "]";
    }

    private boolean isCut(int dim) {
        return summarize && shape[dim] > 2L * options.edgeitems();
    }

    private long shown(int dim) {
        return isCut(dim) ? 2L * options.edgeitems() : shape[dim];
    }

    /** The part of the tensor that is shown, in one piece. */
    private Tensor edges(Tensor tensor) {
        Tensor result = tensor;
        int edge = options.edgeitems();
        for (int dim = 0; dim < shape.length; dim++) {
            if (isCut(dim)) {
                Tensor first = result.narrow(dim, 0, edge);
                Tensor last = result.narrow(dim, shape[dim] - edge, edge);
                result = torch.cat(new TensorVector(first, last), dim);
            }
        }
        return result;
    }

    private Cells cells(Tensor tensor) {
        DType dtype = DType.of(tensor.scalar_type());
        if (dtype.isComplex()) {
            Tensor parts = torch.view_as_real(tensor.resolve_conj());
            return Cells.ofComplex(
                    HostElements.doubles(parts.select(-1, 0)), HostElements.doubles(parts.select(-1, 1)), options);
        }
        if (dtype.isFloatingPoint()) {
            // Pairs of 4-bit floats have no conversion; Python shows their bytes.
            Tensor readable = dtype == DType.FLOAT4_E2M1FN_X2 ? tensor.view(ScalarType.Byte) : tensor;
            double zero = dtype == DType.FLOAT8_E8M0FNU ? E8M0FNU_ZERO : 0;
            return Cells.ofReals(HostElements.doubles(readable), zero, options);
        }
        long[] values = HostElements.longs(tensor);
        return Cells.ofTexts(values.length, i -> switch (dtype) {
            case BOOL -> values[i] == 0 ? "False" : "True";
            case UINT64 -> Long.toUnsignedString(values[i]);
            default -> Long.toString(values[i]);
        });
    }
}
