package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The momentum of groups while a schedule changes it: {@code momentum}, or the first of {@code betas}. */
final class GroupMomentum {
    private final Optimizer optimizer;
    private final boolean usesBeta1;

    GroupMomentum(Optimizer optimizer) {
        this.optimizer = optimizer;
        usesBeta1 = optimizer.defaults().containsKey("betas");
        if (!usesBeta1 && !optimizer.defaults().containsKey("momentum")) {
            throw new IllegalArgumentException(
                    "optimizer must support momentum or beta1 with `cycle_momentum` option enabled");
        }
    }

    boolean usesBeta1() {
        return usesBeta1;
    }

    /** Sets the highest momentum, with which schedules begin, and notes both in the groups. */
    void begin(double[] base, double[] max) {
        List<ParamGroup> groups = optimizer.paramGroups();
        for (int i = 0; i < groups.size(); i++) {
            set(groups.get(i), max[i]);
            groups.get(i).put("max_momentum", max[i]);
            groups.get(i).put("base_momentum", base[i]);
        }
    }

    void set(ParamGroup group, double momentum) {
        if (usesBeta1) {
            List<@Nullable Object> betas = new ArrayList<>(group.betas());
            betas.set(0, momentum);
            group.put("betas", Tuple.copyOf(betas));
        } else {
            group.momentum(momentum);
        }
    }
}
