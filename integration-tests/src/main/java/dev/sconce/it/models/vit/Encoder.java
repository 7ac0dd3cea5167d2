package dev.sconce.it.models.vit;

import static dev.sconce.torch.Torch.empty;

import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;

/** The encoder's blocks and the positions: {@code torchvision.models.vision_transformer.Encoder}. */
final class Encoder extends Layer {
    @RegisteredAs("pos_embedding")
    final Parameter posEmbedding;

    final Dropout dropout;
    final Sequential layers = new Sequential();
    final LayerNorm ln;

    Encoder(long seqLength, int numLayers, long numHeads, long hiddenDim, long mlpDim, double dropout) {
        posEmbedding = new Parameter(empty(1, seqLength, hiddenDim).normal_(0, 0.02)); // from BERT
        this.dropout = new Dropout(dropout);
        for (int i = 0; i < numLayers; i++) {
            layers.addModule("encoder_layer_" + i, new EncoderBlock(numHeads, hiddenDim, mlpDim, dropout));
        }
        ln = new LayerNorm(hiddenDim, n -> n.eps(1e-6));
    }

    @Override
    protected Tensor forward(Tensor input) {
        input = input.add(posEmbedding);
        return ln.call(layers.call(dropout.call(input)));
    }
}
