package dev.sconce.it.live.faulty;

import static dev.sconce.it.live.faulty.Faults.doubles;
import static dev.sconce.it.live.faulty.Faults.longs;
import static dev.sconce.it.live.faulty.Faults.sizes;
import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.DType;

/** Functions of layers and losses on what they do not take. */
final class LayerFaults {
    private LayerFaults() {}

    static Faults all() {
        return layers().addAll(convolutions()).addAll(losses());
    }

    private static Faults convolutions() {
        return new Faults()
                .add("conv2d_channels", () -> F.conv2d(ones(1, 3, 8, 8), ones(4, 2, 3, 3)))
                .add("conv2d_dims", () -> F.conv2d(ones(8, 8), ones(4, 2, 3, 3)))
                .add("conv2d_kernel", () -> F.conv2d(ones(1, 3, 2, 2), ones(4, 3, 5, 5)))
                .add(
                        "conv2d_groups",
                        () -> F.conv2d(
                                ones(1, 3, 8, 8), ones(4, 3, 3, 3), null, sizes(1, 1), sizes(0, 0), sizes(1, 1), 3))
                .add("conv2d_bias", () -> F.conv2d(ones(1, 3, 8, 8), ones(4, 3, 3, 3), ones(3)))
                .add("conv2d_dtype", () -> F.conv2d(doubles(1, 3, 8, 8), ones(4, 3, 3, 3)))
                .add(
                        "conv1d_stride",
                        () -> F.conv1d(ones(1, 3, 8), ones(4, 3, 3), null, sizes(0), sizes(0), sizes(1), 1))
                .add("conv_transpose_channels", () -> F.convTranspose2d(ones(1, 3, 8, 8), ones(4, 2, 3, 3)))
                .add("max_pool_size", () -> F.maxPool2d(ones(1, 3, 2, 2), 5))
                .add(
                        "max_pool_padding",
                        () -> F.maxPool2d(ones(1, 3, 8, 8), sizes(3, 3), null, sizes(2, 2), sizes(1, 1), false))
                .add("avg_pool_dims", () -> F.avgPool2d(ones(8), 2))
                .add("pixel_shuffle", () -> F.pixelShuffle(ones(1, 3, 2, 2), 2))
                .add(
                        "grid_sample_batches",
                        () -> F.gridSample(ones(1, 1, 2, 2), ones(2, 2, 2, 2), "bilinear", "zeros", false));
    }

    private static Faults layers() {
        return new Faults()
                .add("linear_features", () -> F.linear(ones(2, 3), ones(4, 5)))
                .add(
                        "batch_norm_one_value",
                        () -> F.batchNorm(ones(1, 3), zeros(3), ones(3), null, null, true, 0.1, 1e-5))
                .add("batch_norm_features", () -> F.batchNorm(ones(2, 3), zeros(4), ones(4)))
                .add("layer_norm_shape", () -> F.layerNorm(ones(2, 3), 4))
                .add("group_norm_groups", () -> F.groupNorm(ones(2, 3, 4), 2))
                .add("dropout_p", () -> F.dropout(ones(3), 1.5, true))
                .add("embedding_range", () -> F.embedding(tensor(new long[] {4}), ones(3, 2)))
                .add("embedding_dtype", () -> F.embedding(tensor(new double[] {1}), ones(3, 2)))
                .add("one_hot_negative", () -> F.oneHot(tensor(new long[] {-1}), 3))
                .add("one_hot_classes", () -> F.oneHot(tensor(new long[] {5}), 3));
    }

    private static Faults losses() {
        return new Faults()
                .add("cross_entropy_batch", () -> F.crossEntropy(ones(2, 3), tensor(new long[] {0})))
                .add("cross_entropy_class", () -> F.crossEntropy(ones(2, 3), tensor(0L, 3L)))
                .add("cross_entropy_dtype", () -> F.crossEntropy(ones(2, 3), tensor(new long[] {0, 1}, DType.INT32)))
                .add("nll_weight", () -> F.nllLoss(ones(2, 3), tensor(0L, 1L), ones(2), -100, "mean"))
                .add("bce_range", () -> F.binaryCrossEntropy(full(sizes(2), 2.0), ones(2)))
                .add("bce_size", () -> F.binaryCrossEntropy(ones(2), ones(3)))
                .add("bce_logits_size", () -> F.binaryCrossEntropyWithLogits(ones(2), ones(3)))
                .add("huber_delta", () -> F.huberLoss(ones(2), ones(2), "mean", -1, null))
                .add("smooth_l1_beta", () -> F.smoothL1Loss(ones(2), ones(2), "mean", -1))
                .add("multi_margin_p", () -> F.multiMarginLoss(ones(2, 3), tensor(0L, 1L), 3, 1, null, "mean"))
                .add(
                        "ctc_lengths",
                        () -> F.ctcLoss(ones(4, 2, 3), longs(2, 2), tensor(new long[] {4}), tensor(2L, 2L)));
    }
}
