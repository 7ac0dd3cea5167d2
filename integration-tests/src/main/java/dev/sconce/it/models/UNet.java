package dev.sconce.it.models;

import static dev.sconce.torch.Torch.cat;

import dev.sconce.nn.Conv2d;
import dev.sconce.nn.ConvTranspose2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The U-Net of {@code small_models.py}: down by pooling, up by transposed convolutions, joined level by level. */
public final class UNet extends Layer {
    final ModuleList<DoubleConv> downs = new ModuleList<>();
    final ModuleList<Layer> ups = new ModuleList<>();
    final MaxPool2d pool = new MaxPool2d(2, 2);
    final DoubleConv bottleneck;
    final Conv2d head;

    /**
     * Makes the network.
     *
     * @param inChannels the channels of the image
     * @param outChannels the classes of a pixel
     * @param features the channels of the levels, from the finest to the coarsest
     */
    public UNet(long inChannels, long outChannels, List<Long> features) {
        for (long feature : features) {
            downs.append(new DoubleConv(inChannels, feature));
            inChannels = feature;
        }
        for (int level = features.size() - 1; level >= 0; level--) {
            long feature = features.get(level);
            ups.append(new ConvTranspose2d(feature * 2, feature, 2, c -> c.stride(2)));
            ups.append(new DoubleConv(feature * 2, feature));
        }
        long coarsest = features.get(features.size() - 1);
        bottleneck = new DoubleConv(coarsest, coarsest * 2);
        head = new Conv2d(features.get(0), outChannels, 1);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Deque<Tensor> skips = new ArrayDeque<>();
        for (DoubleConv down : downs) {
            x = down.call(x);
            skips.push(x);
            x = pool.call(x);
        }
        x = bottleneck.call(x);
        for (int i = 0; i < ups.size(); i += 2) {
            x = ups.get(i).call(x);
            Tensor skip = skips.pop();
            if (x.size(2) != skip.size(2) || x.size(3) != skip.size(3)) { // an odd length lost a pixel in the pooling
                x = F.interpolate(
                        x,
                        o -> o.size(skip.size(2), skip.size(3)).mode("bilinear").alignCorners(false));
            }
            x = ups.get(i + 1).call(cat(List.of(skip, x), 1));
        }
        return head.call(x);
    }
}
