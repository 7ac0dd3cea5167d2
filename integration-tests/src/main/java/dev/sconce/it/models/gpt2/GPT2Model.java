package dev.sconce.it.models.gpt2;

import static dev.sconce.torch.Torch.arange;

import dev.sconce.nn.Dropout;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.Layer;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/** {@code transformers.models.gpt2.modeling_gpt2.GPT2Model}: from tokens to features. */
public final class GPT2Model extends Layer {
    final Embedding wte;
    final Embedding wpe;
    final Dropout drop;
    final ModuleList<GPT2Block> h = new ModuleList<>();

    @RegisteredAs("ln_f")
    final LayerNorm lnF;

    GPT2Model(GPT2Config config) {
        long embedDim = config.nEmbd();
        wte = new Embedding(config.vocabSize(), embedDim);
        wpe = new Embedding(config.nPositions(), embedDim);
        drop = new Dropout(config.dropout());
        for (int i = 0; i < config.nLayer(); i++) {
            h.append(new GPT2Block(config));
        }
        lnF = new LayerNorm(embedDim);
    }

    @Override
    protected Tensor forward(Tensor inputIds) {
        Tensor inputsEmbeds = wte.call(inputIds);
        Tensor positionIds = arange(inputsEmbeds.size(1)).unsqueeze(0);
        Tensor positionEmbeds = wpe.call(positionIds);
        Tensor hiddenStates = inputsEmbeds.add(positionEmbeds);

        hiddenStates = drop.call(hiddenStates);
        for (GPT2Block block : h) {
            hiddenStates = block.call(hiddenStates);
        }
        return lnF.call(hiddenStates);
    }
}
