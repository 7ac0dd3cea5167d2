package dev.sconce.nn.summary;

import java.util.List;

/**
 * One call of a layer, or a container that holds layers and is not called itself.
 *
 * @param type the name of its class
 * @param name its name in its parent
 * @param depth how deep it is in the model, which is at 0
 * @param index its number among the rows of its depth, from 1
 * @param inputShape the shape of the first tensor that it took; empty if there is none
 * @param outputShape the shape of the first tensor that it returned; empty if there is none
 * @param outputBytes the size of that tensor
 * @param params the number of its parameters and those of what is in it, shared ones once
 * @param trainableParams how many of them get a gradient
 * @param leftoverParams how many of them are in none of the rows below it
 * @param multAdds the multiplications with additions of this call, for a layer without children
 * @param multAddsWithin those and the multiplications with additions of the layers in it
 * @param kernelSize the size of its kernel as Python writes it, such as {@code 2} or {@code [3, 3]}; empty if it has none
 * @param isLeaf whether there is nothing in it
 * @param isRecursive whether it was called before, so that its parameters have been counted
 */
public record SummaryRow(
        String type,
        String name,
        int depth,
        int index,
        List<Long> inputShape,
        List<Long> outputShape,
        long outputBytes,
        long params,
        long trainableParams,
        long leftoverParams,
        long multAdds,
        long multAddsWithin,
        String kernelSize,
        boolean isLeaf,
        boolean isRecursive) {}
