package dev.sconce.torch;

import dev.sconce.torch.internal.PyWarnings;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scales the loss so that gradients of half precision do not vanish, and skips the steps in which they overflow, as
 * {@code torch.amp.GradScaler}.
 *
 * <pre>{@code
 * scaler.scale(loss).backward();
 * scaler.step(optimizer);
 * scaler.update();
 * }</pre>
 *
 * <p>The scale is a {@code float32} on the device of the first tensor that was scaled. A scaler is used by one thread at a
 * time.
 */
public final class GradScaler {
    private static final System.Logger LOG = System.getLogger(GradScaler.class.getName());

    /** What was done with the gradients of an optimizer since the last {@link #update()}. */
    private enum Stage {
        READY,
        UNSCALED,
        STEPPED
    }

    private static final class OptimizerState {
        Stage stage = Stage.READY;
        List<Tensor> foundInf = List.of();
    }

    private final String deviceType;
    private final boolean enabled;
    private double initScale;
    private double growthFactor;
    private double backoffFactor;
    private long growthInterval;
    private long initGrowthTracker;
    private @Nullable Tensor scale;
    private @Nullable Tensor growthTracker;
    private IdentityHashMap<ScaledOptimizer, OptimizerState> states = new IdentityHashMap<>();

    /** Makes a scaler for {@code cuda} with PyTorch's defaults. */
    public GradScaler() {
        this("cuda");
    }

    /**
     * Makes a scaler with PyTorch's defaults: 65536 at first, doubled after 2000 good steps, halved after a bad one.
     *
     * @param deviceType {@code cuda} or {@code cpu}; where there is no CUDA device, a scaler for {@code cuda} warns by the
     *     system's logger and does nothing
     */
    public GradScaler(String deviceType) {
        this(deviceType, options -> {});
    }

    /**
     * Makes a scaler.
     *
     * @param deviceType {@code cuda} or {@code cpu}
     * @param options sets the options
     * @throws IllegalArgumentException if the scaler is enabled and a factor is out of its range
     */
    public GradScaler(String deviceType, Consumer<? super GradScalerOptions> options) {
        GradScalerOptions chosen = new GradScalerOptions();
        options.accept(chosen);
        this.deviceType = deviceType;
        enabled = chosen.enabled && isThere(deviceType);
        if (enabled && chosen.growthFactor <= 1) {
            throw new IllegalArgumentException("The growth factor must be > 1.0.");
        }
        if (enabled && chosen.backoffFactor >= 1) {
            throw new IllegalArgumentException("The backoff factor must be < 1.0.");
        }
        initScale = chosen.initScale;
        growthFactor = chosen.growthFactor;
        backoffFactor = chosen.backoffFactor;
        growthInterval = chosen.growthInterval;
    }

    private static boolean isThere(String deviceType) {
        boolean there = !deviceType.equals("cuda") || Torch.cudaIsAvailable();
        if (!there) {
            PyWarnings.warn(LOG, "torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.");
        }
        return there;
    }

    /**
     * By what the scale grows.
     *
     * @return the factor
     */
    public double getGrowthFactor() {
        return growthFactor;
    }

    /**
     * Sets by what the scale grows.
     *
     * @param newFactor the factor, which is not checked
     */
    public void setGrowthFactor(double newFactor) {
        growthFactor = newFactor;
    }

    /**
     * By what the scale shrinks.
     *
     * @return the factor
     */
    public double getBackoffFactor() {
        return backoffFactor;
    }

    /**
     * Sets by what the scale shrinks.
     *
     * @param newFactor the factor, which is not checked
     */
    public void setBackoffFactor(double newFactor) {
        backoffFactor = newFactor;
    }

    /**
     * How many good steps in a row make the scale grow.
     *
     * @return the number of steps
     */
    public long getGrowthInterval() {
        return growthInterval;
    }

    /**
     * Sets how many good steps in a row make the scale grow.
     *
     * @param newInterval the number of steps
     */
    public void setGrowthInterval(long newInterval) {
        growthInterval = newInterval;
    }

    /**
     * Whether this scaler does anything.
     *
     * @return whether it does
     */
    public boolean isEnabled() {
        return enabled;
    }

    /**
     * The scale. On a GPU this waits for the device.
     *
     * @return the scale, 1 if this is not enabled
     */
    public double getScale() {
        if (!enabled) {
            return 1;
        }
        return scale == null ? initScale : scale.item();
    }

    /**
     * Multiplies a loss by the scale.
     *
     * @param output the loss
     * @return the product, recorded; the loss itself if this is not enabled
     * @throws TorchException if the first scale is no {@code float32}
     */
    public Tensor scale(Tensor output) {
        if (!enabled) {
            return output;
        }
        Tensor factor = scale;
        if (factor == null) {
            try (TensorScope outlives = TensorScope.none()) {
                factor = number(initScale, DType.FLOAT32, output.device());
                growthTracker = number(initGrowthTracker, DType.INT32, output.device());
            }
            scale = factor;
        }
        return output.mul(factor.to(output.device(), factor.dtype()));
    }

