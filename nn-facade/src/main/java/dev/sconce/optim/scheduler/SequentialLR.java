package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * One schedule after the other ({@code torch.optim.lr_scheduler.SequentialLR}), such as a warm-up and then a decay.
 */
public final class SequentialLR extends LRScheduler {
    private final SchedulerList schedulers;
    private final List<Long> milestones;

    /**
     * Begins with the first schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param schedulers the schedules, made for the same optimizer
     * @param milestones the epochs at which the next one begins; one less than there are schedules
     */
    public SequentialLR(
            Optimizer optimizer, List<? extends LRScheduler> schedulers, List<? extends Number> milestones) {
        super(optimizer, -1);
        if (schedulers.isEmpty()) {
            throw new IllegalArgumentException("SequentialLR expects at least one scheduler, but got no scheduler.");
        }
        this.schedulers = new SchedulerList("SequentialLR", optimizer, schedulers);
        if (milestones.size() != schedulers.size() - 1) {
            throw new IllegalArgumentException(
                    "Sequential Schedulers expects number of schedulers provided to be one more than the number of"
                            + " milestone points, but got number of schedulers " + schedulers.size()
                            + " and the number of milestones to be equal to " + milestones.size());
        }
        this.milestones =
                new ArrayList<>(milestones.stream().map(Number::longValue).toList());
        lastEpoch(0);
        for (ParamGroup group : groups()) {
            setLr(group, group.number("initial_lr"));
        }
        undo(this);
        // All the others have set the rates of their epoch 0, too: only the first is to begin.
        LRScheduler first = this.schedulers.get(current());
        first.initialStep();
        noteLr(first.getLastLr());
    }

    private static void undo(LRScheduler scheduler) {
        if (scheduler instanceof SequentialLR sequence) {
            sequence.schedulers.all().forEach(SequentialLR::undo);
        } else if (scheduler instanceof ChainedScheduler chain) {
            chain.parts().forEach(SequentialLR::undo);
        } else {
            scheduler.lastEpoch(scheduler.lastEpoch() - 1);
        }
    }

    /** The number of the schedule of this epoch. */
    private int current() {
        return (int) milestones.stream().filter(epoch -> epoch <= lastEpoch()).count();
    }

    @Override
    public void step() {
        lastEpoch(lastEpoch() + 1);
        int index = current();
        LRScheduler scheduler = schedulers.get(index);
        if (index > 0 && milestones.get(index - 1) == lastEpoch()) {
            scheduler.moveTo(0);
        } else {
            scheduler.step();
        }
        noteLr(scheduler.getLastLr());
    }

    /**
     * Not possible: the schedules have epochs of their own.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void step(long epoch) {
        throw new UnsupportedOperationException("SequentialLR.step() takes no epoch");
    }

    @Override
    protected double[] getLr() {
        return currentLrs();
    }

    @Override
    void saveProgress(SchedulerState state) {
        state.put("_milestones", new ArrayList<>(milestones));
        state.put("last_epoch", lastEpoch());
        state.put("_last_lr", likeOption("lr", getLastLr()));
    }

    @Override
    void saveMore(SchedulerState state) {
        schedulers.save(state);
    }

    @Override
    void loadSettings(SchedulerState state) {
        if (state.get("_milestones", null) != null) {
            milestones.clear();
            state.list("_milestones").forEach(epoch -> milestones.add(((Number) epoch).longValue()));
        }
        schedulers.load(state);
    }
}
