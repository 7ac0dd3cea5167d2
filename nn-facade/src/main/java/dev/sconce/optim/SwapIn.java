package dev.sconce.optim;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Other parameters and another state in an optimizer, until this is closed: see {@link Optimizer#swapIn}. */
public final class SwapIn implements AutoCloseable {
    private static final String NAME = "swap_in_optimizer_params_and_state";
    private static final String PARAMS = "params";

    private final Optimizer optimizer;
    private final OptimizerState other;
    private final OptimizerState own;
    private final List<Runnable> restoring;

    private SwapIn(Optimizer optimizer, OptimizerState other, List<Runnable> restoring) {
        this.optimizer = optimizer;
        this.other = other;
        this.restoring = restoring;
        own = optimizer.swapState(other);
    }

    static SwapIn into(
            Optimizer optimizer, List<Tensor> parameters, Map<String, ? extends @Nullable Object> stateDict) {
        if (optimizer.state().byParam().isEmpty()) {
            throw new IllegalArgumentException(NAME + " requires initialized optimizer state.");
        }
        Map<?, ?> saved = stateOf(stateDict.get("state"));
        List<?> groups = groupsOf(optimizer, stateDict.get("param_groups"));
        List<List<Long>> ids = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            ids.add(idsOf(i, optimizer.paramGroups().get(i), groups.get(i)));
            seen.addAll(ids.get(i));
        }
        if (ids.stream().mapToInt(List::size).sum() > parameters.size()) {
            throw new IllegalArgumentException(
                    NAME + " requires the explicit parameter state to match optimizer.param_groups ordering.");
        }
        List<?> extra = saved.keySet().stream()
                .filter(key -> !(key instanceof Number id && seen.contains(id.longValue())))
                .toList();
        if (!extra.isEmpty()) {
            throw new IllegalArgumentException(NAME + " requires swapin_optim_state['state'] to be keyed only by packed"
                    + " parameter ids from param_groups[*]['params']; got extra keys " + extra + ".");
        }
        return swap(optimizer, parameters, saved, groups, ids);
    }

    private static SwapIn swap(
            Optimizer optimizer, List<Tensor> parameters, Map<?, ?> saved, List<?> groups, List<List<Long>> ids) {
        Map<Long, Object> byId = new LinkedHashMap<>();
        saved.forEach((id, values) -> byId.put(((Number) id).longValue(), values));
        OptimizerState other = new OptimizerState();
        List<Runnable> restoring = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < groups.size(); i++) {
            List<Tensor> params = parameters.subList(next, next + ids.get(i).size());
            next += params.size();
            Map<String, @Nullable Object> options = new LinkedHashMap<>();
            ((Map<?, ?>) groups.get(i)).forEach((key, value) -> options.put(String.valueOf(key), value));
            options.remove(PARAMS);
            restoring.add(optimizer.paramGroups().get(i).swap(params, options));
            for (int j = 0; j < params.size(); j++) {
                fill(other.of(params.get(j)), byId.get(ids.get(i).get(j)), optimizer.scalarStates());
            }
        }
        return new SwapIn(optimizer, other, restoring);
    }

    private static void fill(ParamState state, @Nullable Object saved, Set<String> scalars) {
        if (saved instanceof Map<?, ?> values) {
            values.forEach((key, value) -> {
                String name = String.valueOf(key);
                boolean scalar = scalars.contains(name) && value instanceof Tensor;
                state.put(name, scalar ? number((Tensor) value) : value);
            });
        }
    }

    /** A number in the caller's tensor, or the one that another optimizer's tensor shows. */
    private static ScalarState number(Tensor tensor) {
        ScalarState shown = ScalarState.shownBy(tensor);
        if (shown != null) {
            return shown;
        }
        try (var none = TensorScope.none()) {
            return new ScalarState(tensor.detach());
        }
    }

    private static Map<?, ?> stateOf(@Nullable Object state) {
        if (!(state instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    NAME + " requires swapin_optim_state['state'] to be a dict mapping packed"
                            + " parameter ids to per-param state dicts, got " + typeName(state) + ".");
        }
        if (map.keySet().stream().anyMatch(Tensor.class::isInstance)) {
            throw new IllegalArgumentException(
                    NAME + " requires optimizer.state_dict()-style state keyed by packed parameter ids.");
        }
        if (!map.values().stream().allMatch(Map.class::isInstance)) {
            throw new IllegalArgumentException(
                    NAME + " requires per-parameter optimizer state entries to be dictionaries.");
        }
        return map;
    }

    private static String typeName(@Nullable Object value) {
        return value == null ? "NoneType" : value.getClass().getSimpleName();
    }

    private static List<?> groupsOf(Optimizer optimizer, @Nullable Object groups) {
        if (!(groups instanceof List<?> list)) {
            throw new IllegalArgumentException(NAME + " requires swapin_optim_state['param_groups'] to be a list of"
                    + " param-group dicts, got " + typeName(groups) + ".");
        }
        if (list.size() != optimizer.paramGroups().size()) {
            throw new IllegalArgumentException(
                    "swapin_optim_state has a different number of parameter groups than the live optimizer.");
        }
        return list;
    }

    private static List<Long> idsOf(int index, ParamGroup group, @Nullable Object swapped) {
        if (!(swapped instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(NAME + " requires each optimizer param group to be a dictionary.");
        }
        if (!(map.get(PARAMS) instanceof List<?> list) || !list.stream().allMatch(Number.class::isInstance)) {
            throw new IllegalArgumentException(NAME + " requires optimizer.state_dict()-style"
                    + " param_groups[*]['params'] entries keyed by packed parameter ids.");
        }
        if (list.size() != group.params().size()) {
            throw new IllegalArgumentException("swapin_optim_state param group " + index
                    + " has a different number of params than the live optimizer param group.");
        }
        List<?> swappedOnly = map.keySet().stream()
                .filter(key -> !key.equals(PARAMS) && !group.options().containsKey(key))
                .toList();
        List<String> liveOnly = group.options().keySet().stream()
                .filter(key -> !map.containsKey(key))
                .toList();
        if (!swappedOnly.isEmpty() || !liveOnly.isEmpty()) {
            throw new IllegalArgumentException(
                    NAME + " requires optimizer.state_dict()-style param group keys to exactly"
                            + " match the live optimizer group keys for group " + index + ". Keys only in swap-in: "
                            + PyText.repr(swappedOnly) + ". Keys only in live: " + PyText.repr(liveOnly) + ".");
        }
        return list.stream().map(id -> ((Number) id).longValue()).toList();
    }

    /** Puts the optimizer's own parameters, options and state back. */
    @Override
    public void close() {
        // Numbers that were kept as such go into the caller's tensors.
        other.byParam().values().forEach(ParamState::export);
        restoring.forEach(Runnable::run);
        optimizer.swapState(own);
    }
}
