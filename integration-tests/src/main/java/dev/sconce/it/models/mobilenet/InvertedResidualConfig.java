package dev.sconce.it.models.mobilenet;

/**
 * One line of the tables in the MobileNetV3 paper.
 *
 * @param inputChannels the channels of the block's input
 * @param kernel the length of the depthwise kernel
 * @param expandedChannels the channels inside the block
 * @param outChannels the channels of its output
 * @param useSe whether it squeezes and excites
 * @param useHs whether it activates by hard swish, or else by ReLU
 * @param stride the step of the depthwise window
 */
record InvertedResidualConfig(
        long inputChannels,
        long kernel,
        long expandedChannels,
        long outChannels,
        boolean useSe,
        boolean useHs,
        long stride) {

    static InvertedResidualConfig of(
            long inputChannels,
            long kernel,
            long expandedChannels,
            long outChannels,
            boolean useSe,
            String activation,
            long stride) {
        return new InvertedResidualConfig(
                inputChannels, kernel, expandedChannels, outChannels, useSe, activation.equals("HS"), stride);
    }
}