    /**
     * Multiplies several losses by the scale.
     *
     * @param outputs the losses
     * @return the products, in a list of their own
     */
    public List<Tensor> scale(List<? extends Tensor> outputs) {
        List<Tensor> scaled = new ArrayList<>(outputs.size());
        outputs.forEach(output -> scaled.add(scale(output)));
        return scaled;
    }

    /**
     * Multiplies all losses by the scale that stand in iterables within one another.
     *
     * @param outputs a tensor, or an iterable of such
     * @return the product; a {@link Tuple} for a tuple and a list for any other iterable
     * @throws IllegalArgumentException if there is anything else within
     */
    public Object scale(Object outputs) {
        if (!enabled) {
            return outputs;
        } else if (outputs instanceof Tensor tensor) { // which is an iterable, too
            return scale(tensor);
        } else if (outputs instanceof Iterable<?> several) {
            List<Object> scaled = new ArrayList<>();
            several.forEach(output -> scaled.add(scale(output)));
            return outputs instanceof Tuple ? Tuple.copyOf(scaled) : scaled;
        }
        throw new IllegalArgumentException("outputs must be a Tensor or an iterable of Tensors");
    }

    private static Tensor number(Number value, DType dtype, Device device) {
        return Torch.full(new long[0], value, o -> o.dtype(dtype).device(device));
    }

    /**
     * Divides the gradients of an optimizer's parameters by the scale, in place, and notes whether one is infinite or NaN.
     * Only who looks at or clips the gradients before {@link #step} calls it.
     *
     * @param optimizer the optimizer
     * @throws IllegalStateException if it was already done since the last {@link #update()}, or {@link #scale} was never
     *     called
     * @throws TorchException if a gradient is {@code float16}, as parameters must be of full precision, or is complex
     */
    public void unscale_(ScaledOptimizer optimizer) {
        if (!enabled) {
            return;
        }
        Tensor factor = checkScale("unscale_");
        OptimizerState state = state(optimizer);
        if (state.stage == Stage.UNSCALED) {
            throw new IllegalStateException(
                    "unscale_() has already been called on this optimizer since the last update().");
        }
        if (state.stage == Stage.STEPPED) {
            throw new IllegalStateException("unscale_() is being called after step().");
        }
        state.foundInf = GradientCheck.unscale(optimizer.scaledParameters(), factor);
        state.stage = Stage.UNSCALED;
    }

    /**
     * Has an optimizer make its step, after {@link #unscale_} if that was not called, unless a gradient is infinite or
     * NaN.
     *
     * @param optimizer the optimizer
     * @return whether the optimizer was called; one that scales by itself always is, and skips the step if it must
     * @throws IllegalStateException if it was already called since the last {@link #update()}, {@link #scale} was never
     *     called, or no parameter has a gradient
     * @throws TorchException as {@link #unscale_}
     */
    public boolean step(ScaledOptimizer optimizer) {
        if (!enabled) {
            optimizer.step();
            return true;
        }
        Tensor factor = checkScale("step");
        OptimizerState state = state(optimizer);
        if (state.stage == Stage.STEPPED) {
            throw new IllegalStateException("step() has already been called since the last update().");
        }
        boolean stepped = optimizer.stepSupportsAmpScaling()
                ? stepScaling(optimizer, state, factor)
                : stepUnscaled(optimizer, state);
        state.stage = Stage.STEPPED;
        return stepped;
    }

    private boolean stepUnscaled(ScaledOptimizer optimizer, OptimizerState state) {
        if (state.stage == Stage.READY) {
            unscale_(optimizer);
        }
        if (state.foundInf.isEmpty()) {
            throw new IllegalStateException("No inf checks were recorded for this optimizer.");
        }
        boolean good = state.foundInf.stream().allMatch(flag -> flag.item() == 0);
        if (good) {
            optimizer.step();
        }
        return good;
    }

    private static boolean stepScaling(ScaledOptimizer optimizer, OptimizerState state, Tensor factor) {
        boolean ready = state.stage == Stage.READY;
        if (ready) {
            state.foundInf = GradientCheck.look(optimizer.scaledParameters(), factor.device());
        }
        try (TensorScope scope = new TensorScope()) {
            Tensor found = sum(state.foundInf, factor.device());
            optimizer.step(ready ? factor : null, found == null ? number(0, DType.FLOAT32, factor.device()) : found);
        }
        return true;
    }

    /** The sum of the flags of several devices, on one of them; null if there are none. */
    private static @Nullable Tensor sum(List<Tensor> flags, Device device) {
        Tensor sum = null;
        for (Tensor flag : flags) {
            Tensor here = flag.to(device, DType.FLOAT32);
            sum = sum == null ? here : sum.add(here);
        }
        return sum;
    }

    /**
     * Has an optimizer make a step with a closure, which only a scaler can that is not enabled: the closure would compute
     * new gradients after the check.
     *
     * @param optimizer the optimizer
     * @param closure computes the loss and its gradients
     * @return the loss
     * @throws IllegalStateException if this is enabled
     */
    public Tensor step(ScaledOptimizer optimizer, Supplier<? extends Tensor> closure) {
        if (enabled) {
            throw new IllegalStateException("Closure use is not currently supported if GradScaler is enabled.");
        }
        return optimizer.step(closure);
    }

