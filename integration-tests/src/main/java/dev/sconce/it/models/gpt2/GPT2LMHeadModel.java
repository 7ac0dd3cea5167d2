package dev.sconce.it.models.gpt2;

import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/**
 * {@code transformers.models.gpt2.modeling_gpt2.GPT2LMHeadModel}: from tokens to the logits of the next ones; input and
 * output share the embedding.
 */
public final class GPT2LMHeadModel extends Layer {
    final GPT2Model transformer;

    @RegisteredAs("lm_head")
    final Linear lmHead;

    /**
     * Makes the network.
     *
     * @param config its sizes
     */
    public GPT2LMHeadModel(GPT2Config config) {
        transformer = new GPT2Model(config);
        lmHead = new Linear(config.nEmbd(), config.vocabSize(), false);
        lmHead.weight = transformer.wte.weight;
    }

    @Override
    protected Tensor forward(Tensor inputIds) {
        Tensor hiddenStates = transformer.call(inputIds);
        return lmHead.call(hiddenStates);
    }
}
