package dev.sconce.train;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar that moves with a training run and shows the loss and how many steps a second there are. It is drawn on standard
 * error by the library {@code me.tongfei:progressbar}, which users of this class add to their own dependencies.
 *
 * <pre>{@code
 * try (var progress = new TrainingProgress("epoch 1", loader.size())) {
 *     loader.forEachInScope(batch -> progress.step(train(batch).item()));
 * }
 * }</pre>
 */
public final class TrainingProgress implements AutoCloseable {
    /** How much a new loss moves the one that is shown: single batches jump. */
    private static final double WEIGHT = 0.1;

    private static final int REDRAW_MILLIS = 200;
    private static final int COLUMNS = 100;

    private final ProgressBar bar;
    private double loss = Double.NaN;

    /**
     * Draws a bar on standard error.
     *
     * @param name what it says at its beginning
     * @param steps the number of steps until it is full; -1 if that is not known
     */
    public TrainingProgress(String name, long steps) {
        this(name, steps, new ConsoleProgressBarConsumer(System.err));
    }

    /**
     * Draws a bar of 100 columns.
     *
     * @param name what it says at its beginning
     * @param steps the number of steps until it is full; -1 if that is not known
     * @param out where it is drawn
     */
    public TrainingProgress(String name, long steps, PrintStream out) {
        this(name, steps, new ConsoleProgressBarConsumer(out, COLUMNS));
    }

    private TrainingProgress(String name, long steps, ProgressBarConsumer consumer) {
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setUnit(" steps", 1)
                .showSpeed()
                .setConsumer(consumer)
                .build();
    }

    /** Counts a step. */
    public void step() {
        bar.step();
    }

    /**
     * Counts a step and shows a running average of the losses.
     *
     * @param stepLoss the loss of this step
     */
    public void step(double stepLoss) {
        average(stepLoss);
        bar.step().setExtraMessage(String.format(Locale.ROOT, " loss %.4f", loss));
    }

    /**
     * Counts a step and shows a running average of the losses and the learning rate.
     *
     * @param stepLoss the loss of this step
     * @param learningRate the optimizer's
     */
    public void step(double stepLoss, double learningRate) {
        average(stepLoss);
        bar.step().setExtraMessage(String.format(Locale.ROOT, " loss %.4f, lr %.2e", loss, learningRate));
    }

    private void average(double stepLoss) {
        loss = Double.isNaN(loss) ? stepLoss : loss + WEIGHT * (stepLoss - loss);
    }

    /**
     * The loss that is shown.
     *
     * @return the running average; not a number before the first
     */
    public double averageLoss() {
        return loss;
    }

    /** Draws the bar for the last time and goes to the next line. */
    @Override
    public void close() {
        bar.close();
    }
}
