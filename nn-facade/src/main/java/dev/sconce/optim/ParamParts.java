package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The update of a large parameter, part by part. A rule is several operations, each of which passes over the parameter, its
 * gradient or its state; done for one part after the other, all but the first find in the cache what they need. Where every
 * operation is elementwise, the result is the same to the last bit, for an element's own operations keep their order.
 */
final class ParamParts {
    /** Elements that a thread works on at a time: 256 KiB of each tensor. A multiple of what one vector instruction takes. */
    private static final long PART = 1 << 16;

    private ParamParts() {}

    /** Whether the parameter is large, on the CPU, and lies in memory as its gradient and its state do. */
    static boolean serves(ParamUpdate update) {
        Tensor param = update.param();
        return param.numel() >= 4 * PART
                && param.device().type().equals("cpu")
                && !param.dtype().isComplex()
                && param.isContiguous()
                && update.grad().isContiguous()
                && update.state().tensors().values().stream()
                        .allMatch(tensor -> tensor.numel() == param.numel() && tensor.isContiguous());
    }

    /** Does the work for one part after the other, each in a scope of its own. */
    static void forEach(ParamUpdate whole, Consumer<ParamUpdate> work) {
        Tensor param = whole.param().view(-1);
        Tensor grad = whole.grad().view(-1);
        Map<String, Tensor> state = new LinkedHashMap<>();
        whole.state().tensors().forEach((name, tensor) -> state.put(name, tensor.view(-1)));
        long step = PART * Torch.getNumThreads();
        for (long start = 0; start < param.numel(); start += step) {
            long from = start;
            long length = Math.min(step, param.numel() - start);
            try (var scope = new TensorScope()) {
                Map<String, Tensor> parts = new LinkedHashMap<>();
                state.forEach((name, tensor) -> parts.put(name, tensor.narrow(0, from, length)));
                work.accept(whole.part(param.narrow(0, from, length), grad.narrow(0, from, length), parts));
            }
        }
    }
}
