package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How {@link F#linearCrossEntropy} goes through a batch in chunks, so that the logits of all samples never exist at once:
 * {@code torch.nn.LinearCrossEntropyOptions}. It saves memory where there are many more classes than features.
 *
 * @param allowRetainGraph whether {@code backward} may run twice through a {@code mean} or a {@code sum}, for the price
 *     of one more tensor of the gradients' size
 * @param batchChunkSize the number of samples of a chunk; null for all of them, unless {@code chunkingMethod} says more
 * @param chunkingMethod how that number is found: {@code auto}, {@code aspect_ratio} (logits as large as the input),
 *     {@code aspect_ratio:N} (an Nth of that), or null for {@code batchChunkSize}
 * @param accPolicy what is kept in {@code accDtype}: {@code auto}, {@code accurate}, {@code balanced} or {@code compact}
 * @param accDtype the type of sums; null for float32 where the input has 16 bits and the policy is {@code auto}, else
 *     for the input's type
 */
public record LinearCrossEntropyOptions(
        boolean allowRetainGraph,
        @Nullable Long batchChunkSize,
        @Nullable String chunkingMethod,
        String accPolicy,
        @Nullable DType accDtype) {
    private static final String AUTO = "auto";
    private static final Set<String> POLICIES = Set.of(AUTO, "accurate", "balanced", "compact");
    private static final Pattern ASPECT_RATIO = Pattern.compile("aspect_ratio(:0*[1-9][0-9]*)?");
    private static final List<DType> HALF_TYPES = List.of(DType.FLOAT16, DType.BFLOAT16);
    private static final List<DType> ACC_TYPES = List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64);

    /**
     * Checks the options, in Python's words.
     *
     * @throws IllegalArgumentException if one is none of those that are allowed
     */
    public LinearCrossEntropyOptions {
        if (!POLICIES.contains(accPolicy)) {
            throw new IllegalArgumentException("invalid acc_policy: " + PyText.repr(accPolicy));
        }
        if (chunkingMethod != null
                && !chunkingMethod.equals(AUTO)
                && !ASPECT_RATIO.matcher(chunkingMethod).matches()) {
            throw new IllegalArgumentException("invalid chunking_method: " + PyText.repr(chunkingMethod));
        }
        if (batchChunkSize != null && batchChunkSize <= 0) {
            throw new IllegalArgumentException("batch_chunk_size must be positive int or None, got " + batchChunkSize);
        }
        if (accDtype != null && !ACC_TYPES.contains(accDtype)) {
            throw new IllegalArgumentException("acc_dtype must be one of {None, torch.float16, torch.bfloat16,"
                    + " torch.float32, torch.float64}, got torch." + accDtype
                    + ". Pass acc_dtype=None to let the op pick automatically.");
        }
    }

    /** Python's defaults: what suits the device and the input's type. */
    public LinearCrossEntropyOptions() {
        this(false, null, AUTO, AUTO, null);
    }

    /**
     * The same options but for one.
     *
     * @param allow whether {@code backward} may run twice
     * @return new options
     */
    public LinearCrossEntropyOptions withAllowRetainGraph(boolean allow) {
        return new LinearCrossEntropyOptions(allow, batchChunkSize, chunkingMethod, accPolicy, accDtype);
    }

    /**
     * The same options but for one.
     *
     * @param size the number of samples of a chunk, or null
     * @return new options
     */
    public LinearCrossEntropyOptions withBatchChunkSize(@Nullable Long size) {
        return new LinearCrossEntropyOptions(allowRetainGraph, size, chunkingMethod, accPolicy, accDtype);
    }

    /**
     * The same options but for one.
     *
     * @param method how the number of samples of a chunk is found, or null
     * @return new options
     */
    public LinearCrossEntropyOptions withChunkingMethod(@Nullable String method) {
        return new LinearCrossEntropyOptions(allowRetainGraph, batchChunkSize, method, accPolicy, accDtype);
    }

    /**
     * The same options but for one.
     *
     * @param policy what is kept in the type of sums
     * @return new options
     */
    public LinearCrossEntropyOptions withAccPolicy(String policy) {
        return new LinearCrossEntropyOptions(allowRetainGraph, batchChunkSize, chunkingMethod, policy, accDtype);
    }

    /**
     * The same options but for one.
     *
     * @param dtype the type of sums, or null
     * @return new options
     */
    public LinearCrossEntropyOptions withAccDtype(@Nullable DType dtype) {
        return new LinearCrossEntropyOptions(allowRetainGraph, batchChunkSize, chunkingMethod, accPolicy, dtype);
    }

    /** What the options come to for an input; nothing is left to be found out ({@code _adjust}). */
    ChunkSettings settingsFor(long batches, long inFeatures, long classes, DType dtype, Device device) {
        boolean half = HALF_TYPES.contains(dtype);
        boolean host = device.equals(Device.CPU);
        String policy = accPolicy.equals(AUTO) ? (half && host ? "accurate" : "compact") : accPolicy;
        DType acc = accDtype;
        if (acc == null) {
            acc = accPolicy.equals(AUTO) && half ? DType.FLOAT32 : dtype;
        }
        return new ChunkSettings(
                Math.max(1, chunkSize(batches, inFeatures, classes, half && host)), policy, acc, allowRetainGraph);
    }

    private long chunkSize(long batches, long inFeatures, long classes, boolean halfOnHost) {
        String method = chunkingMethod;
        if (AUTO.equals(method)) {
            method = batchChunkSize != null ? null : halfOnHost ? "aspect_ratio" : "aspect_ratio:2";
        }
        if (method == null) {
            return batchChunkSize == null ? batches : Math.min(batchChunkSize, batches);
        }
        long found = aspectRatio(method, batches, inFeatures, classes);
        if (batchChunkSize != null && batchChunkSize != found) {
            throw new IllegalArgumentException("batch_chunk_size (=" + batchChunkSize + ") and chunking_method ('"
                    + method + "') give different chunk sizes (" + batchChunkSize + " vs " + found
                    + "); pass only one.");
        }
        return found;
    }

    /** The power of two at which the logits of a chunk are as large as the input, by the method's factor. */
    private static long aspectRatio(String method, long batches, long inFeatures, long classes) {
        int colon = method.indexOf(':');
        long factor = colon < 0 ? 1 : Long.parseLong(method.substring(colon + 1));
        long target = ceilDiv(batches, ceilDiv(classes, inFeatures));
        // Python's (target - 1).bit_length(), which is that of the absolute value
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(target - 1));
        return Math.min((1L << bits) / factor, batches);
    }

    private static long ceilDiv(long a, long b) {
        return -Math.floorDiv(-a, b);
    }

    /** Returns the text that Python prints. */
    @Override
    public String toString() {
        return "LinearCrossEntropyOptions(allow_retain_graph=" + PyText.repr(allowRetainGraph) + ", batch_chunk_size="
                + PyText.repr(batchChunkSize) + ", chunking_method=" + PyText.repr(chunkingMethod) + ", acc_policy="
                + PyText.repr(accPolicy) + ", acc_dtype=" + (accDtype == null ? "None" : "torch." + accDtype) + ")";
    }
}
