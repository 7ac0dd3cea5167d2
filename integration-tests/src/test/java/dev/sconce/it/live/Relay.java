package dev.sconce.it.live;

import static dev.sconce.nn.utils.GradientClipping.clipGradNorm_;
import static dev.sconce.optim.swa.Averaging.getEmaMultiAvgFn;
import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.save;

import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.Layer;
import dev.sconce.optim.AdamW;
import dev.sconce.optim.scheduler.OneCycleLR;
import dev.sconce.optim.swa.AveragedModel;
import dev.sconce.torch.Loaded;
import dev.sconce.torch.Rng;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A training run that changes languages: {@code relay.py} in Java. */
final class Relay {
    private static final long TOTAL_STEPS = 9;

    private final Layer net;
    private final AdamW optimizer;
    private final OneCycleLR scheduler;
    private final AveragedModel<Layer> ema;

    Relay(String network) {
        net = RelayNetworks.make(network);
        optimizer =
                new AdamW(net.parameters(), o -> o.lr(1e-3).weightDecay(0.05).eps(1e-4));
        scheduler = new OneCycleLR(optimizer, 4e-3, o -> o.totalSteps(TOTAL_STEPS));
        ema = new AveragedModel<>(net, o -> o.multiAvgFn(getEmaMultiAvgFn(0.8)).useBuffers(true));
    }

    /** Goes on from a file that Python or {@link #saveTo} wrote. */
    void goOnFrom(Path file) throws IOException {
        try (TensorScope scope = new TensorScope()) {
            Loaded saved = load(file);
            net.loadStateDict(saved.at("net").stateDict());
            optimizer.loadStateDict(texts(saved.at("optimizer")));
            scheduler.loadStateDict(texts(saved.at("scheduler")));
            ema.loadStateDict(saved.at("ema").stateDict());
            Rng.setState(saved.at("rng").tensor());
        }
    }

    @SuppressWarnings("unchecked") // state dicts have texts for keys
    private static Map<String, Object> texts(Loaded stateDict) {
        return (Map<String, Object>) stateDict.map();
    }

    void saveTo(Path file) throws IOException {
        try (TensorScope scope = new TensorScope()) {
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("net", net.stateDict());
            run.put("optimizer", optimizer.stateDict());
            run.put("scheduler", scheduler.stateDict());
            run.put("ema", ema.stateDict());
            run.put("rng", Rng.getState());
            save(run, file);
        }
    }

    /** Trains with the batches that come next. */
    void train(Path batches, int steps) throws IOException {
        net.train();
        try (TensorScope scope = new TensorScope()) {
            List<?> all = (List<?>) Objects.requireNonNull(load(batches).value());
            int done = Math.toIntExact(scheduler.lastEpoch());
            for (Object batch : all.subList(done, done + steps)) {
                List<?> pair = (List<?>) batch;
                step((Tensor) pair.get(0), (Tensor) pair.get(1));
            }
        }
    }

    private void step(Tensor x, Tensor target) {
        try (TensorScope scope = new TensorScope()) {
            optimizer.zeroGrad();
            new CrossEntropyLoss().call(net.call(x), target).backward();
            clipGradNorm_(net.parameters(), 0.5);
            optimizer.step();
            scheduler.step();
            ema.updateParameters(net);
        }
    }
}
