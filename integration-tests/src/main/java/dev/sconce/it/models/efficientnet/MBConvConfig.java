package dev.sconce.it.models.efficientnet;

/**
 * One line of table 1 of the EfficientNet paper.
 *
 * @param expandRatio the channels inside a block by those of its input
 * @param kernel the length of the depthwise kernel
 * @param stride the step of the first block's depthwise window
 * @param inputChannels the channels of the first block's input
 * @param outChannels the channels of the output
 * @param numLayers the number of blocks
 */
record MBConvConfig(long expandRatio, long kernel, long stride, long inputChannels, long outChannels, int numLayers) {

    /** The same for a block that is not the first of its stage. */
    MBConvConfig following() {
        return new MBConvConfig(expandRatio, kernel, 1, outChannels, outChannels, numLayers);
    }
}
