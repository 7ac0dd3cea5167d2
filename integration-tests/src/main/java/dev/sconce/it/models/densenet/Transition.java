package dev.sconce.it.models.densenet;

import dev.sconce.nn.AvgPool2d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;

/** Half the features and half the size, between two blocks: {@code torchvision.models.densenet._Transition}. */
final class Transition extends Sequential {
    final BatchNorm2d norm;
    final ReLU relu = new ReLU(true);
    final Conv2d conv;
    final AvgPool2d pool = new AvgPool2d(2, 2);

    Transition(long numInputFeatures, long numOutputFeatures) {
        norm = new BatchNorm2d(numInputFeatures);
        conv = new Conv2d(numInputFeatures, numOutputFeatures, 1, c -> c.bias(false));
    }

    @Override
    protected String getName() {
        return "_Transition";
    }
}
