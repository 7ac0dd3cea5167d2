package dev.sconce.optim.swa;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.BatchNorm;
import dev.sconce.nn.Module;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Running statistics of batch norms for weights that no batch has gone through yet, such as averaged ones. */
public final class BatchNormStatistics {
    private BatchNormStatistics() {}

    /**
     * Computes the running statistics of all batch norms of a model again, as the plain mean over batches
     * ({@code update_bn}). The model's mode and momenta stay as they were.
     *
     * @param loader batches: tensors, or lists whose first element is one
     * @param model a model that takes one tensor
     * @throws IllegalArgumentException if a batch is neither
     */
    public static void updateBn(Iterable<?> loader, Module model) {
        updateBn(loader, BatchNormStatistics::input, model, null);
    }

    /**
     * As {@link #updateBn(Iterable, Module)} for batches of any class.
     *
     * @param loader batches
     * @param input what of a batch goes into the model
     * @param model a model that takes one tensor
     * @param device where to move the input before, or null to leave it
     * @param <B> the class of the batches
     */
    public static <B> void updateBn(
            Iterable<? extends B> loader, Function<? super B, Tensor> input, Module model, @Nullable Device device) {
        Map<BatchNorm, @Nullable Double> momenta = new LinkedHashMap<>();
        for (Module module : model.modules()) {
            if (module instanceof BatchNorm norm) {
                norm.resetRunningStats();
                momenta.put(norm, norm.momentum);
            }
        }
        if (momenta.isEmpty()) {
            return;
        }
        boolean wasTraining = model.isTraining();
        model.train();
        momenta.keySet().forEach(norm -> norm.momentum = null);
        try (var noGrad = Torch.noGrad()) {
            for (B batch : loader) {
                try (var scope = new TensorScope()) {
                    Tensor x = input.apply(batch);
                    Arguments.of(device == null ? x : x.to(o -> o.device(device)))
                            .passTo(model);
                }
            }
        } finally {
            momenta.forEach((norm, momentum) -> norm.momentum = momentum);
            model.train(wasTraining);
        }
    }

    private static Tensor input(Object batch) {
        Object first = batch instanceof List<?> list && !list.isEmpty() ? list.get(0) : batch;
        if (first instanceof Tensor tensor) {
            return tensor;
        }
        throw new IllegalArgumentException("a batch must be a Tensor or a List whose first element is one, but got "
                + batch.getClass().getName());
    }
}
