package dev.sconce.it.models.vit;

import static dev.sconce.torch.Torch.cat;
import static dev.sconce.torch.Torch.slice;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code torchvision.models.vision_transformer.VisionTransformer}, for images of 3 channels and 1000 classes. */
public final class VisionTransformer extends Layer {
    private final long patchSize;
    private final long hiddenDim;

    @RegisteredAs("conv_proj")
    final Conv2d convProj;

    @RegisteredAs("class_token")
    final Parameter classToken;

    final Encoder encoder;
    final Sequential heads = new Sequential();

    /**
     * Makes the network.
     *
     * @param imageSize the height and width of the images
     * @param patchSize the height and width of a patch
     * @param numLayers the number of encoder blocks
     * @param numHeads the number of attention heads
     * @param hiddenDim the features of a patch
     * @param mlpDim the features inside a block
     */
    public VisionTransformer(
            long imageSize, long patchSize, int numLayers, long numHeads, long hiddenDim, long mlpDim) {
        this.patchSize = patchSize;
        this.hiddenDim = hiddenDim;
        convProj = new Conv2d(3, hiddenDim, patchSize, c -> c.stride(patchSize));

        long seqLength = (imageSize / patchSize) * (imageSize / patchSize);

        // Add a class token
        classToken = new Parameter(zeros(1, 1, hiddenDim));
        seqLength += 1;

        encoder = new Encoder(seqLength, numLayers, numHeads, hiddenDim, mlpDim, 0.0);
        heads.addModule("head", new Linear(hiddenDim, 1000));
    }

    /**
     * The base model over patches of 16x16 in images of 224x224 ({@code torchvision.models.vit_b_16()}).
     *
     * @return the network, in train mode
     */
    public static VisionTransformer vitB16() {
        return new VisionTransformer(224, 16, 12, 12, 768, 3072);
    }

    private Tensor processInput(Tensor x) {
        long n = x.size(0);
        long rows = x.size(2) / patchSize;
        long columns = x.size(3) / patchSize;

        // (n, c, h, w) -> (n, hidden_dim, n_h, n_w)
        x = convProj.call(x);
        // (n, hidden_dim, n_h, n_w) -> (n, hidden_dim, (n_h * n_w))
        x = x.reshape(n, hiddenDim, rows * columns);

        // (n, hidden_dim, (n_h * n_w)) -> (n, (n_h * n_w), hidden_dim)
        return x.permute(0, 2, 1);
    }

    @Override
    protected Tensor forward(Tensor x) {
        // Reshape and permute the input tensor
        x = processInput(x);
        long n = x.size(0);

        // Expand the class token to the full batch
        Tensor batchClassToken = classToken.expand(n, -1, -1);
        x = cat(List.of(batchClassToken, x), 1);

        x = encoder.call(x);

        // Classifier "token" as used by standard language architectures
        x = x.get(slice(), 0);

        return heads.call(x);
    }
}
