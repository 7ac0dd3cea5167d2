package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer's state as Python's {@code state_dict} has it: parameters are numbers, counted through all groups.
 *
 * <pre>{@code
 * {'state': {0: {'step': tensor(3.), 'exp_avg': ...}, ...},
 *  'param_groups': [{'lr': 0.001, 'betas': (0.9, 0.999), ..., 'params': [0, 1]}]}
 * }</pre>
 */
final class OptimizerStateDict {
    private static final String STATE = "state";
    private static final String GROUPS = "param_groups";
    private static final String PARAMS = "params";
    private static final String STEP = "step";

    private OptimizerStateDict() {}

    static Map<String, @Nullable Object> save(List<ParamGroup> groups, OptimizerState state) {
        Map<Tensor, Long> numbers = new LinkedHashMap<>();
        List<Object> packedGroups = new ArrayList<>();
        long start = 0;
        for (ParamGroup group : groups) {
            for (int i = 0; i < group.params().size(); i++) {
                numbers.putIfAbsent(group.params().get(i), start + i);
            }
            start += group.params().size();
            Map<String, @Nullable Object> packed = new LinkedHashMap<>(group.options());
            packed.put(
                    PARAMS,
                    new ArrayList<>(group.params().stream().map(numbers::get).toList()));
            packedGroups.add(packed);
        }
        Map<Object, @Nullable Object> packedState = new LinkedHashMap<>();
        state.byParam().forEach((param, values) -> {
            if (!values.isEmpty()) {
                packedState.put(numbers.get(param), values.export());
            }
        });
        packedState.putAll(state.unassigned());

        Map<String, @Nullable Object> stateDict = new LinkedHashMap<>();
        stateDict.put(STATE, packedState);
        stateDict.put(GROUPS, packedGroups);
        return stateDict;
    }

    static void load(Map<String, @Nullable Object> stateDict, Optimizer optimizer) {
        List<Map<String, @Nullable Object>> saved = groupsOf(stateDict);
        List<ParamGroup> groups = optimizer.paramGroups();
        if (groups.size() != saved.size()) {
            throw new IllegalArgumentException("loaded state dict has a different number of parameter groups");
        }
        Map<Long, Owner> owners = new LinkedHashMap<>();
        for (int i = 0; i < saved.size(); i++) {
            List<Long> numbers = numbersOf(saved.get(i));
            if (numbers.size() != groups.get(i).params().size()) {
                throw new IllegalArgumentException("loaded state dict contains a parameter group "
                        + "that doesn't match the size of optimizer's group");
            }
            for (int j = 0; j < numbers.size(); j++) {
                owners.put(numbers.get(j), new Owner(groups.get(i).params().get(j), saved.get(i), optimizer));
            }
        }
        loadState(map(stateDict.get(STATE), STATE), owners, optimizer.state());
        for (int i = 0; i < saved.size(); i++) {
            saved.get(i).remove(PARAMS);
            groups.get(i).replaceOptions(saved.get(i));
        }
    }

    private static void loadState(Map<?, ?> saved, Map<Long, Owner> owners, OptimizerState state) {
        state.clear();
        try (var noGrad = Torch.noGrad();
                var none = TensorScope.none()) {
            saved.forEach((number, values) -> {
                Owner owner = number instanceof Number n ? owners.get(n.longValue()) : null;
                if (owner == null) {
                    state.unassigned().put(number, values);
                    return;
                }
                ParamState target = state.of(owner.param);
                map(values, "state of a parameter").forEach((name, value) -> {
                    target.put(String.valueOf(name), owner.adopt(String.valueOf(name), value));
                });
            });
        }
    }

