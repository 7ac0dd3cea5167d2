package dev.sconce.it.models.densenet;

import static dev.sconce.torch.Torch.cat;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Module1;
import dev.sconce.nn.ReLU;
import dev.sconce.torch.Tensor;
import java.util.List;

/** Features from all features before: {@code torchvision.models.densenet._DenseLayer}. */
final class DenseLayer extends Module1<List<Tensor>, Tensor> {
    final BatchNorm2d norm1;
    final ReLU relu1 = new ReLU(true);
    final Conv2d conv1;
    final BatchNorm2d norm2;
    final ReLU relu2 = new ReLU(true);
    final Conv2d conv2;

    DenseLayer(long numInputFeatures, long growthRate, long bnSize) {
        norm1 = new BatchNorm2d(numInputFeatures);
        conv1 = new Conv2d(numInputFeatures, bnSize * growthRate, 1, c -> c.bias(false));
        norm2 = new BatchNorm2d(bnSize * growthRate);
        conv2 = new Conv2d(bnSize * growthRate, growthRate, 3, c -> c.padding(1).bias(false));
    }

    private Tensor bnFunction(List<Tensor> inputs) {
        Tensor concatedFeatures = cat(inputs, 1);
        return conv1.call(relu1.call(norm1.call(concatedFeatures)));
    }

    @Override
    protected Tensor forward(List<Tensor> prevFeatures) {
        Tensor bottleneckOutput = bnFunction(prevFeatures);
        return conv2.call(relu2.call(norm2.call(bottleneckOutput)));
    }

    @Override
    protected String getName() {
        return "_DenseLayer";
    }
}
