package dev.sconce.checkpoint.core;

/**
 * How much a file may ask for. A file that asks for more ends in {@link CheckpointFormatException}, and the message
 * names the limit. Sizes of tensors are not limited: they are checked against the bytes that are there.
 *
 * <pre>{@code
 * var limits = ReadLimits.DEFAULT.toBuilder().maxPickleBytes(1L << 20).build();
 * }</pre>
 *
 * @param maxPickleBytes the longest pickle, in bytes
 * @param maxMetadataBytes the longest safetensors header or JSON index, in bytes
 * @param maxCompressionRatio how many times its compressed length a deflated pickle or metadata record may have
 * @param maxOpcodes the most opcodes of one pickle, which bounds the values that it can make
 * @param maxIntegerBytes the longest integer, in bytes of its binary form (in text, 2.5 digits a byte)
 * @param maxNameBytes the longest name of a module or class, in bytes
 * @param maxDimensions the most dimensions of a tensor
 * @param maxKeyNodes the most values inside one dictionary key or set member (tuples in tuples)
 * @param maxTreeNodes the most values that a walk over the tree visits; values that are shared count each time
 * @param maxTreeDepth the deepest nesting that such a walk enters, or a walk over the modules of a pickled or scripted one
 * @param maxJsonDepth the deepest nesting of a JSON text
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
        int maxNameBytes,
        int maxDimensions,
        int maxKeyNodes,
        long maxTreeNodes,
        int maxTreeDepth,
        int maxJsonDepth,
        long maxExpandedBytes,
        long maxHeapBytes) {
    /** What {@link ReadOptions} start with. */
    public static final ReadLimits DEFAULT = new ReadLimits(
            256L << 20,
            100_000_000,
            200,
            100_000_000,
            4096,
            4096,
            256,
            10_000,
            10_000_000,
            1000,
            128,
            1L << 30,
            Runtime.getRuntime().maxMemory() / 2);

    /** These limits, to be changed in some respect. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects limits; see the components of {@link ReadLimits} for what each is. */
    public static final class Builder {
        private long maxPickleBytes;
        private long maxMetadataBytes;
        private int maxCompressionRatio;
        private long maxOpcodes;
        private int maxIntegerBytes;
        private int maxNameBytes;
        private int maxDimensions;
        private int maxKeyNodes;
        private long maxTreeNodes;
        private int maxTreeDepth;
        private int maxJsonDepth;
        private long maxExpandedBytes;
        private long maxHeapBytes;

        private Builder(ReadLimits limits) {
            maxPickleBytes = limits.maxPickleBytes;
            maxMetadataBytes = limits.maxMetadataBytes;
            maxCompressionRatio = limits.maxCompressionRatio;
            maxOpcodes = limits.maxOpcodes;
            maxIntegerBytes = limits.maxIntegerBytes;
            maxNameBytes = limits.maxNameBytes;
            maxDimensions = limits.maxDimensions;
            maxKeyNodes = limits.maxKeyNodes;
            maxTreeNodes = limits.maxTreeNodes;
            maxTreeDepth = limits.maxTreeDepth;
            maxJsonDepth = limits.maxJsonDepth;
            maxExpandedBytes = limits.maxExpandedBytes;
            maxHeapBytes = limits.maxHeapBytes;
        }

        /** Sets {@link ReadLimits#maxPickleBytes()}. */
        public Builder maxPickleBytes(long bytes) {
            maxPickleBytes = bytes;
            return this;
        }

        /** Sets {@link ReadLimits#maxMetadataBytes()}. */
        public Builder maxMetadataBytes(long bytes) {
            maxMetadataBytes = bytes;
            return this;
        }

        /** Sets {@link ReadLimits#maxCompressionRatio()}. */
        public Builder maxCompressionRatio(int times) {
            maxCompressionRatio = times;
            return this;
        }

        /** Sets {@link ReadLimits#maxOpcodes()}. */
        public Builder maxOpcodes(long count) {
            maxOpcodes = count;
            return this;
        }

        /** Sets {@link ReadLimits#maxIntegerBytes()}. */
        public Builder maxIntegerBytes(int bytes) {
            maxIntegerBytes = bytes;
            return this;
        }

        /** Sets {@link ReadLimits#maxNameBytes()}. */
        public Builder maxNameBytes(int bytes) {
            maxNameBytes = bytes;
            return this;
        }

        /** Sets {@link ReadLimits#maxDimensions()}. */
        public Builder maxDimensions(int count) {
            maxDimensions = count;
            return this;
        }

        /** Sets {@link ReadLimits#maxKeyNodes()}. */
        public Builder maxKeyNodes(int count) {
            maxKeyNodes = count;
            return this;
        }

        /** Sets {@link ReadLimits#maxTreeNodes()}. */
        public Builder maxTreeNodes(long count) {
            maxTreeNodes = count;
            return this;
        }

        /** Sets {@link ReadLimits#maxTreeDepth()}. */
        public Builder maxTreeDepth(int count) {
            maxTreeDepth = count;
            return this;
        }

        /** Sets {@link ReadLimits#maxJsonDepth()}. */
        public Builder maxJsonDepth(int count) {
            maxJsonDepth = count;
            return this;
        }

        /** Sets {@link ReadLimits#maxExpandedBytes()}. */
        public Builder maxExpandedBytes(long bytes) {
            maxExpandedBytes = bytes;
            return this;
        }

        /** Sets {@link ReadLimits#maxHeapBytes()}. */
        public Builder maxHeapBytes(long bytes) {
            maxHeapBytes = bytes;
            return this;
        }

        /** The limits. */
        public ReadLimits build() {
            return new ReadLimits(
                    maxPickleBytes,
                    maxMetadataBytes,
                    maxCompressionRatio,
                    maxOpcodes,
                    maxIntegerBytes,
                    maxNameBytes,
                    maxDimensions,
                    maxKeyNodes,
                    maxTreeNodes,
                    maxTreeDepth,
                    maxJsonDepth,
                    maxExpandedBytes,
                    maxHeapBytes);
        }
    }
}
