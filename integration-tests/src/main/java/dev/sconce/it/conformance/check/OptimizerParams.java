package dev.sconce.it.conformance.check;

import dev.sconce.optim.ParamGroup;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Python passes to an optimizer as {@code params}, as Java would: tensors, named tensors or groups of them. */
final class OptimizerParams {
    private static final String PARAMS = "params";

    private OptimizerParams() {}

    /**
     * Translates.
     *
     * @param params a list of tensors, of {@code (name, tensor)} or of dicts; anything else stays as it is
     */
    static @Nullable Object of(@Nullable Object params) {
        if (!(params instanceof List<?> list)) {
            return params;
        }
        if (list.stream().allMatch(item -> item instanceof Map)) {
            List<ParamGroup> groups = new ArrayList<>();
            list.forEach(item -> groups.add(group((Map<?, ?>) item)));
            return groups;
        }
        return list.stream().anyMatch(item -> item instanceof List) ? List.of(named(list)) : list;
    }

    private static ParamGroup group(Map<?, ?> dict) {
        Object params = dict.get(PARAMS);
        List<?> members =
                params instanceof List<?> list ? list : List.of((Tensor) java.util.Objects.requireNonNull(params));
        ParamGroup group = members.stream().anyMatch(item -> item instanceof List) ? named(members) : plain(members);
        dict.forEach((name, value) -> {
            if (!PARAMS.equals(name)) {
                group.put((String) java.util.Objects.requireNonNull(name), value);
            }
        });
        return group;
    }

    private static ParamGroup plain(List<?> members) {
        return ParamGroup.of(members.stream().map(Tensor.class::cast).toList());
    }

    /** Members without a name among those with one have the name null. */
    private static ParamGroup named(List<?> members) {
        Map<@Nullable String, Tensor> byName = new LinkedHashMap<>();
        for (Object member : members) {
            if (member instanceof List<?> pair) {
                byName.put((String) pair.get(0), (Tensor) pair.get(1));
            } else {
                byName.put(null, (Tensor) member);
            }
        }
        return ParamGroup.of(byName);
    }
}
