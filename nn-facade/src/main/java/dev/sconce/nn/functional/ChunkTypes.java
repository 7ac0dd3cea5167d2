package dev.sconce.nn.functional;

import dev.sconce.torch.DType;
import dev.sconce.torch.TorchException;

/**
 * The types in which a chunked linear cross entropy computes: {@code _ChunkContext.build}, without what it does for CUDA
 * alone, where products of 16-bit numbers are summed to 32 bits inside the matrix product.
 *
 * @param input the type of the input, the weights, the loss and the gradients
 * @param sums the type of sums
 * @param loss the type in which the losses of the chunks are summed
 * @param gradInput the type in which the input's gradient is kept
 * @param logits the type of the logits
 * @param direct whether each chunk is added to the weight's gradient at once, without a sum of its own before
 */
record ChunkTypes(DType input, DType sums, DType loss, DType gradInput, DType logits, boolean direct) {
    /**
     * The types for an input.
     *
     * @throws TorchException if the sums' type is another than the input's and not float32 for 16 bits
     */
    static ChunkTypes of(DType input, ChunkSettings settings) {
        DType sums = settings.accDtype();
        if (sums == input) {
            return new ChunkTypes(
                    input, input, input, input, input, settings.policy().equals("compact"));
        }
        boolean half = input == DType.FLOAT16;
        if (!(half || input == DType.BFLOAT16) || sums != DType.FLOAT32) {
            throw new TorchException("linear_cross_entropy supports float32 acc_dtype with float16/bfloat16 inputs, but"
                    + " got torch." + sums + " acc_dtype and torch." + input + " inputs.");
        }
        boolean sparing = !settings.policy().equals("accurate");
        DType logits = half && sparing ? input : sums;
        return new ChunkTypes(
                input,
                sums,
                half ? sums : input,
                sparing ? input : sums,
                logits,
                settings.policy().equals("compact") && logits == input);
    }

    /** Whether sums have another type than the input. */
    boolean isMixed() {
        return sums != input;
    }
}
