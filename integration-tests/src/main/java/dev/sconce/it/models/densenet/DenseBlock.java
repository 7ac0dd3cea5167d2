package dev.sconce.it.models.densenet;

import static dev.sconce.torch.Torch.cat;

import dev.sconce.nn.Layer;
import dev.sconce.nn.Module;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers that each see the features of all before: {@code torchvision.models.densenet._DenseBlock}. */
final class DenseBlock extends Layer {

    DenseBlock(int numLayers, long numInputFeatures, long bnSize, long growthRate) {
        for (int i = 0; i < numLayers; i++) {
            addModule("denselayer" + (i + 1), new DenseLayer(numInputFeatures + i * growthRate, growthRate, bnSize));
        }
    }

    @Override
    protected Tensor forward(Tensor initFeatures) {
        List<Tensor> features = new ArrayList<>(List.of(initFeatures));
        for (Module layer : children()) {
            features.add(((DenseLayer) layer).call(features));
        }
        return cat(features, 1);
    }

    @Override
    protected String getName() {
        return "_DenseBlock";
    }
}
