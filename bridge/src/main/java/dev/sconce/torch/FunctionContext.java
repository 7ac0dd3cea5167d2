package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What one application of an {@link AutogradFunction} remembers from its forward to its backward function. */
public final class FunctionContext {
    private final boolean[] needsInputGrad;
    private final List<@Nullable Tensor> toSave = new ArrayList<>();
    private final List<Tensor> dirty = new ArrayList<>();
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final List<Tensor> nonDifferentiable = new ArrayList<>();
    private boolean materializeGrads = true;
    private SavedTensors saved = SavedTensors.NONE;

    FunctionContext(boolean[] needsInputGrad) {
        this.needsInputGrad = needsInputGrad;
    }

    /**
     * Keeps inputs, outputs or other tensors for the backward function. Called again, it replaces what was kept.
     *
     * @param tensors what to keep, until the graph is freed; null stands for none
     */
    public void saveForBackward(@Nullable Tensor... tensors) {
        toSave.clear();
        toSave.addAll(Arrays.asList(tensors));
    }

    /**
     * What {@link #saveForBackward} kept.
     *
     * @return tensors of the current scope, in the same order, and null where null was saved
     * @throws TorchException if the graph is freed, or one was changed in place since, in Python's words
     */
    public List<Tensor> savedTensors() {
        return saved.unpack();
    }

    /**
     * Keeps a value that is no tensor for the backward function, as an attribute that is set on Python's {@code ctx}. A
     * tensor that is kept this way is not checked for changes in place, and an output keeps the graph alive.
     *
     * @param name a name
     * @param value the value
     */
    public void put(String name, @Nullable Object value) {
        values.put(name, value);
    }

    /**
     * What {@link #put} kept.
     *
     * @param name the name
     * @return the value
     * @throws NoSuchElementException if nothing was kept by this name
     */
    public @Nullable Object get(String name) {
        if (!values.containsKey(name)) {
            throw new NoSuchElementException("Nothing was put into this context as '" + name + "'");
        }
        return values.get(name);
    }

    /**
     * Says that the forward function changes inputs in place and returns them.
     *
     * @param inputs those inputs; none is a leaf that requires a gradient; the base of one that is a view
     *     gets its gradient through the function, too
     */
    public void markDirty(Tensor... inputs) {
        dirty.addAll(List.of(inputs));
    }

    /**
     * Says that outputs have no gradient.
     *
     * @param outputs those outputs
     */
    public void markNonDifferentiable(Tensor... outputs) {
        nonDifferentiable.addAll(List.of(outputs));
    }

    /**
     * Whether the backward function gets zeros, and not null, for the gradients of outputs that were not used.
     *
     * @param materialize true without this call
     */
    public void setMaterializeGrads(boolean materialize) {
        materializeGrads = materialize;
    }

    /**
     * Whether the gradient with respect to an input is wanted; what is not wanted need not be computed.
     *
     * @param index the number of the input
     * @return whether the input required a gradient
     */
    public boolean needsInputGrad(int index) {
        return needsInputGrad[index];
    }

    /**
     * Which inputs want a gradient ({@code ctx.needs_input_grad}).
     *
     * @return for each input, whether it required a gradient
     */
    public boolean[] needsInputGrad() {
        return needsInputGrad.clone();
    }

    boolean materializesGrads() {
        return materializeGrads;
    }

    boolean isDirty(Tensor tensor) {
        return contains(dirty, tensor);
    }

    boolean isNonDifferentiable(Tensor tensor) {
        return contains(nonDifferentiable, tensor);
    }

    List<Tensor> dirty() {
        return dirty;
    }

    List<@Nullable Tensor> toSave() {
        return toSave;
    }

    void save(SavedTensors tensors) {
        saved = tensors;
        toSave.clear();
        dirty.clear();
        nonDifferentiable.clear();
    }

    SavedTensors saved() {
        return saved;
    }

    static boolean contains(List<Tensor> tensors, Tensor wanted) {
        return indexOf(tensors, wanted) >= 0;
    }

    static int indexOf(List<? extends @Nullable Tensor> tensors, Tensor wanted) {
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            if (tensor != null && tensor.isSame(wanted)) {
                return i;
            }
        }
        return -1;
    }
}
