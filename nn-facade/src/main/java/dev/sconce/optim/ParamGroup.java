package dev.sconce.optim;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that an optimizer treats alike, and the options for them: an entry of {@code optimizer.param_groups}. What a
 * group does not set itself, it gets from the optimizer's defaults when it is added.
 *
 * <pre>{@code
 * var optimizer = new SGD(List.of(
 *     ParamGroup.of(net.features.parameters()),
 *     ParamGroup.of(net.classifier.parameters()).lr(1e-2)), o -> o.lr(1e-5).momentum(0.9));
 * for (var group : optimizer.paramGroups()) group.lr(rate);
 * }</pre>
 *
 * <p>Any option may be read and set at any time; the next step uses it. As in Python, a group may have more entries than
 * its optimizer knows: schedulers keep theirs here, and so may you.
 */
public final class ParamGroup
        implements NamedOptions.LearningRate<ParamGroup>,
                NamedOptions.WeightDecay<ParamGroup>,
                NamedOptions.Momentum<ParamGroup>,
                NamedOptions.Betas<ParamGroup>,
                NamedOptions.Epsilon<ParamGroup>,
                NamedOptions.Maximize<ParamGroup>,
                NamedOptions.Foreach<ParamGroup>,
                NamedOptions.Fused<ParamGroup>,
                NamedOptions.Differentiable<ParamGroup>,
                NamedOptions.Capturable<ParamGroup>,
                NamedOptions.DecoupledWeightDecay<ParamGroup> {
    /** The key under which Python keeps the names of parameters that came by name. */
    static final String NAMES = "param_names";

    private List<Tensor> params;
    private final @Nullable List<@Nullable String> names;
    private Map<String, @Nullable Object> options = new LinkedHashMap<>();

    private ParamGroup(List<Tensor> params, @Nullable List<@Nullable String> names) {
        this.params = Collections.unmodifiableList(params);
        this.names = names;
    }

    /**
     * Makes a group.
     *
     * @param params its parameters
     * @return the group, with no options of its own
     */
    public static ParamGroup of(Iterable<? extends Tensor> params) {
        List<Tensor> list = new ArrayList<>();
        params.forEach(list::add);
        return new ParamGroup(list, null);
    }

    /**
     * Makes a group of one parameter; a tensor is also an iterable of its rows, which are not meant.
     *
     * @param param the parameter
     * @return the group, with no options of its own
     */
    public static ParamGroup of(Tensor param) {
        return new ParamGroup(List.of(param), null);
    }

    /**
     * Makes a group.
     *
     * @param params its parameters
     * @return the group, with no options of its own
     */
    public static ParamGroup of(Tensor... params) {
        return of(Arrays.asList(params));
    }

    /**
     * Makes a group of parameters by name, such as {@code net.namedParameters()}; state dicts then have the names.
     *
     * @param params its parameters, in the map's order
     * @return the group, with no options of its own
     */
    public static ParamGroup of(Map<String, ? extends Tensor> params) {
        return new ParamGroup(new ArrayList<>(params.values()), new ArrayList<>(params.keySet()));
    }

    /**
     * The parameters.
     *
     * @return a read-only list
     */
    public List<Tensor> params() {
        return params;
    }

    @Override
    public @Nullable Object get(String name) {
        if (!options.containsKey(name)) {
            throw new IllegalArgumentException(
                    "This parameter group has no option '" + name + "'; it has " + String.join(", ", options.keySet()));
        }
        return options.get(name);
    }

    @Override
    public ParamGroup put(String name, @Nullable Object value) {
        options.put(name, OptionValues.normalize(value));
        return this;
    }

    /**
     * Whether there is an option of this name.
     *
     * @param name Python's name for it
     * @return whether it was set here or by the optimizer's defaults
     */
    public boolean has(String name) {
        return options.containsKey(name);
    }

    /**
     * All options by Python's names, in Python's order.
     *
     * @return a read-only view; {@link #put} changes it
     */
    public Map<String, @Nullable Object> options() {
        return Collections.unmodifiableMap(options);
    }

    /** Takes the names into the options and fills in what is not set, as {@code Optimizer.add_param_group}. */
    void complete(Map<String, @Nullable Object> defaults) {
        if (names != null) {
            if (names.contains(null)) {
                throw new IllegalArgumentException(
                        "all optimizer params should be with/without names. Some param names are missing");
            }
            options.put(NAMES, List.copyOf(names));
        }
        defaults.forEach((name, value) -> {
            if (!options.containsKey(name)) {
                options.put(name, value);
            }
        });
    }

    /** Sets an option unless the group has it, as {@code dict.setdefault}. */
    void putIfAbsent(String name, @Nullable Object value) {
        if (!options.containsKey(name)) {
            options.put(name, OptionValues.normalize(value));
        }
    }

    /** Puts other parameters and options in the place of these, as they are; returns what undoes it. */
    Runnable swap(List<Tensor> otherParams, Map<String, @Nullable Object> otherOptions) {
        List<Tensor> ownParams = params;
        Map<String, @Nullable Object> ownOptions = options;
        params = Collections.unmodifiableList(otherParams);
        options = otherOptions;
        return () -> {
            params = ownParams;
            options = ownOptions;
        };
    }

    /** Puts saved options in the place of these; the names stay if the saved ones have none. */
    void replaceOptions(Map<String, @Nullable Object> saved) {
        if (options.containsKey(NAMES) && !saved.containsKey(NAMES)) {
            saved.put(NAMES, options.get(NAMES));
        }
        options = saved;
    }

    /** Returns the parameters and the options as Python prints them, as a dict. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{'params': ").append(PyText.repr(params));
        options.forEach((name, value) -> text.append(", '")
                .append(name)
                .append("': ")
                .append(value instanceof Tuple tuple ? PyText.tuple(tuple) : PyText.repr(value)));
        return text.append('}').toString();
    }
}
