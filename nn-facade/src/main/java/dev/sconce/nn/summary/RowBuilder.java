package dev.sconce.nn.summary;

import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.summary.CallRecorder.ModuleCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes rows of calls: numbers them, and counts parameters and multiply-adds. */
final class RowBuilder {
    private static final Pattern KERNEL_SIZE = Pattern.compile("kernel_size=(?:(\\d+)|\\(([^),]+(?:, [^),]+)*),?\\))");

    private final List<ModuleCall> calls;
    private final Set<Module> called = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Module> before = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Integer> counts = new ArrayList<>();

    private RowBuilder(List<ModuleCall> calls) {
        this.calls = calls;
        calls.forEach(call -> called.add(call.module));
    }

    static List<SummaryRow> rows(List<ModuleCall> calls) {
        RowBuilder builder = new RowBuilder(calls);
        List<SummaryRow> rows = builder.calls.stream().map(builder::row).toList();
        List<SummaryRow> summed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            summed.add(summed(rows, i));
        }
        return List.copyOf(summed);
    }

    /** A row that knows what the rows in it multiply; they follow it, and are deeper. */
    private static SummaryRow summed(List<SummaryRow> rows, int at) {
        SummaryRow row = rows.get(at);
        long within = row.multAdds();
        for (int i = at + 1; i < rows.size() && rows.get(i).depth() > row.depth(); i++) {
            within += rows.get(i).multAdds();
        }
        return new SummaryRow(
                row.type(),
                row.name(),
                row.depth(),
                row.index(),
                row.inputShape(),
                row.outputShape(),
                row.outputBytes(),
                row.params(),
                row.trainableParams(),
                row.leftoverParams(),
                row.multAdds(),
                within,
                row.kernelSize(),
                row.isLeaf(),
                row.isRecursive());
    }

    private SummaryRow row(ModuleCall call) {
        Module module = call.module;
        while (counts.size() <= call.depth) {
            counts.add(0);
        }
        int index = counts.get(call.depth) + 1;
        counts.set(call.depth, index);
        boolean leaf = module.children().isEmpty();
        Collection<Parameter> parameters = module.parameters();
        List<Long> output = call.output.shape();
        return new SummaryRow(
                typeOf(module),
                call.depth == 0 ? typeOf(module) : call.name,
                call.depth,
                index,
                call.input.shape(),
                output,
                call.output.bytes(),
                count(parameters),
                count(parameters.stream().filter(Parameter::requiresGrad).toList()),
                count(leftover(module)),
                leaf && !output.isEmpty() ? multAdds(module, output) : 0,
                0,
                kernelSize(module),
                leaf,
                !before.add(module));
    }

    /** The class's name as it is printed. */
    private static String typeOf(Module module) {
        String text = module.toString();
        int end = text.indexOf('(');
        return end < 0 ? module.getClass().getSimpleName() : text.substring(0, end);
    }

    /** From the text, which tells one number from several as Python does. */
    private static String kernelSize(Module module) {
        Matcher size = KERNEL_SIZE.matcher(module.extraRepr());
        if (!size.find()) {
            return "";
        }
        return size.group(1) == null ? "[" + size.group(2) + "]" : size.group(1);
    }

    private static long count(Collection<Parameter> parameters) {
        return parameters.stream().mapToLong(Parameter::numel).sum();
    }

    private Collection<Parameter> leftover(Module module) {
        Set<Parameter> leftover = Collections.newSetFromMap(new IdentityHashMap<>());
        leftover.addAll(module.parameters());
        for (Module child : module.children()) {
            if (called.contains(child)) {
                child.parameters().forEach(leftover::remove);
            }
        }
        return leftover;
    }

    /** As {@code LayerInfo.calculate_macs} of torchinfo. */
    private static long multAdds(Module module, List<Long> output) {
        boolean convolution = typeOf(module).contains("Conv");
        long perWeight = output.get(0) * (convolution ? product(output, 2, output.size()) : 1);
        long perStep = product(output, 0, Math.min(2, output.size()));
        long sum = 0;
        for (Map.Entry<String, Parameter> entry : module.namedParameters().entrySet()) {
            String name = entry.getKey();
            if (name.equals("weight") || name.equals("bias")) {
                sum += entry.getValue().numel() * perWeight;
            } else if (name.contains("weight") || name.contains("bias")) {
                sum += entry.getValue().numel() * perStep;
            }
        }
        return sum;
    }

    private static long product(List<Long> numbers, int from, int to) {
        long product = 1;
        for (int i = from; i < to; i++) {
            product *= numbers.get(i);
        }
        return product;
    }
}
