package dev.sconce.optim;

import java.util.List;

/** The arithmetic of one step for parameters of one group: one parameter at a time, all at once, or fused. */
interface StepRule {
    /** Changes the parameters and their states. The list is not empty. */
    void apply(List<ParamUpdate> updates);
}
