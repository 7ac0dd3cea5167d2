package dev.sconce.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.named_parameter_list;
import org.jspecify.annotations.Nullable;

/**
 * What is done, while a piece of code runs, with the tensors that it uses and that require a gradient: its parameters, in
 * the main.
 *
 * <p>In its first run they are found. Python finds them where operations save them. Here the code is run without recording,
 * where nothing that it makes requires a gradient: whatever is given to an operation and does require one came from
 * outside. In its second run others stand in for them, over the same memory, so that its gradients end at those: nothing
 * that was computed before is run through, and no hook of a parameter is called with a part of its gradient.
 */
abstract class CapturedTensors {
    /** Whether any thread looks; read at each use of a tensor, so that it is a plain field, which a thread sees of itself. */
    static int lookers;

    private static final ThreadLocal<@Nullable CapturedTensors> CURRENT = new ThreadLocal<>();

    private final @Nullable CapturedTensors outer;

    private CapturedTensors(@Nullable CapturedTensors outer) {
        this.outer = outer;
    }

    /** What an operation uses for a tensor that requires a gradient. */
    abstract org.bytedeco.pytorch.Tensor use(org.bytedeco.pytorch.Tensor handle);

    /** Told of each use of a tensor while a thread looks; gives what is used. */
    static org.bytedeco.pytorch.Tensor used(org.bytedeco.pytorch.Tensor handle) {
        CapturedTensors look = CURRENT.get();
        return look != null && handle.defined() && handle.requires_grad() ? look.throughAll(handle) : handle;
    }

    /** Told of each result of an operation while a thread looks. */
    static void made(org.bytedeco.pytorch.Tensor handle) {
        CapturedTensors look = CURRENT.get();
        if (look != null && handle.defined() && handle.requires_grad() && !handle.is_leaf()) {
            for (; look != null; look = look.outer) {
                look.note(handle);
            }
        }
    }

    /** Told of what the code recorded by itself. */
    void note(org.bytedeco.pytorch.Tensor result) {}

    /** Told of the parameters of a program before it runs, if a thread looks: nothing can stand in for those. */
    static void usedByOthers(named_parameter_list parameters) {
        for (CapturedTensors look = CURRENT.get(); look != null; look = look.outer) {
            try (var it = parameters.begin()) {
                for (long i = 0; i < parameters.size(); i++, it.increment()) {
                    try (var entry = it.multiply()) {
                        look.noteOther(entry.value());
                    }
                }
            }
        }
    }

    void noteOther(org.bytedeco.pytorch.Tensor parameter) {}

    private org.bytedeco.pytorch.Tensor throughAll(org.bytedeco.pytorch.Tensor handle) {
        return use(outer == null ? handle : outer.throughAll(handle));
    }

    private static long address(org.bytedeco.pytorch.Tensor handle) {
        return handle.unsafeGetTensorImpl().address();
    }

    final <T> T during(Supplier<T> code) {
        CapturedTensors before = CURRENT.get();
        CURRENT.set(this);
        count(1);
        try {
            return code.get();
        } finally {
            count(-1);
            CURRENT.set(before);
        }
    }

    private static synchronized void count(int change) {
        lookers += change;
    }

    /**
     * Runs code without recording.
     *
     * @param code what it returns counts as used
     * @param known what it is given
     * @param byOthers takes tensors that only TorchScript used; like the found ones, they belong to the current scope
     * @param found takes the other tensors that it used, each once
     */
    static List<Tensor> find(
            Supplier<List<Tensor>> code, List<Tensor> known, List<Tensor> byOthers, List<Tensor> found) {
        Look look = new Look(CURRENT.get());
        try {
            List<Tensor> results = look.during(() -> {
                List<Tensor> made = Torch.noGrad(code);
                made.forEach(Tensor::handle);
                return made;
            });
            known.forEach(tensor -> look.forget(tensor.handle()));
            look.found.values().forEach(handle -> found.add(Tensor.wrap(handle)));
            look.byOthers.values().forEach(handle -> byOthers.add(Tensor.wrap(handle)));
            return results;
        } finally {
            look.end();
        }
    }

