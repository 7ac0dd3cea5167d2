package dev.sconce.checkpoint.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tensors by name, in order: what a module's {@code state_dict()} gives. Immutable. */
public final class StateDict {
    private final Map<String, HostTensor> tensors;
    private final @Nullable PyValue metadata;

    /**
     * Copies the map.
     *
     * @param metadata the versions of the modules, Python's {@code _metadata}; null where there are none
     */
    public StateDict(Map<String, HostTensor> tensors, @Nullable PyValue metadata) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        this.metadata = metadata;
    }

    /** Names and tensors, in order; immutable. */
    public Map<String, HostTensor> tensors() {
        return tensors;
    }

    /** The tensor of a name. */
    public Optional<HostTensor> get(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** Names, in order. */
    public Set<String> names() {
        return tensors.keySet();
    }

    /** How many. */
    public int size() {
        return tensors.size();
    }

    /** The versions of the modules: the attribute {@code _metadata} of a {@code state_dict()}. */
    public Optional<PyValue> metadata() {
        return Optional.ofNullable(metadata);
    }

    /** The part whose names the predicate accepts. */
    public StateDict filter(Predicate<String> wanted) {
        var part = new LinkedHashMap<String, HostTensor>();
        tensors.forEach((name, tensor) -> {
            if (wanted.test(name)) {
                part.put(name, tensor);
            }
        });
        return new StateDict(part, metadata);
    }

    /** The part whose names fit a pattern such as {@code layer?.*.weight}; see {@link NameGlob}. */
    public StateDict glob(String pattern) {
        return filter(NameGlob.of(pattern));
    }

    /** The part in whose names the regular expression is found. */
    public StateDict matching(Pattern pattern) {
        return filter(pattern.asPredicate());
    }

    /**
     * A part of the model, under the names that it has on its own: {@code part("encoder.")} is what {@code
     * model.encoder.load_state_dict} takes.
     */
    public StateDict part(String prefix) {
        return filter(name -> name.startsWith(prefix)).withoutPrefix(prefix);
    }

    /**
     * The same tensors under other names.
     *
     * @throws IllegalArgumentException if two get one name
     */
    public StateDict rename(Function<String, String> renaming) {
        var renamed = new LinkedHashMap<String, HostTensor>();
        tensors.forEach((name, tensor) -> {
            String fresh = renaming.apply(name);
            if (renamed.put(fresh, tensor) != null) {
                throw new IllegalArgumentException(
                        "two tensors would be called '" + fresh + "', one was '" + name + "'");
            }
        });
        return new StateDict(renamed, metadata);
    }

    /**
     * The same tensors under names in which each match of a regular expression is replaced, as by Python's {@code re.sub}:
     * {@code rename(Pattern.compile("^blocks\\.(\\d+)\\."), "layers.$1.")}.
     *
     * @param replacement in which {@code $1} stands for the first group
     * @throws IllegalArgumentException if two get one name
     */
    public StateDict rename(Pattern pattern, String replacement) {
        return rename(name -> pattern.matcher(name).replaceAll(replacement));
    }

    /** The same tensors with a prefix on every name. */
    public StateDict withPrefix(String prefix) {
        return rename(name -> prefix + name);
    }

    /** The same tensors without a prefix ({@code module.} of DataParallel) on the names that have it. */
    public StateDict withoutPrefix(String prefix) {
        return rename(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }

    /** As Python has it: an OrderedDict, with the attribute {@code _metadata} where there is one. */
    public PyDict toPyDict() {
        var dict = PyDict.orderedDict();
        tensors.forEach((name, tensor) -> dict.put(new PyStr(name), tensor));
        if (metadata != null) {
            dict.setAttribute(new PyStr("_metadata"), metadata);
        }
        return dict;
    }

    @Override
    public String toString() {
        return "state dict of " + tensors.size() + " tensors";
    }
}
