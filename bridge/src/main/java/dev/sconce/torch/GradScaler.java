package dev.sconce.torch;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 */
public final class GradScaler {
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

    private final boolean enabled;
    private double initScale = 65536;
    private double growthFactor = 2;
    private double backoffFactor = 0.5;
    private long growthInterval = 2000;
    private long initGrowthTracker;
    private @Nullable Tensor scale;
    private @Nullable Tensor growthTracker;
    private IdentityHashMap<ScaledOptimizer, OptimizerState> states = new IdentityHashMap<>();

    /**
     * Makes a scaler with PyTorch's defaults: 65536 at first, doubled after 2000 good steps, halved after a bad one.
     *
     * @param deviceType {@code cuda} or {@code cpu}; where there is no CUDA device, a scaler for {@code cuda} does nothing
     */
    public GradScaler(String deviceType) {
        this(deviceType, true);
    }

    /**
     * Makes a scaler.
     *
     * @param deviceType {@code cuda} or {@code cpu}
     * @param enabled whether it does anything: false for {@link #step} alone
     */
    public GradScaler(String deviceType, boolean enabled) {
        this.enabled = enabled && (!deviceType.equals("cuda") || Torch.cudaIsAvailable());
    }

    /**
     * Sets the first scale; to be called before {@link #scale}.
     *
     * @param initScale 65536 without this call
     * @return this
     */
    public GradScaler initScale(double initScale) {
        this.initScale = initScale;
        return this;
    }

    /**
     * Sets by what the scale is multiplied after {@link #growthInterval()} good steps in a row.
     *
     * @param factor more than 1; 2 without this call
     * @return this
     * @throws IllegalArgumentException if it is not more than 1
     */
    public GradScaler growthFactor(double factor) {
        if (factor <= 1) {
            throw new IllegalArgumentException("The growth factor must be > 1.0, but got " + factor);
        }
        growthFactor = factor;
        return this;
    }

    /**
     * Sets by what the scale is multiplied after a step in which a gradient was infinite or NaN.
     *
     * @param factor less than 1; 0.5 without this call
     * @return this
     * @throws IllegalArgumentException if it is not less than 1
     */
    public GradScaler backoffFactor(double factor) {
        if (factor >= 1) {
            throw new IllegalArgumentException("The backoff factor must be < 1.0, but got " + factor);
        }
        backoffFactor = factor;
        return this;
    }

    /**
     * Sets how many good steps in a row make the scale grow.
     *
     * @param steps 2000 without this call
     * @return this
     */
    public GradScaler growthInterval(long steps) {
        growthInterval = steps;
        return this;
    }

    /**
     * By what the scale grows ({@code get_growth_factor}).
     *
     * @return the factor
     */
    public double growthFactor() {
        return growthFactor;
    }

    /**
     * By what the scale shrinks ({@code get_backoff_factor}).
     *
     * @return the factor
     */
    public double backoffFactor() {
        return backoffFactor;
    }