    /**
     * Adapts the scale to what happened in this iteration.
     *
     * @throws IllegalStateException if no {@link #step} or {@link #unscale_} came before
     */
    public void update() {
        if (!enabled) {
            return;
        }
        Tensor factor = checkScale("update");
        try (ThreadMode noGrad = Torch.noGrad();
                TensorScope scope = new TensorScope()) {
            List<Tensor> flags = new ArrayList<>();
            states.values().forEach(state -> flags.addAll(state.foundInf));
            Tensor found = sum(flags, factor.device());
            if (found == null) {
                throw new IllegalStateException("No inf checks were recorded prior to update.");
            }
            Torch.call(
                    "aten::_amp_update_scale_",
                    factor,
                    growthTracker,
                    found,
                    growthFactor,
                    backoffFactor,
                    growthInterval);
        }
        forgetStates();
    }

    /**
     * Sets the scale by hand in place of adapting it.
     *
     * @param newScale the scale
     * @throws IllegalStateException if {@link #scale} was not called before
     * @throws TorchException if it is no {@code float32}
     */
    public void update(double newScale) {
        if (enabled) {
            checkScale("update").fill_(newScale);
            forgetStates();
        }
    }

    /**
     * Sets the scale by hand in place of adapting it.
     *
     * @param newScale the scale, of no dimensions and on a device of this scaler's type; it is copied
     * @throws IllegalStateException if {@link #scale} was not called before
     * @throws IllegalArgumentException if it has not one element, requires a gradient, or is on another device
     * @throws TorchException if it has dimensions
     */
    public void update(Tensor newScale) {
        if (!enabled) {
            return;
        }
        Tensor factor = checkScale("update");
        if (!newScale.device().type().equals(deviceType) || newScale.numel() != 1 || newScale.requiresGrad()) {
            throw new IllegalArgumentException("new_scale should be a float or a 1-element torch.cuda.FloatTensor or"
                    + " torch.FloatTensor with requires_grad=False.");
        }
        factor.copy_(newScale);
        forgetStates();
    }

    private void forgetStates() {
        states.values().forEach(state -> state.foundInf.forEach(Tensor::close));
        states = new IdentityHashMap<>();
    }

    /**
     * What a checkpoint keeps, as in Python: {@code scale}, {@code growth_factor}, {@code backoff_factor} (doubles),
     * {@code growth_interval} and {@code _growth_tracker} (longs). To be asked for after {@link #update()}.
     *
     * @return a fresh, ordered map; empty if this is not enabled
     */
    public Map<String, Object> stateDict() {
        Map<String, Object> state = new LinkedHashMap<>();
        if (enabled) {
            state.put("scale", getScale());
            state.put("growth_factor", growthFactor);
            state.put("backoff_factor", backoffFactor);
            state.put("growth_interval", growthInterval);
            state.put("_growth_tracker", growthTracker == null ? initGrowthTracker : growthTracker.itemLong());
        }
        return state;
    }

    /**
     * Takes over what a checkpoint kept; nothing if this is not enabled.
     *
     * @param state what {@link #stateDict()} or Python's gave
     * @throws IllegalArgumentException if it is empty or lacks an entry; this scaler is then as before
     */
    public void loadStateDict(Map<String, ?> state) {
        if (!enabled) {
            return;
        }
        if (state.isEmpty()) {
            throw new IllegalArgumentException("The source state dict is empty, possibly because it was saved from a"
                    + " disabled instance of GradScaler.");
        }
        double newScale = number(state, "scale").doubleValue();
        double newGrowthFactor = number(state, "growth_factor").doubleValue();
        double newBackoffFactor = number(state, "backoff_factor").doubleValue();
        long newGrowthInterval = number(state, "growth_interval").longValue();
        long newTracker = number(state, "_growth_tracker").longValue();
        if (scale != null && growthTracker != null) {
            scale.fill_(newScale);
            growthTracker.fill_(newTracker);
        }
        initScale = newScale;
        growthFactor = newGrowthFactor;
        backoffFactor = newBackoffFactor;
        growthInterval = newGrowthInterval;
        initGrowthTracker = newTracker;
    }

    private static Number number(Map<String, ?> state, String key) {
        if (state.get(key) instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException(
                "Expected a number under \"" + key + "\" in the state of a GradScaler, but got " + state.get(key));
    }

    private OptimizerState state(ScaledOptimizer optimizer) {
        return states.computeIfAbsent(optimizer, key -> new OptimizerState());
    }

    private Tensor checkScale(String method) {
        Tensor factor = scale;
        if (factor == null) {
            throw new IllegalStateException(
                    "Attempted " + method + " but _scale is None.  This may indicate your script"
                            + " did not use scaler.scale(loss or outputs) earlier in the iteration.");
        }
        return factor;
    }
}
