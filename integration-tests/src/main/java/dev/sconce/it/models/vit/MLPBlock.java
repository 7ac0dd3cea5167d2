package dev.sconce.it.models.vit;

import dev.sconce.nn.Dropout;
import dev.sconce.nn.GELU;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Sequential;

/** Transformer MLP block: {@code torchvision.models.vision_transformer.MLPBlock}. */
final class MLPBlock extends Sequential {

    MLPBlock(long inDim, long mlpDim, double dropout) {
        super(
                new Linear(inDim, mlpDim),
                new GELU(),
                new Dropout(dropout),
                new Linear(mlpDim, inDim),
                new Dropout(dropout));
    }

    @Override
    protected int version() {
        return 2;
    }
}
