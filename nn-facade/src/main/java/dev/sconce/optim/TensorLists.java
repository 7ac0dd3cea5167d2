package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of several parameters' steps as lists, for operations that work on lists. */
final class TensorLists {
    private final List<ParamUpdate> updates;

    private TensorLists(List<ParamUpdate> updates) {
        this.updates = updates;
    }

    /** Lists with complex tensors seen as pairs of real numbers. */
    static TensorLists asReal(List<ParamUpdate> updates) {
        return new TensorLists(updates.stream().map(ParamUpdate::asReal).toList());
    }

    /** Lists of the tensors as they are. */
    static TensorLists of(List<ParamUpdate> updates) {
        return new TensorLists(updates);
    }

    private List<Tensor> list(Function<ParamUpdate, Tensor> part) {
        List<Tensor> list = new ArrayList<>(updates.size());
        updates.forEach(update -> list.add(part.apply(update)));
        return list;
    }

    List<Tensor> params() {
        return list(ParamUpdate::param);
    }

    List<Tensor> grads() {
        return list(ParamUpdate::grad);
    }

    /** The gradients, with their signs turned in new tensors if the objective is to grow. */
    List<Tensor> grads(boolean maximize) {
        return maximize ? Foreach.neg(grads()) : grads();
    }

    /** The gradients with weight decay added. */
    List<Tensor> grads(boolean maximize, double weightDecay) {
        List<Tensor> grads = grads(maximize);
        return weightDecay == 0 ? grads : Foreach.add(grads, params(), weightDecay);
    }

    List<Tensor> scalars(String name) {
        return list(update -> update.scalar(name).tensor());
    }

    List<Tensor> states(String name) {
        return list(update -> update.tensor(name));
    }

    List<@Nullable Tensor> statesOrNull(String name) {
        List<@Nullable Tensor> list = new ArrayList<>(updates.size());
        updates.forEach(update -> list.add(update.tensorOrNull(name)));
        return list;
    }

    /** Counts one step for each parameter and then gives the counts: a parameter that is here twice has counted twice. */
    double[] countSteps() {
        updates.forEach(update -> update.steps().increment());
        return updates.stream().mapToDouble(update -> update.steps().value()).toArray();
    }

    /** Counts one step for each parameter in the tensors that native code reads, and gives these. */
    List<Tensor> countStepsInTensors() {
        List<Tensor> steps = list(update -> update.steps().tensorToChange());
        Foreach.add_(steps, 1);
        return steps;
    }
}
