package dev.sconce.checkpoint.core;

/**
 * How much a file may ask for. A file that asks for more ends in {@link CheckpointFormatException}, and the message
 * names the limit. Sizes of tensors are not limited: they are checked against the bytes that are there.
 *
 * @param maxPickleBytes the longest pickle, in bytes
 * @param maxMetadataBytes the longest safetensors header or JSON index, in bytes
 * @param maxCompressionRatio how many times its compressed length a deflated pickle or metadata record may have
 * @param maxOpcodes the most opcodes of one pickle, which bounds the values that it can make
 * @param maxIntegerBytes the longest integer, in bytes of its binary form (in text, 2.5 digits a byte)
 * @param maxDimensions the most dimensions of a tensor
 * @param maxKeyNodes the most values inside one dictionary key or set member (tuples in tuples)
 * @param maxTreeNodes the most values that a walk over the tree visits; values that are shared count each time
 * @param maxTreeDepth the deepest nesting that such a walk enters
 * @param maxExpandedBytes the most bytes that a view with overlapping elements (stride 0) may be expanded to
 * @param maxHeapBytes about how many bytes of heap a pickle's or a header's values may take; by default half of what the JVM
 *     may have
 */
public record ReadLimits(
        long maxPickleBytes,
        long maxMetadataBytes,
        int maxCompressionRatio,
        long maxOpcodes,
        int maxIntegerBytes,
        int maxDimensions,
        int maxKeyNodes,
        long maxTreeNodes,
        int maxTreeDepth,
        long maxExpandedBytes,
        long maxHeapBytes) {
    /** What {@link ReadOptions} start with. */
    public static final ReadLimits DEFAULT = new ReadLimits(
            256L << 20,
            100_000_000,
            200,
            100_000_000,
            4096,
            256,
            10_000,
            10_000_000,
            1000,
            1L << 30,
            Runtime.getRuntime().maxMemory() / 2);

    /** The same limits with another {@link #maxPickleBytes()}. */
    public ReadLimits withMaxPickleBytes(long bytes) {
        return new ReadLimits(
                bytes,
                maxMetadataBytes,
                maxCompressionRatio,
                maxOpcodes,
                maxIntegerBytes,
                maxDimensions,
                maxKeyNodes,
                maxTreeNodes,
                maxTreeDepth,
                maxExpandedBytes,
                maxHeapBytes);
    }

    /** The same limits with another {@link #maxTreeNodes()}. */
    public ReadLimits withMaxTreeNodes(long nodes) {
        return new ReadLimits(
                maxPickleBytes,
                maxMetadataBytes,
                maxCompressionRatio,
                maxOpcodes,
                maxIntegerBytes,
                maxDimensions,
                maxKeyNodes,
                nodes,
                maxTreeDepth,
                maxExpandedBytes,
                maxHeapBytes);
    }

    /** The same limits with another {@link #maxExpandedBytes()}. */
    public ReadLimits withMaxExpandedBytes(long bytes) {
        return new ReadLimits(
                maxPickleBytes,
                maxMetadataBytes,
                maxCompressionRatio,
                maxOpcodes,
                maxIntegerBytes,
                maxDimensions,
                maxKeyNodes,
                maxTreeNodes,
                maxTreeDepth,
                bytes,
                maxHeapBytes);
    }

    /** The same limits with another {@link #maxHeapBytes()}. */
    public ReadLimits withMaxHeapBytes(long bytes) {
        return new ReadLimits(
                maxPickleBytes,
                maxMetadataBytes,
                maxCompressionRatio,
                maxOpcodes,
                maxIntegerBytes,
                maxDimensions,
                maxKeyNodes,
                maxTreeNodes,
                maxTreeDepth,
                maxExpandedBytes,
                bytes);
    }
}
