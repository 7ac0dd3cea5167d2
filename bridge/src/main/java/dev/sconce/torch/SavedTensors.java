package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.AnomalyMode;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that one application of a function keeps, as {@code SavedVariable} in
 * torch/csrc/autograd/saved_variable.cpp does it.
 *
 * <p>An output cannot be kept as it is: it holds the graph, which holds this object, so that neither would ever be freed.
 * Outputs are put in by each backward pass, which has them from the node that it came through.
 */
final class SavedTensors {
    /** The passes that this thread runs backward functions for, the innermost first. */
    private static final ThreadLocal<@Nullable Entered> ENTERED = new ThreadLocal<>();

    private static final String ENABLE_ANOMALY =
            "Hint: enable anomaly detection to find the operation that failed to compute its gradient, with"
                    + " torch.autograd.set_detect_anomaly(True, check_nan=False).";
    private static final String FURTHER_ABOVE =
            "Hint: the backtrace further above shows the operation that failed to compute its gradient. The variable"
                    + " in question was changed in there or anywhere later. Good luck!";

    static final SavedTensors NONE = new SavedTensors(List.of(), List.of(), "");

    private final List<@Nullable Saved> tensors = new ArrayList<>();
    private final String nodeName;
    private volatile boolean released;

    SavedTensors(List<? extends @Nullable Tensor> toSave, List<Tensor> outputs, String nodeName) {
        this.nodeName = nodeName;
        for (Tensor tensor : toSave) {
            tensors.add(tensor == null ? null : new Saved(tensor, FunctionContext.indexOf(outputs, tensor)));
        }
    }

    boolean includesOutputs() {
        return tensors.stream().anyMatch(saved -> saved != null && saved.output >= 0);
    }

    /**
     * Says which tensors stand for the outputs while this thread runs a backward function; to be undone by
     * {@link #leavePass()}.
     */
    void enterPass(@Nullable IntFunction<Tensor> outputs) {
        ENTERED.set(new Entered(this, outputs, ENTERED.get()));
    }

    static void leavePass() {
        Entered innermost = ENTERED.get();
        ENTERED.set(innermost == null ? null : innermost.outer);
    }

    private @Nullable IntFunction<Tensor> outputsOfThisPass() {
        for (Entered entered = ENTERED.get(); entered != null; entered = entered.outer) {
            if (entered.tensors == this) {
                return entered.outputs;
            }
        }
        return null;
    }

    private record Entered(
            SavedTensors tensors,
            @Nullable IntFunction<Tensor> outputs,
            @Nullable Entered outer) {}

    List<@Nullable Tensor> unpack() {
        if (released) {
            throw new TorchException(torch.ERR_BACKWARD_TWICE().getString());
        }
        IntFunction<Tensor> outputs = outputsOfThisPass();
        List<@Nullable Tensor> unpacked = new ArrayList<>();
        for (Saved saved : tensors) {
            unpacked.add(saved == null ? null : saved.unpack(outputs));
        }
        return unpacked;
    }

    /** Frees the memory when the graph is freed. */
    void release() {
        if (!tensors.isEmpty()) {
            released = true;
            tensors.stream().filter(Objects::nonNull).forEach(Saved::release);
        }
    }

    /**
     * Refuses a tensor that was changed in place since it was saved.
     *
     * @param nodeName what made it; null for a leaf
     * @param output which output of that it is
     * @throws TorchException in Python's words
     */
    static void checkVersion(
            org.bytedeco.pytorch.Tensor tensor, long expected, @Nullable String nodeName, long output) {
        long version = tensor.__dispatch__version();
        if (version != expected) {
            Tensor named = Tensor.own(new org.bytedeco.pytorch.Tensor(tensor));
            String origin = nodeName == null
                    ? ""
                    : ", which is output " + output + " of " + nodeName.replaceFirst("Backward\\d*$", "") + ",";
            throw new TorchException("one of the variables needed for gradient computation has been modified by an"
                    + " inplace operation: [" + HookList.typeName(named) + " " + Arrays.toString(named.shape()) + "]"
                    + origin + " is at version " + version + "; expected version " + expected + " instead. "
                    + (AnomalyMode.is_enabled() ? FURTHER_ABOVE : ENABLE_ANOMALY));
        }
    }

    private final class Saved {
        private final org.bytedeco.pytorch.Tensor tensor;
        private final long version;
        private final int output;

        Saved(Tensor original, int output) {
            this.output = output;
            tensor = output >= 0
                    ? original.handle().variable_data()
                    : new org.bytedeco.pytorch.Tensor(original.handle());
            version = tensor.__dispatch__version();
        }

        Tensor unpack(@Nullable IntFunction<Tensor> outputs) {
            if (output >= 0 && outputs != null) {
                return outputs.apply(output);
            }
            if (output >= 0 && Autograd.isEnabled()) {
                throw new TorchException("An input that the forward function changed in place and saved is kept without"
                        + " its history: the backward function cannot be differentiated again");
            }
            if (output >= 0) {
                checkVersion(tensor, version, nodeName, output);
            } else {
                checkVersion(tensor, version, GradFn.nameOf(tensor), tensor.output_nr());
            }
            Tensor unpacked = Tensor.own(new org.bytedeco.pytorch.Tensor(tensor));
            return unpacked;
        }

        void release() {
            tensor.close();
        }
    }
}
