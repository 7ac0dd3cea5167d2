package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.AnomalyMode;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The backward passes that run through one application of a function. Several may run at once on a graph that is kept;
 * the engine numbers them.
 */
final class FunctionPasses {
    /**
     * A pass that wants the gradients of some inputs only never takes the others. On the engine's own threads, where its
     * end is not seen, it is forgotten when so many have begun after it.
     */
    private static final int MOST = 256;

    private final AutogradFunction function;
    private final FunctionContext context;
    private final @Nullable TensorForm[] inputForms;
    private final List<TensorForm> outputForms = new ArrayList<>();
    private final Map<Integer, Pass> passes = new LinkedHashMap<>();

    FunctionPasses(AutogradFunction function, FunctionContext context, boolean[] needsInputGrad) {
        this.function = function;
        this.context = context;
        inputForms = new TensorForm[needsInputGrad.length];
    }

    void expectInput(int index, Tensor input) {
        inputForms[index] = TensorForm.of(input);
    }

    /** Hooks the barrier and the outputs; those without a gradient only count. */
    void begin(Tensor barrier, List<Tensor> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            outputForms.add(TensorForm.of(output));
            if (output.requiresGrad()) {
                int index = i;
                output.registerHook(grad -> {
                    current().gradOutputs[index] = grad;
                    return null;
                });
            }
        }
        GradHooks.register(
                barrier.handle(),
                nothing -> {
                    run(current());
                    return null;
                },
                () -> context.saved().release());
    }

    /** Takes the tensors that stand for the outputs in this pass. */
    void outputs(List<org.bytedeco.pytorch.Tensor> outputs) {
        current().outputs = outputs;
    }

    /** The result of the backward function for an input, in the pass that runs on this thread. */
    @Nullable
    Tensor takeGradInput(int index) {
        int number = torch.get_current_graph_task_id();
        synchronized (passes) {
            Pass pass = passes.get(number);
            if (pass == null) {
                throw new IllegalStateException("More than " + MOST + " backward passes at once through one function");
            }
            Tensor grad = pass.gradInputs[index];
            pass.left--;
            if (pass.left == 0) {
                passes.remove(number);
            }
            return grad;
        }
    }

    private Pass current() {
        int number = torch.get_current_graph_task_id();
        synchronized (passes) {
            Pass known = passes.get(number);
            if (known != null) {
                return known;
            }
            Pass pass = new Pass(outputForms.size(), inputForms);
            passes.put(number, pass);
            BackwardRun run = BackwardRun.current();
            if (run != null) {
                run.atEnd(() -> end(number));
            } else if (passes.size() > MOST) {
                passes.remove(passes.keySet().iterator().next());
            }
            return pass;
        }
    }

    private void end(int number) {
        synchronized (passes) {
            passes.remove(number);
        }
    }

    private void run(Pass pass) {
        List<Tensor> gradOutputs = new ArrayList<>();
        for (int i = 0; i < pass.gradOutputs.length; i++) {
            Tensor grad = pass.gradOutputs[i];
            gradOutputs.add(
                    grad != null || !context.materializesGrads()
                            ? grad
                            : outputForms.get(i).zeros());
        }
        SavedTensors saved = context.saved();
        List<org.bytedeco.pytorch.Tensor> outputs = pass.outputs;
        saved.enterPass(outputs == null ? null : index -> output(outputs, index));
        try {
            check(pass, function.backward(context, gradOutputs));
        } finally {
            SavedTensors.leavePass();
            pass.forgetOutputs();
        }
        if (!torch.get_current_graph_task_keep_graph()) {
            saved.release();
        }
    }

    /** What stands for a saved output: with a history only if that may be wanted. */
    private Tensor output(List<org.bytedeco.pytorch.Tensor> outputs, int index) {
        return Autograd.isEnabled()
                ? OutputAlias.of(outputs, index, this)
                : Tensor.own(outputs.get(index).detach());
    }

    /** The checks of validate_outputs in torch/csrc/autograd/engine.cpp. */
    private void check(Pass pass, List<? extends @Nullable Tensor> gradInputs) {
        String name = name();
        int expected = inputForms.length;
        if (gradInputs.size() < expected
                || gradInputs.subList(expected, gradInputs.size()).stream().anyMatch(Objects::nonNull)) {
            throw new TorchException("function " + name + " returned an incorrect number of gradients (expected "
                    + expected + ", got " + gradInputs.size() + ")");
        }
        for (int i = 0; i < expected; i++) {
            Tensor grad = gradInputs.get(i);
            TensorForm form = inputForms[i];
            if (grad != null && form != null) {
                pass.gradInputs[i] = form.fit(grad, name, i);
            }
        }
        if (AnomalyMode.is_enabled() && AnomalyMode.should_check_nan()) {
            checkNan(pass, name);
        }
    }

    /** What Python calls the node. */
    private String name() {
        String simple = function.getClass().getSimpleName();
        return (simple.isEmpty() ? AutogradFunction.class.getSimpleName() : simple) + "Backward";
    }

    private static void checkNan(Pass pass, String name) {
        for (int i = 0; i < pass.gradInputs.length; i++) {
            Tensor grad = pass.gradInputs[i];
            if (grad != null && grad.ne(grad).any().itemBoolean()) {
                throw new TorchException("Function '" + name + "' returned nan values in its " + i + "th output.");
            }
        }
    }

    private static final class Pass {
        final @Nullable Tensor[] gradOutputs;
        final @Nullable Tensor[] gradInputs;

        @Nullable
        List<org.bytedeco.pytorch.Tensor> outputs;

        int left;

        Pass(int outputs, @Nullable TensorForm[] inputForms) {
            gradOutputs = new Tensor[outputs];
            gradInputs = new Tensor[inputForms.length];
            left = (int) Arrays.stream(inputForms).filter(Objects::nonNull).count();
        }

        void forgetOutputs() {
            List<org.bytedeco.pytorch.Tensor> copies = outputs;
            if (copies != null) {
                outputs = null;
                copies.forEach(org.bytedeco.pytorch.Tensor::close);
            }
        }
    }
}
