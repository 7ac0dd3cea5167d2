package dev.sconce.it.models.gpt2;

import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/** {@code transformers.models.gpt2.modeling_gpt2.GPT2MLP}. */
final class GPT2MLP extends Layer {
    @RegisteredAs("c_fc")
    final Conv1D cFc;

    @RegisteredAs("c_proj")
    final Conv1D cProj;

    final NewGELUActivation act = new NewGELUActivation();
    final Dropout dropout;

    GPT2MLP(long intermediateSize, GPT2Config config) {
        long embedDim = config.nEmbd();
        cFc = new Conv1D(intermediateSize, embedDim);
        cProj = new Conv1D(embedDim, intermediateSize);
        dropout = new Dropout(config.dropout());
    }

    @Override
    protected Tensor forward(Tensor hiddenStates) {
        hiddenStates = cFc.call(hiddenStates);
        hiddenStates = act.call(hiddenStates);
        hiddenStates = cProj.call(hiddenStates);
        return dropout.call(hiddenStates);
    }
}
