package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** A function within the decorators {@code custom_fwd} and {@code custom_bwd} of torch/amp/autocast_mode.py. */
final class AutocastFunction extends AutogradFunction {
    private final String deviceType;
    private final @Nullable DType castInputs;
    private final AutogradFunction function;

    /** The state in which the forward function ran, for the backward function; gone with the graph. */
    private final Map<FunctionContext, State> states = Collections.synchronizedMap(new WeakHashMap<>());

    private record State(boolean enabled, DType dtype) {}

    AutocastFunction(String deviceType, @Nullable DType castInputs, AutogradFunction function) {
        this.deviceType = Device.of(deviceType).type();
        this.castInputs = castInputs;
        this.function = function;
    }

    @Override
    protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
        boolean enabled = Autocast.isEnabled(deviceType);
        DType dtype = Autocast.dtype(deviceType);
        DType wanted = castInputs;
        states.put(ctx, new State(enabled && wanted == null, dtype));
        if (!enabled || wanted == null) {
            return function.forward(ctx, inputs);
        }
        try (ThreadMode off = Autocast.off(deviceType)) {
            return function.forward(ctx, cast(inputs, wanted));
        }
    }

    private List<Tensor> cast(List<Tensor> inputs, DType wanted) {
        List<Tensor> cast = new ArrayList<>();
        for (Tensor input : inputs) {
            boolean eligible = input != null
                    && input.dtype().isFloatingPoint()
                    && input.dtype() != DType.FLOAT64
                    && input.device().type().equals(deviceType);
            cast.add(eligible ? input.to(wanted) : input);
        }
        return cast;
    }

    @Override
    protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
        State state = states.get(ctx);
        if (state == null) {
            throw new IllegalStateException("The forward function did not run with this context");
        }
        try (ThreadMode mode =
                Autocast.with(deviceType, o -> o.enabled(state.enabled).dtype(state.dtype))) {
            return OnceDifferentiated.isMarked(function)
                    ? OnceDifferentiated.backward(function, ctx, gradOutputs)
                    : function.backward(ctx, gradOutputs);
        }
    }

    @Override
    String nodeName() {
        return function.nodeName();
    }
}
