package dev.sconce.it.conformance.check;

import dev.sconce.nn.AvgPool2d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Bilinear;
import dev.sconce.nn.Conv1d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.Flatten;
import dev.sconce.nn.GRU;
import dev.sconce.nn.GroupNorm;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleDict;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Sigmoid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The networks of the initialization cases, in Java. */
final class Networks {
    /** Java by Python's source. */
    static final Map<String, Supplier<Module>> BY_SOURCE = Map.of(
            "nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))",
            () -> new Sequential(new Linear(20, 256), new ReLU(), new Linear(256, 10)),
            "nn.Sequential(OrderedDict([('hidden', nn.Linear(4, 8)), ('act', nn.ReLU()), ('out', nn.Linear(8, 1))]))",
            Networks::named,
            "nn.Sequential(nn.Conv2d(1, 6, kernel_size=5, padding=2), nn.Sigmoid(), "
                    + "nn.AvgPool2d(kernel_size=2, stride=2), nn.Conv2d(6, 16, kernel_size=5), nn.Sigmoid(), "
                    + "nn.AvgPool2d(kernel_size=2, stride=2), nn.Flatten(), nn.Linear(16 * 5 * 5, 120), nn.Sigmoid(), "
                    + "nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10))",
            Networks::lenet,
            "(lambda s: nn.Sequential(nn.Linear(4, 8), nn.ReLU(), s, nn.ReLU(), s, nn.ReLU(), nn.Linear(8, 1)))"
                    + "(nn.Linear(8, 8))",
            Networks::shared,
            "nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 8, 3), "
                    + "nn.GroupNorm(2, 8))",
            () -> new Sequential(
                    new Conv2d(3, 8, 3, c -> c.bias(false)),
                    new BatchNorm2d(8),
                    new ReLU(),
                    new Conv2d(8, 8, 3),
                    new GroupNorm(2, 8)),
            "nn.ModuleList([nn.Embedding(12, 6), nn.GRU(6, 8, 2, dropout=0.1), nn.Linear(8, 12)])",
            () -> new ModuleList<>(List.of(
                    new Embedding(12, 6), new GRU(6, 8, r -> r.numLayers(2).dropout(0.1)), new Linear(8, 12))),
            "nn.ModuleDict({'conv': nn.Conv1d(2, 3, 2), 'lstm': nn.LSTM(3, 4), 'head': nn.Bilinear(4, 4, 2)})",
            Networks::dictionary);

    private Networks() {}

    private static Module named() {
        Map<String, Module> layers = new LinkedHashMap<>();
        layers.put("hidden", new Linear(4, 8));
        layers.put("act", new ReLU());
        layers.put("out", new Linear(8, 1));
        return new Sequential(layers);
    }

    private static Module lenet() {
        return new Sequential(
                new Conv2d(1, 6, 5, c -> c.padding(2)),
                new Sigmoid(),
                new AvgPool2d(2, 2),
                new Conv2d(6, 16, 5),
                new Sigmoid(),
                new AvgPool2d(2, 2),
                new Flatten(),
                new Linear(16 * 5 * 5, 120),
                new Sigmoid(),
                new Linear(120, 84),
                new Sigmoid(),
                new Linear(84, 10));
    }

    private static Module dictionary() {
        Map<String, Module> parts = new LinkedHashMap<>();
        parts.put("conv", new Conv1d(2, 3, 2));
        parts.put("lstm", new LSTM(3, 4));
        parts.put("head", new Bilinear(4, 4, 2));
        return new ModuleDict<>(parts);
    }

    private static Module shared() {
        Linear inner = new Linear(8, 8);
        return new Sequential(new Linear(4, 8), new ReLU(), inner, new ReLU(), inner, new ReLU(), new Linear(8, 1));
    }
}
