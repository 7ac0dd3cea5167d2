package dev.sconce.it.models.bert;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.slice;

import dev.sconce.nn.Buffer;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.Module2;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/** {@code BertEmbeddings}: the embeddings from word, position and token_type embeddings. */
final class BertEmbeddings extends Module2<Tensor, Tensor, Tensor> {
    @RegisteredAs("word_embeddings")
    final Embedding wordEmbeddings;

    @RegisteredAs("position_embeddings")
    final Embedding positionEmbeddings;

    @RegisteredAs("token_type_embeddings")
    final Embedding tokenTypeEmbeddings;

    @RegisteredAs("LayerNorm")
    final LayerNorm layerNorm;

    final Dropout dropout;

    @RegisteredAs("position_ids")
    final Buffer positionIds;

    BertEmbeddings(BertConfig config) {
        long positions = config.maxPositionEmbeddings();
        wordEmbeddings = new Embedding(config.vocabSize(), config.hiddenSize(), e -> e.paddingIdx(0L));
        positionEmbeddings = new Embedding(positions, config.hiddenSize());
        tokenTypeEmbeddings = new Embedding(2, config.hiddenSize());
        layerNorm = new LayerNorm(config.hiddenSize(), n -> n.eps(BertConfig.LAYER_NORM_EPS));
        dropout = new Dropout(config.dropout());
        positionIds = new Buffer(arange(positions).expand(1, -1), false);
    }

    @Override
    protected Tensor forward(Tensor inputIds, Tensor tokenTypeIds) {
        long seqLength = inputIds.size(1);

        Tensor inputsEmbeds = wordEmbeddings.call(inputIds);
        Tensor embeddings = inputsEmbeds.add(tokenTypeEmbeddings.call(tokenTypeIds));

        Tensor positionIds = this.positionIds.get(slice(), slice(null, seqLength));
        embeddings = embeddings.add(positionEmbeddings.call(positionIds));

        embeddings = layerNorm.call(embeddings);
        return dropout.call(embeddings);
    }
}