    /** The first run. */
    private static final class Look extends CapturedTensors {
        /** By the address, which no other gets while they are held. */
        private final Map<Long, org.bytedeco.pytorch.Tensor> found = new LinkedHashMap<>();

        private final Map<Long, org.bytedeco.pytorch.Tensor> byOthers = new LinkedHashMap<>();

        /** What was recorded, where the code switches that on; it does not come from outside. */
        private final Map<Long, org.bytedeco.pytorch.Tensor> own = new HashMap<>();

        Look(@Nullable CapturedTensors outer) {
            super(outer);
        }

        @Override
        org.bytedeco.pytorch.Tensor use(org.bytedeco.pytorch.Tensor handle) {
            long address = address(handle);
            if (!own.containsKey(address)) {
                found.computeIfAbsent(address, unknown -> new org.bytedeco.pytorch.Tensor(handle));
            }
            return handle;
        }

        @Override
        void note(org.bytedeco.pytorch.Tensor result) {
            long address = address(result);
            if (!found.containsKey(address)) { // an operation in place returns what it was given
                own.computeIfAbsent(address, unknown -> new org.bytedeco.pytorch.Tensor(result));
            }
        }

        @Override
        void noteOther(org.bytedeco.pytorch.Tensor parameter) {
            long address = address(parameter);
            if (parameter.requires_grad()
                    && !found.containsKey(address)) { // or else it is bound again in the second run
                byOthers.computeIfAbsent(address, unknown -> new org.bytedeco.pytorch.Tensor(parameter));
            }
        }

        void end() {
            byOthers.values().forEach(org.bytedeco.pytorch.Tensor::close);
            found.values().forEach(org.bytedeco.pytorch.Tensor::close);
            own.values().forEach(org.bytedeco.pytorch.Tensor::close);
        }

        void forget(org.bytedeco.pytorch.Tensor handle) {
            org.bytedeco.pytorch.Tensor known = found.remove(address(handle));
            if (known != null) {
                known.close();
            }
        }
    }

    /** What others stand in for at this moment, for code that is run again later, who knows when; null for nothing. */
    static CapturedTensors.@Nullable StandIns standIns() {
        CapturedTensors look = CURRENT.get();
        while (look != null && !(look instanceof StandIns)) {
            look = look.outer;
        }
        StandIns held = (StandIns) look;
        if (held != null) {
            held.held = true;
        }
        return held;
    }

    /** The second run. */
    static final class StandIns extends CapturedTensors implements AutoCloseable {
        private final Map<Long, Tensor> byAddress = new HashMap<>();
        private boolean held;

        /**
         * Notes what stands in for what.
         *
         * @param outer what stood in for others when the code ran first
         * @param captured what the code uses; it outlives this
         * @param standIns as many tensors in their place
         */
        StandIns(@Nullable StandIns outer, List<Tensor> captured, List<Tensor> standIns) {
            super(outer);
            try (TensorScope outlives =
                    TensorScope.none()) { // code in the code may be run again when a scope is closed
                for (int i = 0; i < captured.size(); i++) {
                    byAddress.put(
                            address(captured.get(i).handle()),
                            Tensor.own(new org.bytedeco.pytorch.Tensor(
                                    standIns.get(i).handle())));
                }
            }
        }

        @Override
        org.bytedeco.pytorch.Tensor use(org.bytedeco.pytorch.Tensor handle) {
            Tensor standIn = byAddress.get(address(handle));
            return standIn == null ? handle : standIn.outline();
        }

        /** Ends this; what code in the code holds is left to the collector. */
        @Override
        public void close() {
            if (!held) {
                byAddress.values().forEach(Tensor::close);
            }
        }

        /** Runs code; where it returns what others stand in for, those are returned. */
        List<Tensor> run(Supplier<List<Tensor>> code) {
            return during(() -> {
                List<Tensor> results = new ArrayList<>();
                for (Tensor result : code.get()) {
                    boolean replaced = !result.outline().is_same(result.handle());
                    results.add(replaced ? Tensor.own(new org.bytedeco.pytorch.Tensor(result.handle())) : result);
                }
                return results;
            });
        }
    }
}
