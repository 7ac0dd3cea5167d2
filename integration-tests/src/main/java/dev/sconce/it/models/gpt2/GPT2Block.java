package dev.sconce.it.models.gpt2;

import dev.sconce.nn.Layer;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/** {@code transformers.models.gpt2.modeling_gpt2.GPT2Block}. */
final class GPT2Block extends Layer {
    @RegisteredAs("ln_1")
    final LayerNorm ln1;

    final GPT2Attention attn;

    @RegisteredAs("ln_2")
    final LayerNorm ln2;

    final GPT2MLP mlp;

    GPT2Block(GPT2Config config) {
        long hiddenSize = config.nEmbd();
        ln1 = new LayerNorm(hiddenSize);
        attn = new GPT2Attention(config);
        ln2 = new LayerNorm(hiddenSize);
        mlp = new GPT2MLP(4 * hiddenSize, config);
    }

    @Override
    protected Tensor forward(Tensor hiddenStates) {
        Tensor residual = hiddenStates;
        hiddenStates = ln1.call(hiddenStates);
        Tensor attnOutput = attn.call(hiddenStates);
        // residual connection
        hiddenStates = attnOutput.add(residual);

        residual = hiddenStates;
        hiddenStates = ln2.call(hiddenStates);
        Tensor feedForwardHiddenStates = mlp.call(hiddenStates);
        // residual connection
        return residual.add(feedForwardHiddenStates);
    }
}