    /** Copies of the saved groups, which become the optimizer's own. */
    private static List<Map<String, @Nullable Object>> groupsOf(Map<String, @Nullable Object> stateDict) {
        if (!(stateDict.get(GROUPS) instanceof List<?> saved)) {
            throw new IllegalArgumentException(
                    "Expected the state dict of an optimizer, with 'state' and 'param_groups', but got one with "
                            + stateDict.keySet());
        }
        List<Map<String, @Nullable Object>> groups = new ArrayList<>();
        for (Object group : saved) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map(group, GROUPS).forEach((name, value) -> copy.put(String.valueOf(name), OptionValues.copy(value)));
            groups.add(copy);
        }
        return groups;
    }

    private static List<Long> numbersOf(Map<String, @Nullable Object> group) {
        if (!(group.get(PARAMS) instanceof List<?> params)) {
            throw new IllegalArgumentException("A saved parameter group has no list 'params': " + group.keySet());
        }
        List<Long> numbers = new ArrayList<>();
        for (Object number : params) {
            if (!(number instanceof Number n)) {
                throw new IllegalArgumentException("Expected numbers as 'params' of a saved group, but got " + number);
            }
            numbers.add(n.longValue());
        }
        return numbers;
    }

    private static Map<?, ?> map(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("Expected a dict as the " + what + ", but got " + value);
    }

    /** A parameter, and what says how its state is to be kept: {@code _process_value_according_to_param_policy}. */
    private static final class Owner {
        private final Tensor param;
        private final boolean fused;
        private final boolean stepOnDevice;
        private final Set<String> scalars;

        Owner(Tensor param, Map<String, @Nullable Object> group, Optimizer optimizer) {
            this.param = param;
            this.fused = Boolean.TRUE.equals(group.get("fused"));
            this.stepOnDevice = fused || Boolean.TRUE.equals(group.get("capturable"));
            this.scalars = optimizer.scalarStates();
        }

        @Nullable
        Object adopt(String name, @Nullable Object value) {
            if (scalars.contains(name)) {
                return adoptScalar(name, value);
            }
            if (STEP.equals(name) && value instanceof Tensor steps) {
                return stepOnDevice ? stepOnDevice(steps, false) : steps;
            }
            return adopt(value);
        }

        private @Nullable Object adopt(@Nullable Object value) {
            if (value instanceof Tensor tensor) {
                return adoptTensor(tensor);
            }
            if (value instanceof Tuple tuple) {
                return Tuple.copyOf(tuple.stream().map(this::adopt).toList());
            }
            if (value instanceof List<?> items) {
                List<@Nullable Object> adopted = new ArrayList<>(items.size());
                items.forEach(item -> adopted.add(adopt(item)));
                return adopted;
            }
            if (value instanceof Map<?, ?> map) {
                Map<Object, @Nullable Object> adopted = new LinkedHashMap<>();
                map.forEach((key, item) -> adopted.put(key, adopt(item)));
                return adopted;
            }
            return OptionValues.normalize(value);
        }

        private Tensor stepOnDevice(Tensor steps, boolean copy) {
            return steps.to(false, copy, o -> o.dtype(DType.FLOAT32).device(param.device()));
        }

        /** Numbers that old versions of PyTorch saved become tensors; a step count stays where and what it is. */
        private Object adoptScalar(String name, @Nullable Object value) {
            boolean step = STEP.equals(name);
            if (value instanceof Tensor tensor) {
                ScalarState shared = ScalarState.shownBy(tensor);
                if (shared != null && tensor.device().equals(step && !stepOnDevice ? Device.CPU : param.device())) {
                    return shared;
                }
                if (step && !stepOnDevice) {
                    return new ScalarState(tensor.detach());
                }
                return new ScalarState(step ? stepOnDevice(tensor, true) : adoptTensor(tensor));
            }
            if (value instanceof Number number) {
                return new ScalarState(
                        number.doubleValue(),
                        ScalarState.dtype(step && fused),
                        step && !stepOnDevice ? Device.CPU : param.device());
            }
            throw new IllegalArgumentException(
                    "Expected a number or a tensor as '" + name + "' of a parameter's state, but got " + value);
        }

        /**
         * Floating-point state always has its parameter's dtype; everything goes to its device. What fits is shared with
         * the state dict, as in Python.
         */
        private Tensor adoptTensor(Tensor tensor) {
            return tensor.to(
                    false, false, o -> o.dtype(param.dtype().isFloatingPoint() ? param.dtype() : tensor.dtype())
                            .device(param.device()));
        }
    }
}
