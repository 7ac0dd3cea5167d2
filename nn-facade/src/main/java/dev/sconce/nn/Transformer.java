package dev.sconce.nn;

import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transformer: an encoder, and a decoder that attends to its output.
 *
 * <pre>{@code
 * var model = new Transformer(t -> t.nhead(16).numEncoderLayers(12));
 * Tensor output = model.call(src, tgt, m -> m.tgtMask(Transformer.generateSquareSubsequentMask(20)));
 * }</pre>
 */
public class Transformer extends Module {
    /** The encoder. */
    public TransformerEncoder encoder;

    /** The decoder. */
    public TransformerDecoder decoder;

    /** The number of features. */
    public final long dModel;

    /** The number of heads. */
    public final long nhead;

    /** Whether the batch comes first. */
    public final boolean batchFirst;

    /** Makes a transformer with Python's defaults: 512 features, 8 heads, 6 layers each. */
    public Transformer() {
        this(options -> {});
    }

    /**
     * Makes a transformer.
     *
     * @param options dModel, nhead, numEncoderLayers, numDecoderLayers, dimFeedforward, dropout, activation,
     *     customEncoder, customDecoder, layerNormEps, batchFirst, normFirst, bias, dtype, device
     */
    public Transformer(Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        TransformerLayerOptions layer = chosen.layer();
        encoder = chosen.customEncoder != null
                ? chosen.customEncoder
                : new TransformerEncoder(
                        new TransformerEncoderLayer(chosen.dModel, chosen.nhead, layer),
                        chosen.numEncoderLayers,
                        layer.norm(chosen.dModel));
        decoder = chosen.customDecoder != null
                ? chosen.customDecoder
                : new TransformerDecoder(
                        new TransformerDecoderLayer(chosen.dModel, chosen.nhead, layer),
                        chosen.numDecoderLayers,
                        layer.norm(chosen.dModel));
        for (Parameter parameter : parameters()) {
            if (parameter.dim() > 1) {
                Init.xavierUniform_(parameter);
            }
        }
        dModel = chosen.dModel;
        nhead = chosen.nhead;
        batchFirst = chosen.batchFirst;
    }

    /**
     * A mask that hides what comes later.
     *
     * @param size the length of the sequences
     * @return of shape {@code (size, size)}: zero, and negative infinity above the diagonal
     */
    public static Tensor generateSquareSubsequentMask(long size) {
        return CausalMask.make(size, null, null);
    }

    /**
     * Translates without masks.
     *
     * @param src the sources
     * @param tgt the targets
     * @return the output
     */
    public final Tensor call(Tensor src, Tensor tgt) {
        return call(src, tgt, options -> {});
    }

    /**
     * Translates.
     *
     * @param src the sources
     * @param tgt the targets
     * @param options the masks and hints
     * @return the output
     */
    public final Tensor call(Tensor src, Tensor tgt, Consumer<TransformerMasks> options) {
        TransformerMasks chosen = new TransformerMasks();
        options.accept(chosen);
        return Untyped.cast(callAny(new Arguments(List.of(src, tgt), chosen.kwargs())));
    }

    @Override
    Object forwardAny(Arguments arguments) {
        Tensor src = arguments.get(0, "src", null);
        Tensor tgt = arguments.get(1, "tgt", null);
        int batchDim = batchFirst ? 0 : 1;
        if (src.dim() == 3 && src.size(batchDim) != tgt.size(batchDim)) {
            throw new TorchException("the batch number of src and tgt must be equal");
        }
        if (src.size(-1) != dModel || tgt.size(-1) != dModel) {
            throw new TorchException("the feature number of src and tgt must be equal to d_model");
        }
        Tensor memory = encoder.call(
                src,
                arguments.get(2, "src_mask", null),
                arguments.get(5, "src_key_padding_mask", null),
                arguments.get(8, "src_is_causal", null));
        return decoder.call(tgt, memory, o -> o.tgtMask(arguments.get(3, "tgt_mask", null))
                .memoryMask(arguments.get(4, "memory_mask", null))
                .tgtKeyPaddingMask(arguments.get(6, "tgt_key_padding_mask", null))
                .memoryKeyPaddingMask(arguments.get(7, "memory_key_padding_mask", null))
                .tgtIsCausal(arguments.get(9, "tgt_is_causal", null))
                .memoryIsCausal(arguments.<Boolean>get(10, "memory_is_causal", false)));
    }

