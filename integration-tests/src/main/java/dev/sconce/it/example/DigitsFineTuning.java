package dev.sconce.it.example;

import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.randperm;

import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Goes on training the digits checkpoint, step by step as {@code digits_finetune.py}: the features learn slowly, the
 * classifier faster, both rates fall after each epoch.
 */
public final class DigitsFineTuning {

    private static final int SEED = 11;
    private static final int BATCH = 32;
    private static final double FEATURES_RATE = 0.01;
    private static final double CLASSIFIER_RATE = 0.04;
    private static final double DECAY = 0.6;

    private final DigitsNet net;
    private final Digits training;
    private final SGD optimizer;
    private final CrossEntropyLoss criterion = new CrossEntropyLoss();

    /**
     * Prepares.
     *
     * @param net the network to go on with
     * @param training the digits to learn from
     */
    public DigitsFineTuning(DigitsNet net, Digits training) {
        this.net = net;
        this.training = training;
        optimizer = new SGD(
                List.of(
                        ParamGroup.of(net.features.parameters()).lr(FEATURES_RATE),
                        ParamGroup.of(net.classifier.parameters()).lr(CLASSIFIER_RATE)),
                o -> o.lr(CLASSIFIER_RATE).momentum(0.9));
    }

    /** The optimizer, with its state. */
    public SGD optimizer() {
        return optimizer;
    }

    /** The number of steps in so many epochs. */
    public int steps(int epochs) {
        return epochs * ((training.size() + BATCH - 1) / BATCH);
    }

    /**
     * Trains.
     *
     * @param epochs how often each digit is seen
     * @param onStep is told the loss after each step
     */
    public void run(int epochs, DoubleConsumer onStep) {
        manualSeed(SEED);
        net.train();
        for (int epoch = 0; epoch < epochs; epoch++) {
            try (TensorScope scope = new TensorScope()) {
                for (Tensor batch : randperm(training.size()).split(BATCH)) {
                    onStep.accept(step(batch));
                }
            }
            for (ParamGroup group : optimizer.paramGroups()) {
                group.lr(group.lr() * DECAY);
            }
        }
    }

    private double step(Tensor batch) {
        try (TensorScope scope = new TensorScope()) {
            Tensor images = training.images().indexSelect(0, batch);
            Tensor labels = training.labels().indexSelect(0, batch);
            optimizer.zeroGrad();
            Tensor loss = criterion.call(net.call(images), labels);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
