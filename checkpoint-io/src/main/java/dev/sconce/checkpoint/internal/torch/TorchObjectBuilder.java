package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.pickle.ObjectBuilder;
import dev.sconce.checkpoint.model.PyDType;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of PyTorch's names, and inert objects of all others, whose names it keeps: {@link #finish} refuses
 * them in the strict mode, when the whole pickle has been read and all can be told at once.
 */
public final class TorchObjectBuilder implements ObjectBuilder {
    private final ReadOptions options;
    private final DeferredChecks checks = new DeferredChecks();
    private final Calls calls;
    private final PersistentIds persistentIds;
    private final Predicate<String> alsoHarmless;
    private final Map<String, Long> unknown = new LinkedHashMap<>();

    /**
     * A builder for one or several pickles of one file.
     *
     * @param persistentIds what lies outside the pickle
     * @param alsoHarmless names that the container's format itself makes use of
     */
    public TorchObjectBuilder(ReadOptions options, PersistentIds persistentIds, Predicate<String> alsoHarmless) {
        this.options = options;
        this.persistentIds = persistentIds;
        this.alsoHarmless = alsoHarmless;
        this.calls = new Calls(options.limits(), checks);
    }

    /** The names outside the allow-list that were met so far, in order. */
    public Set<String> unknownGlobals() {
        return Collections.unmodifiableSet(unknown.keySet());
    }

    /**
     * Ends the reading of a file, when the bytes of its storages can be read.
     *
     * @throws CheckpointFormatException if it named what the strict mode does not accept, or holds a tensor with indices
     *     outside its shape
     * @throws IOException if the bytes cannot be read
     */
    public void finish() throws IOException {
        if (options.mode() == ReadOptions.Mode.STRICT && !unknown.isEmpty()) {
            throw refusal();
        }
        checks.run();
    }

    /** The refusal that takes the place of an error which came after the first name that is not accepted. */
    public CheckpointFormatException preferRefusal(CheckpointFormatException error) {
        return options.mode() == ReadOptions.Mode.STRICT && !unknown.isEmpty()
                ? refusal().causedBy(error)
                : error;
    }

    private CheckpointFormatException refusal() {
        var names = new StringBuilder();
        unknown.keySet().forEach(name -> names.append(names.isEmpty() ? "" : ", ")
                .append(CheckpointFormatException.quote(name)));
        String listed = CheckpointFormatException.quote(names);
        return CheckpointFormatException.refused(
                        "the strict mode does not accept the Python name " + listed
                                + "; if the file is to be trusted that far, allow it as an inert object with"
                                + " ReadOptions.allowGlobals(...), or look inside with ReadOptions.inspecting()",
                        unknown.keySet())
                .at(unknown.values().iterator().next());
    }

    @Override
    public PyValue global(String module, String name, long offset) {
        if (module.equals("torch") && KnownGlobals.isDType(name)) {
            return new PyDType(name);
        }
        var global = new PyGlobal(module, name);
        String full = global.qualifiedName();
        boolean allowed = KnownGlobals.contains(full)
                || alsoHarmless.test(full)
                || (options.allowedGlobals().contains(full) && !KnownGlobals.isBlocked(module));
        if (!allowed) {
            unknown.putIfAbsent(full, offset);
        }
        return global;
    }

    @Override
    public PyValue call(PyValue callable, PyTuple arguments) throws IOException {
        if (!(callable instanceof PyGlobal global)) {
            throw CheckpointFormatException.corrupt("a call of something that is no function")
                    .expected("a function or class", callable);
        }
        if (!KnownGlobals.contains(global.qualifiedName())) {
            return new PyObject(global, arguments.items(), null, PyObject.Construction.CALL);
        }
        try {
            return calls.call(global.qualifiedName(), arguments);
        } catch (IllegalArgumentException e) {
            throw CheckpointFormatException.corrupt(global.qualifiedName() + ": " + e.getMessage())
                    .causedBy(e);
        } catch (CheckpointFormatException e) {
            // A known function of inert objects is inert itself.
            if (arguments.items().stream().anyMatch(PyObject.class::isInstance)) {
                return new PyObject(global, arguments.items(), null, PyObject.Construction.CALL);
            }
            throw e;
        }
    }

    @Override
    public PyValue newObject(PyValue type, PyTuple arguments, @Nullable PyDict keywords) throws IOException {
        if (!(type instanceof PyGlobal global)) {
            throw CheckpointFormatException.corrupt("an instance of something that is no class")
                    .expected("a class", type);
        }
        if (KnownGlobals.contains(global.qualifiedName())) {
            if (keywords != null) {
                throw CheckpointFormatException.corrupt(global.qualifiedName() + " takes no keyword arguments");
            }
            return call(type, arguments);
        }
        return new PyObject(global, arguments.items(), keywords, PyObject.Construction.NEW);
    }

    @Override
    public PyValue build(PyValue object, PyValue state) throws IOException {
        if (object instanceof PyObject inert) {
            if (KnownGlobals.tensorType(inert.type().qualifiedName()).isPresent()) {
                return setTensor(state);
            }
            inert.setState(state);
            return inert;
        }
        if (object instanceof PyDict dict && dict.kind() == PyDict.Kind.ORDERED_DICT && state instanceof PyDict pairs) {
            pairs.entries().forEach(pair -> dict.setAttribute(pair.key(), pair.value()));
            return dict;
        }
        throw CheckpointFormatException.corrupt("an object that takes no state is given one")
                .expected("an OrderedDict with a dict of attributes", object);
    }

    /** Tensors of PyTorch before 0.2: {@code torch.FloatTensor()}, then its {@code set_(storage, offset, size, stride)}. */
    private PyValue setTensor(PyValue state) throws IOException {
        if (!(state instanceof PyTuple arguments)) {
            throw CheckpointFormatException.corrupt("a tensor is given a state of the wrong kind")
                    .expected("(storage, offset, size, stride)", state);
        }
        return call(new PyGlobal("torch._utils", "_rebuild_tensor"), arguments);
    }

    @Override
    public PyValue persistentId(PyValue id) throws IOException {
        return persistentIds.resolve(id);
    }
}
