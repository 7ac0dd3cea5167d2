package dev.sconce.it.live;

import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.save;

import dev.sconce.nn.Parameter;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.scheduler.LRScheduler;
import dev.sconce.optim.scheduler.ReduceLROnPlateau;
import dev.sconce.torch.DType;
import dev.sconce.torch.Loaded;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs of {@code optimizer_relay.py} in Java. */
final class OptimizerRelay {
    private final String name;
    private final List<Tensor> targets;
    private final List<Tensor> curvatures;
    private final List<Parameter> params;
    private final Optimizer optimizer;
    private final LRScheduler scheduler;
    private long done;

    OptimizerRelay(String name) {
        Tensor weight = Torch.arange(12.0).mul(5).remainder(7).sub(3).div(4).reshape(4, 3);
        Tensor bias = Torch.tensor(new float[] {0.5F, -1.25F, 2});
        if (name.startsWith("lbfgs")) {
            // Its iterations amplify the rounding of sums: in single precision, Python on other kernels ends elsewhere
            // too.
            weight = weight.to(DType.FLOAT64);
            bias = bias.to(DType.FLOAT64);
        }
        this.name = name;
        targets = List.of(weight.flip(0).mul(1.5), bias.mul(2).sub(1));
        curvatures = List.of(
                Torch.arange(12.0).remainder(5).add(1).reshape(4, 3).div(4), Torch.tensor(new float[] {0.5F, 1, 2}));
        params = List.of(new Parameter(weight), new Parameter(bias));
        optimizer = OptimizerRelayCases.optimizer(name, params);
        scheduler = OptimizerRelayCases.scheduler(name, optimizer);
    }

    /** From a minimum that moves on, so that no run comes to rest. */
    private Tensor distance(int i) {
        return params.get(i).detach().sub(targets.get(i).mul(1 + 0.5 * done));
    }

    private void setGrads() {
        for (int i = 0; i < params.size(); i++) {
            Tensor grad = distance(i).mul(curvatures.get(i));
            if (name.equals("sparse_adam")) {
                Tensor rows = Torch.tensor(new long[] {0, 2});
                grad = Torch.sparseCooTensor(rows.unsqueeze(0), grad.indexSelect(0, rows), grad.shape());
            }
            params.get(i).setGrad(grad);
        }
    }

    private Tensor closure() {
        setGrads();
        Tensor first = distance(0).square().mul(curvatures.get(0)).sum();
        Tensor second = distance(1).square().mul(curvatures.get(1)).sum();
        return first.add(second).div(2);
    }

    void train(int steps) {
        for (int i = 0; i < steps; i++) {
            if (name.startsWith("lbfgs")) {
                optimizer.step(this::closure);
            } else {
                setGrads();
                optimizer.step();
            }
            if (scheduler instanceof ReduceLROnPlateau plateau) {
                plateau.step(1.0);
            } else {
                scheduler.step();
            }
            done++;
        }
    }

    void saveTo(Path file) throws IOException {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("done", done);
        run.put("params", new ArrayList<>(params.stream().map(Tensor::detach).toList()));
        run.put("optimizer", optimizer.stateDict());
        run.put("scheduler", scheduler.stateDict());
        save(run, file);
    }

    @SuppressWarnings("unchecked") // state dicts have texts for keys
    void goOnFrom(Path file) throws IOException {
        try (TensorScope scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Loaded saved = load(file);
            done = (Long) saved.map().get("done");
            for (int i = 0; i < params.size(); i++) {
                params.get(i).copy_((Tensor) ((List<?>) saved.map().get("params")).get(i));
            }
            optimizer.loadStateDict((Map<String, Object>) saved.at("optimizer").map());
            scheduler.loadStateDict((Map<String, Object>) saved.at("scheduler").map());
        }
    }
}
