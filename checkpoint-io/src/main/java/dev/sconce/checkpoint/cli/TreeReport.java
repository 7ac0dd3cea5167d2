package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PyTree;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.PrintWriter;
import java.util.IdentityHashMap;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** A checkpoint as a tree of text: keys, types, shapes, sizes, sharing; totals at the end. */
final class TreeReport {
    private static final int MAX_SCALAR_CHARS = 80;

    private final PrintWriter out;
    private final Ansi ansi;
    private final IdentityHashMap<HostStorage, String> firstUse = new IdentityHashMap<>();
    private long tensors;
    private long elements;
    private long storedBytes;

    private TreeReport(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    static void print(Checkpoint checkpoint, PrintWriter out, Ansi ansi) throws CheckpointFormatException {
        var report = new TreeReport(out, ansi);
        String version = checkpoint.formatVersion();
        report.line("@|bold " + checkpoint.format().title() + "|@" + (version.isEmpty() ? "" : ", version " + version));
        String cut = null;
        try {
            PyTree.walk(checkpoint.root(), ReadLimits.DEFAULT, report::visit);
        } catch (CheckpointFormatException e) {
            cut = e.problem();
        }
        report.total(checkpoint.unknownGlobals());
        if (cut != null) {
            report.line("@|yellow the tree is cut short:|@ " + cut);
        }
    }

    private void line(String markup) {
        out.println(ansi.string(markup));
    }

    private void visit(String path, PyValue value) {
        int depth =
                path.isEmpty() ? 0 : (int) path.chars().filter(c -> c == '/').count() + 1;
        String name = path.isEmpty() ? "(root)" : path.substring(path.lastIndexOf('/') + 1);
        out.print("  ".repeat(depth));
        out.print(ansi.string("@|cyan " + printable(name) + "|@ "));
        out.println(describe(path, value));
    }

    private String describe(String path, PyValue value) {
        if (value instanceof HostTensor tensor) {
            return describe(path, tensor);
        } else if (value instanceof PyDict dict) {
            return dict.kind().className() + " of " + dict.size();
        } else if (value instanceof PyList list) {
            return "list of " + list.size();
        } else if (value instanceof PyTuple tuple) {
            return "tuple of " + tuple.size();
        } else if (value instanceof PyObject object) {
            return "object " + printable(object.type().qualifiedName());
        }
        return printable(value.toString());
    }

    private String describe(String path, HostTensor tensor) {
        tensors++;
        elements += tensor.elementCount();
        var text = new StringBuilder(tensor.isParameter() ? "parameter " : "")
                .append(tensor.dtype().torchName())
                .append(' ')
                .append(java.util.Arrays.toString(tensor.shape()));
        if (tensor.isMeta()) {
            return text.append(", meta").toString();
        }
        text.append(", ").append(Sizes.of(tensor.lengthBytes()));
        String other = firstUse.putIfAbsent(tensor.storage(), path);
        if (other == null) {
            storedBytes += tensor.storage().lengthBytes();
        } else {
            text.append(", shares memory with ").append(printable(other));
        }
        if (!tensor.storage().location().equals("cpu")) {
            text.append(", was on ").append(printable(tensor.storage().location()));
        }
        return text.toString();
    }

    private void total(Set<String> unknown) {
        line("");
        line("@|bold " + tensors + "|@ tensors, " + elements + " elements, " + Sizes.of(storedBytes) + " in "
                + firstUse.size() + " storages");
        if (!unknown.isEmpty()) {
            line("@|yellow unknown Python names:|@ " + printable(String.join(", ", unknown)));
        }
    }

    /** What comes out of a file must not steer a terminal, nor be taken for markup. */
    private static String printable(String text) {
        String shown = text.length() <= MAX_SCALAR_CHARS ? text : text.substring(0, MAX_SCALAR_CHARS) + "...";
        return shown.replaceAll("\\p{Cntrl}", "?").replace("@|", "@ |");
    }
}
