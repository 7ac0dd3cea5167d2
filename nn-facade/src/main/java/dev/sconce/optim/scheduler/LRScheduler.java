package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets the learning rates of an optimizer's groups, epoch by epoch or batch by batch
 * ({@code torch.optim.lr_scheduler.LRScheduler}).
 *
 * <pre>{@code
 * var scheduler = new CosineAnnealingLR(optimizer, epochs);
 * for (int epoch = 0; epoch < epochs; epoch++) {
 *     train(net, optimizer);
 *     scheduler.step();
 * }
 * }</pre>
 *
 * <p>A rate that is a tensor is changed in place, and computed in the tensor's precision, as in Python;
 * {@link OneCycleLR} and {@link CyclicLR} compute in double precision and round the result.
 *
 * <p>A scheduler begins when it is made: it notes each group's rate as {@code initial_lr} there, and sets that of epoch 0.
 * A subclass sets its fields in its constructor and then calls {@link #begin()}.
 */
public abstract class LRScheduler {
    private static final System.Logger LOG = System.getLogger(LRScheduler.class.getName());
    private static final String INITIAL = "initial_lr";

    private final Optimizer optimizer;
    private double[] baseLrs = {};
    private double[] lastLr = {};
    private long lastEpoch;
    private long stepCount;
    private boolean initial;

    /**
     * Begins before an epoch; nothing is changed before {@link #begin()}.
     *
     * @param optimizer whose groups' rates to set
     * @param lastEpoch the epoch that was last, or -1 for a new run; to resume, the groups must have {@code initial_lr}
     */
    protected LRScheduler(Optimizer optimizer, long lastEpoch) {
        if (optimizer == null) {
            throw new IllegalArgumentException("NoneType is not an Optimizer");
        }
        this.optimizer = optimizer;
        this.lastEpoch = lastEpoch;
    }

    /**
     * Notes the initial rates and sets the first ones.
     *
     * @throws IllegalArgumentException if a run is resumed and a group has no {@code initial_lr}
     */
    protected final void begin() {
        List<ParamGroup> groups = groups();
        for (int i = 0; i < groups.size(); i++) {
            ParamGroup group = groups.get(i);
            if (group.has(INITIAL)) {
                continue;
            }
            if (lastEpoch != -1) {
                throw new IllegalArgumentException("param 'initial_lr' is not specified in param_groups[" + i
                        + "] when resuming scheduler with last_epoch >= 0.\n"
                        + "This typically happens when:\n"
                        + "1. You're trying to resume training from a checkpoint but haven't properly loaded the"
                        + " optimizer state\n"
                        + "2. You're using last_epoch >= 0 for a fresh training run (not recommended)");
            }
            group.put(INITIAL, copy(group.get("lr")));
        }
        baseLrs = options(INITIAL);
        initialStep();
    }

    /** A rate that lives in a tensor is copied, so that the copy stays when the rate changes. */
    private static @Nullable Object copy(@Nullable Object rate) {
        if (!(rate instanceof Tensor tensor)) {
            return rate;
        }
        try (var none = TensorScope.none();
                var noGrad = Torch.noGrad()) {
            return tensor.clone();
        }
    }

    /** The first step, which sets the rates of epoch 0. */
    final void initialStep() {
        stepCount = 0;
        initial = true;
        try {
            step();
        } finally {
            initial = false;
        }
    }

    /** Sets the rates of the next epoch; to be called after the optimizer's step. */
    public void step() {
        countStep();
        lastEpoch++;
        setLr(getLr());
    }

    /**
     * Turns to an epoch, by the closed formula where there is one. Python has this form for old programs and warns at each
     * call, and so does this.
     *
     * @param epoch the epoch
     */
    public void step(long epoch) {
        countStep();
        warnOfEpoch();
        moveTo(epoch);
    }

    private void countStep() {
        if (stepCount == 1 && !optimizer.hasStepped()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Detected call of `lr_scheduler.step()` before `optimizer.step()`. "
                            + "In PyTorch 1.1.0 and later, you should call them in the opposite order: "
                            + "`optimizer.step()` before `lr_scheduler.step()`.  Failure to do this "
                            + "will result in PyTorch skipping the first value of the learning rate schedule. "
                            + "See more details at "
                            + "https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate");
        }
        stepCount++;
    }

    static void warnOfEpoch() {
        LOG.log(
                System.Logger.Level.WARNING,
                "The epoch parameter in `scheduler.step()` was not necessary and is being "
                        + "deprecated where possible. Please use `scheduler.step()` to step the "
                        + "scheduler. During the deprecation, if epoch is different from None, the "
                        + "closed form is used instead of the new chainable form, where available. "
                        + "Please open an issue if you are unable to replicate your use case: "
                        + "https://github.com/pytorch/pytorch/issues/new/choose.");
    }

    /** Turns to an epoch, in one go if there is a formula for it. */
    void moveTo(long epoch) {
        lastEpoch = epoch;
        double[] closed = closedForm();
        setLr(closed == null ? getLr() : closed);
    }

    /**
     * The rates of {@link #lastEpoch()}, computed from those that the groups have.
     *
     * @return one for each group
     */
    protected abstract double[] getLr();

    /**
     * The rates of {@link #lastEpoch()} by a formula that does not need those before.
     *
     * @return one for each group, or null if there is no such formula
     */
    protected double @Nullable [] closedForm() {
        return null;
    }

    final void setLr(double[] rates) {
        List<ParamGroup> groups = groups();
        if (groups.size() != rates.length) {
            throw new IllegalStateException("There are " + groups.size() + " parameter groups but the schedule has "
                    + rates.length + " rates: add groups before a scheduler is made");
        }
        for (int i = 0; i < rates.length; i++) {
            setLr(groups.get(i), rates[i]);
        }
        noteLr();
    }

    /** Sets a group's rate; in a tensor, if it is one. */
    static void setLr(ParamGroup group, double rate) {
        if (group.get("lr") instanceof Tensor tensor) {
            try (var noGrad = Torch.noGrad()) {
                tensor.fill_(rate);
            }
        } else {
            group.lr(rate);
        }
    }

    /** Notes the rates that the groups have now. */
    final void noteLr() {
        lastLr = options("lr");
    }

    final void noteLr(double[] rates) {
        lastLr = rates.clone();
    }

    /**
     * The rates that this scheduler has set last.
     *
     * @return one for each group
     */
    public final double[] getLastLr() {
        return lastLr.clone();
    }

    /**
     * The optimizer.
     *
     * @return the one that this was made for
     */
    public final Optimizer optimizer() {
        return optimizer;
    }

    /**
     * The epoch whose rates are set.
     *
     * @return 0 for a new scheduler
     */
    public final long lastEpoch() {
        return lastEpoch;
    }

    final void lastEpoch(long epoch) {
        lastEpoch = epoch;
    }

    /**
     * The rates at the beginning.
     *
     * @return one for each group
     */
    protected final double[] baseLrs() {
        return baseLrs.clone();
    }

    final void baseLrs(double[] rates) {
        baseLrs = rates.clone();
    }

    /**
     * Whether this is the step that the constructor makes.
     *
     * @return true while the scheduler begins
     */
    protected final boolean isInitial() {
        return initial;
    }

    final long stepCount() {
        return stepCount;
    }

    final List<ParamGroup> groups() {
        return optimizer.paramGroups();
    }

    /** An option of all groups. */
    final double[] options(String name) {
        return groups().stream().mapToDouble(group -> group.number(name)).toArray();
    }

    /**
     * The rates that the groups have.
     *
     * @return one for each group
     */
    protected final double[] currentLrs() {
        return options("lr");
    }

    /** The rates that the groups have, for Python's arithmetic. */
    final List<Rate> currentRates() {
        return rates(currentLrs(), "lr");
    }

    /** The rates at the beginning, for Python's arithmetic. */
    final List<Rate> baseRates() {
        return rates(baseLrs, INITIAL);
    }

    private List<Rate> rates(double[] numbers, String option) {
        List<Rate> rates = new ArrayList<>(numbers.length);
        List<ParamGroup> groups = groups();
        for (int i = 0; i < numbers.length; i++) {
            ParamGroup group = i < groups.size() ? groups.get(i) : null;
            rates.add(Rate.of(numbers[i], group != null && group.has(option) ? group.get(option) : null));
        }
        return rates;
    }

    /** Numbers as Python has them: tensors for those groups in which an option is one. */
    final List<@Nullable Object> likeOption(String option, double[] numbers) {
        List<@Nullable Object> values = new ArrayList<>(numbers.length);
        List<ParamGroup> groups = groups();
        for (int i = 0; i < numbers.length; i++) {
            Object form = i < groups.size() && groups.get(i).has(option)
                    ? groups.get(i).get(option)
                    : null;
            values.add(form instanceof Tensor tensor ? filled(tensor, numbers[i]) : (Object) numbers[i]);
        }
        return values;
    }

    private static Tensor filled(Tensor form, double number) {
        try (var noGrad = Torch.noGrad()) {
            return Torch.fullLike(form, number);
        }
    }

    /** Everything but the optimizer, as Python's {@code state_dict}: settings, then the common part. */
    public Map<String, @Nullable Object> stateDict() {
        SchedulerState state = new SchedulerState();
        saveSettings(state);
        saveProgress(state);
        saveMore(state);
        return state.toMap();
    }

    /**
     * Goes on from a saved state.
     *
     * @param stateDict what {@link #stateDict()}, or Python's {@code state_dict()}, returned; what it lacks stays
     */
    public void loadStateDict(Map<String, ? extends @Nullable Object> stateDict) {
        SchedulerState state = new SchedulerState(stateDict);
        loadSettings(state);
        baseLrs = state.numbers("base_lrs", baseLrs);
        lastEpoch = state.integer("last_epoch", lastEpoch);
        stepCount = state.integer("_step_count", stepCount);
        lastLr = state.numbers("_last_lr", lastLr);
    }

    /** Saves the settings of a subclass, in the order in which Python's constructor sets them. */
    void saveSettings(SchedulerState state) {}

    /** Loads what {@link #saveSettings} saved. */
    void loadSettings(SchedulerState state) {}

    /** Saves what Python's base class sets. */
    void saveProgress(SchedulerState state) {
        state.put("base_lrs", savedBaseLrs());
        state.put("last_epoch", lastEpoch);
        state.put("_step_count", stepCount);
        state.put("_is_initial", false);
        state.put("_get_lr_called_within_step", false);
        state.put("_last_lr", likeOption("lr", lastLr));
    }

    /** The rates at the beginning, as Python's state dict has them. */
    List<@Nullable Object> savedBaseLrs() {
        return likeOption(INITIAL, baseLrs);
    }

    /** Saves what comes after that. */
    void saveMore(SchedulerState state) {}
}