    /**
     * How many good steps in a row make the scale grow ({@code get_growth_interval}).
     *
     * @return the number of steps
     */
    public long growthInterval() {
        return growthInterval;
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
     * The scale ({@code get_scale}).
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
     * @return the product; the loss itself if this is not enabled
     */
    public Tensor scale(Tensor output) {
        if (!enabled) {
            return output;
        }
        Tensor factor = scale;
        if (factor == null) {
            try (TensorScope outlives = TensorScope.none()) {
                factor = full(initScale, DType.FLOAT32, output.device());
                growthTracker = full(initGrowthTracker, DType.INT32, output.device());
            }
            scale = factor;
        }
        return output.mul(factor.to(output.device(), factor.dtype()));
    }

    private static Tensor full(Number value, DType dtype, Device device) {
        return Torch.full(new long[0], value, o -> o.dtype(dtype).device(device));
    }

    /**
     * Divides the gradients of an optimizer's parameters by the scale, and notes whether one is infinite or NaN. Only who
     * looks at or clips the gradients before {@link #step} calls it.
     *
     * @param optimizer the optimizer
     * @throws IllegalStateException if it was already done since the last {@link #update()}
     * @throws TorchException if a gradient is {@code float16}: parameters must be of full precision
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
        try (ThreadMode noGrad = Torch.noGrad();
                TensorScope scope = new TensorScope()) {
            Tensor inverse = factor.to(DType.FLOAT64).reciprocal().to(DType.FLOAT32);
            List<Tensor> found = new ArrayList<>();
            for (List<Tensor> grads : gradients(optimizer).values()) {
                Device device = grads.get(0).device();
                Tensor flag = scope.keep(full(0, DType.FLOAT32, device));
                Torch.call(
                        "aten::_amp_foreach_non_finite_check_and_unscale_",
                        grads,
                        flag,
                        inverse.to(device, DType.FLOAT32));
                found.add(flag);
            }
            state.foundInf = found;
        }
        state.stage = Stage.UNSCALED;
    }

    private static Map<String, List<Tensor>> gradients(ScaledOptimizer optimizer) {
        Map<String, List<Tensor>> byKind = new LinkedHashMap<>();
        for (Tensor parameter : optimizer.scaledParameters()) {
            Tensor grad = parameter.grad();
            if (grad == null) {
                continue;
            }
            if (grad.dtype() == DType.FLOAT16) {
                throw new TorchException("Attempting to unscale FP16 gradients.");
            }
            Tensor values = grad.handle().is_sparse() ? grad.coalesce().values() : grad;
            byKind.computeIfAbsent(values.device() + " " + values.dtype(), kind -> new ArrayList<>())
                    .add(values);
        }
        return byKind;
    }

    /**
     * Has an optimizer make its step, after {@link #unscale_} if that was not called, unless a gradient is infinite or
     * NaN.
     *
     * @param optimizer the optimizer
     * @return whether the step was made
     * @throws IllegalStateException if it was already called since the last {@link #update()}, or no parameter has a
     *     gradient
     */
    public boolean step(ScaledOptimizer optimizer) {
        if (!enabled) {
            optimizer.step();
            return true;
        }
        checkScale("step");
        OptimizerState state = state(optimizer);
        if (state.stage == Stage.STEPPED) {
            throw new IllegalStateException("step() has already been called since the last update().");
        }
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
        state.stage = Stage.STEPPED;
        return good;
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
            Tensor combined = null;
            for (OptimizerState state : states.values()) {
                for (Tensor flag : state.foundInf) {
                    Tensor here = flag.to(factor.device(), DType.FLOAT32);
                    combined = combined == null ? here : combined.add(here);
                }
            }
            if (combined == null) {
                throw new IllegalStateException("No inf checks were recorded prior to update.");
            }
            Torch.call(
                    "aten::_amp_update_scale_",
                    factor,
                    growthTracker,
                    combined,
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
     */
    public void update(double newScale) {
        if (enabled) {
            checkScale("update").fill_(newScale);
            forgetStates();
        }
    }

    private void forgetStates() {
        states.values().forEach(state -> state.foundInf.forEach(Tensor::close));
        states = new IdentityHashMap<>();
    }

    /**
     * What a checkpoint keeps, as in Python: {@code scale}, {@code growth_factor}, {@code backoff_factor} (doubles),
     * {@code growth_interval} and {@code _growth_tracker} (longs).
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
     * Takes over what a checkpoint kept.
     *
     * @param state what {@link #stateDict()} or Python's gave
     * @throws IllegalArgumentException if it is empty or lacks an entry
     */
    public void loadStateDict(Map<String, ?> state) {
        if (!enabled) {
            return;
        }
        if (state.isEmpty()) {
            throw new IllegalArgumentException("The source state dict is empty, possibly because it was saved from a"
                    + " disabled instance of GradScaler.");
        }
        initScale = number(state, "scale").doubleValue();
        growthFactor = number(state, "growth_factor").doubleValue();
        backoffFactor = number(state, "backoff_factor").doubleValue();
        growthInterval = number(state, "growth_interval").longValue();
        initGrowthTracker = number(state, "_growth_tracker").longValue();
        if (scale != null) {
            scale.fill_(initScale);
        }
        if (growthTracker != null) {
            growthTracker.fill_(initGrowthTracker);
        }
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
