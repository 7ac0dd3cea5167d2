package dev.sconce.it.models.gpt2;

import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code transformers.models.gpt2.modeling_gpt2.GPT2Attention}. */
final class GPT2Attention extends Layer {
    private final long embedDim;
    private final long headDim;

    @RegisteredAs("c_attn")
    final Conv1D cAttn;

    @RegisteredAs("c_proj")
    final Conv1D cProj;

    @RegisteredAs("attn_dropout")
    final Dropout attnDropout;

    @RegisteredAs("resid_dropout")
    final Dropout residDropout;

    GPT2Attention(GPT2Config config) {
        embedDim = config.nEmbd();
        headDim = embedDim / config.nHead();
        cAttn = new Conv1D(3 * embedDim, embedDim);
        cProj = new Conv1D(embedDim, embedDim);
        attnDropout = new Dropout(config.dropout());
        residDropout = new Dropout(config.dropout());
    }

    @Override
    protected Tensor forward(Tensor hiddenStates) {
        List<Tensor> states = cAttn.call(hiddenStates).split(embedDim, 2);
        Tensor queryStates = heads(states.get(0));
        Tensor keyStates = heads(states.get(1));
        Tensor valueStates = heads(states.get(2));

        double dropout = isTraining() ? attnDropout.p.doubleValue() : 0.0;
        Tensor attnOutput =
                F.scaledDotProductAttention(queryStates, keyStates, valueStates, null, dropout, true, null, false);

        attnOutput = attnOutput.transpose(1, 2).flatten(2);
        attnOutput = cProj.call(attnOutput);
        return residDropout.call(attnOutput);
    }

    /** (batch, tokens, features) as (batch, heads, tokens, features of a head). */
    private Tensor heads(Tensor states) {
        return states.view(states.size(0), states.size(1), -1, headDim).transpose(1, 2);
    }
}
