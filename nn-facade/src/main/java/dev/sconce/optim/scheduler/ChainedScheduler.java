package dev.sconce.optim.scheduler;

import java.util.List;

/**
 * Several schedules at once, each of which changes the rates that the one before has set
 * ({@code torch.optim.lr_scheduler.ChainedScheduler}).
 */
public final class ChainedScheduler extends LRScheduler {
    private final SchedulerList schedulers;

    /**
     * Begins with schedules that have begun.
     *
     * @param schedulers the schedules, made for the same optimizer
     */
    public ChainedScheduler(List<? extends LRScheduler> schedulers) {
        super(first(schedulers).optimizer(), -1);
        this.schedulers = new SchedulerList("ChainedScheduler", optimizer(), schedulers);
        noteLr();
    }

    private static LRScheduler first(List<? extends LRScheduler> schedulers) {
        if (schedulers.isEmpty()) {
            throw new IllegalArgumentException(
                    "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.");
        }
        return schedulers.get(0);
    }

    List<LRScheduler> parts() {
        return schedulers.all();
    }

    @Override
    public void step() {
        schedulers.all().forEach(LRScheduler::step);
        noteLr();
    }

    /**
     * Not possible: the schedules have epochs of their own.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void step(long epoch) {
        throw new UnsupportedOperationException("ChainedScheduler.step() takes no epoch");
    }

    @Override
    protected double[] getLr() {
        return currentLrs();
    }

    @Override
    void saveProgress(SchedulerState state) {
        state.put("_last_lr", likeOption("lr", getLastLr()));
    }

    @Override
    void saveMore(SchedulerState state) {
        schedulers.save(state);
    }

    @Override
    void loadSettings(SchedulerState state) {
        schedulers.load(state);
    }
}
