package dev.sconce.it.models.vit;

import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.MultiheadAttention;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/** Transformer encoder block: {@code torchvision.models.vision_transformer.EncoderBlock}. */
final class EncoderBlock extends Layer {
    // Attention block
    @RegisteredAs("ln_1")
    final LayerNorm ln1;

    @RegisteredAs("self_attention")
    final MultiheadAttention selfAttention;

    final Dropout dropout;

    // MLP block
    @RegisteredAs("ln_2")
    final LayerNorm ln2;

    final MLPBlock mlp;

    EncoderBlock(long numHeads, long hiddenDim, long mlpDim, double dropout) {
        ln1 = new LayerNorm(hiddenDim, n -> n.eps(1e-6));
        selfAttention = new MultiheadAttention(hiddenDim, numHeads, m -> m.batchFirst(true));
        this.dropout = new Dropout(dropout);

        ln2 = new LayerNorm(hiddenDim, n -> n.eps(1e-6));
        mlp = new MLPBlock(hiddenDim, mlpDim, dropout);
    }

    @Override
    protected Tensor forward(Tensor input) {
        Tensor x = ln1.call(input);
        x = selfAttention.call(x, x, x, a -> a.needWeights(false)).output();
        x = dropout.call(x);
        x = x.add(input);

        Tensor y = ln2.call(x);
        y = mlp.call(y);
        return x.add(y);
    }
}