    /** Options of a transformer. */
    public static final class Options extends FactoryOptions<Options> {
        long dModel = 512;
        long nhead = 8;
        int numEncoderLayers = 6;
        int numDecoderLayers = 6;
        long dimFeedforward = 2048;
        double dropout = 0.1;
        double layerNormEps = 1e-5;
        boolean batchFirst = false;
        boolean normFirst = false;
        boolean bias = true;

        private Consumer<TransformerLayerOptions> activation = layer -> {};
        private @Nullable TransformerEncoder customEncoder;
        private @Nullable TransformerDecoder customDecoder;

        private Options() {}

        private TransformerLayerOptions layer() {
            TensorFactory factory = factory();
            Consumer<TransformerLayerOptions> common = layer -> layer.dimFeedforward(dimFeedforward)
                    .dropout(dropout)
                    .layerNormEps(layerNormEps)
                    .batchFirst(batchFirst)
                    .normFirst(normFirst)
                    .bias(bias)
                    .device(factory.device())
                    .dtype(factory.dtype());
            return TransformerLayerOptions.of(common.andThen(activation));
        }

        /**
         * The number of features.
         *
         * @param dModel the value; {@code 512} by default
         * @return this
         */
        public Options dModel(long dModel) {
            this.dModel = dModel;
            return this;
        }

        /**
         * The number of heads.
         *
         * @param nhead the value; {@code 8} by default
         * @return this
         */
        public Options nhead(long nhead) {
            this.nhead = nhead;
            return this;
        }

        /**
         * The number of encoder layers.
         *
         * @param numEncoderLayers the value; {@code 6} by default
         * @return this
         */
        public Options numEncoderLayers(int numEncoderLayers) {
            this.numEncoderLayers = numEncoderLayers;
            return this;
        }

        /**
         * The number of decoder layers.
         *
         * @param numDecoderLayers the value; {@code 6} by default
         * @return this
         */
        public Options numDecoderLayers(int numDecoderLayers) {
            this.numDecoderLayers = numDecoderLayers;
            return this;
        }

        /**
         * The number of features between the two linear layers of a layer.
         *
         * @param dimFeedforward the value; {@code 2048} by default
         * @return this
         */
        public Options dimFeedforward(long dimFeedforward) {
            this.dimFeedforward = dimFeedforward;
            return this;
        }

        /**
         * The probability of dropout.
         *
         * @param dropout the value; {@code 0.1} by default
         * @return this
         */
        public Options dropout(double dropout) {
            this.dropout = dropout;
            return this;
        }

        /**
         * What is added to variances.
         *
         * @param layerNormEps the value; {@code 1e-5} by default
         * @return this
         */
        public Options layerNormEps(double layerNormEps) {
            this.layerNormEps = layerNormEps;
            return this;
        }

        /**
         * Whether input and output are of shape {@code (N, L, E)} and not {@code (L, N, E)}.
         *
         * @param batchFirst the value; {@code false} by default
         * @return this
         */
        public Options batchFirst(boolean batchFirst) {
            this.batchFirst = batchFirst;
            return this;
        }

        /**
         * Whether normalization comes before attention and linear layers, and not after.
         *
         * @param normFirst the value; {@code false} by default
         * @return this
         */
        public Options normFirst(boolean normFirst) {
            this.normFirst = normFirst;
            return this;
        }

        /**
         * Whether the layers add something learned.
         *
         * @param bias the value; {@code true} by default
         * @return this
         */
        public Options bias(boolean bias) {
            this.bias = bias;
            return this;
        }

        /**
         * The function between the two linear layers of a layer.
         *
         * @param activation {@code relu} (default) or {@code gelu}
         * @return this
         */
        public Options activation(String activation) {
            this.activation = layer -> layer.activation(activation);
            return this;
        }

        /**
         * The function between the two linear layers of a layer.
         *
         * @param activation any function
         * @return this
         */
        public Options activation(UnaryOperator<Tensor> activation) {
            this.activation = layer -> layer.activation(activation);
            return this;
        }

        /**
         * An encoder to take in place of a new one.
         *
         * @param customEncoder null (default) for a new one
         * @return this
         */
        public Options customEncoder(@Nullable TransformerEncoder customEncoder) {
            this.customEncoder = customEncoder;
            return this;
        }

        /**
         * A decoder to take in place of a new one.
         *
         * @param customDecoder null (default) for a new one
         * @return this
         */
        public Options customDecoder(@Nullable TransformerDecoder customDecoder) {
            this.customDecoder = customDecoder;
            return this;
        }
    }
}
