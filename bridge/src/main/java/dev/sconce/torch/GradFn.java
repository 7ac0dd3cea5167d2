package dev.sconce.torch;

import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Node;
import org.jspecify.annotations.Nullable;

/**
 * The name of the node that made a tensor, as in {@code grad_fn=<AddBackward0>}.
 *
 * <p>The presets know nodes only by their address. Python's name is the last part of the node's C++ class name, and that
 * stands in the type information that its virtual table points at. Where it stands is fixed by the Itanium C++ ABI, which
 * all platforms but Windows follow; there, nodes stay nameless.
 */
final class GradFn {
    private static final boolean ITANIUM = !System.getProperty("os.name", "").startsWith("Windows");

    /** On ARM, libc++ marks names that need comparing by this bit of the address. */
    private static final long NAME_MASK = Long.MAX_VALUE;

    /**
     * The node of the kernel that {@code F.conv2d} calls for one small image. Python's {@code conv2d} always records a
     * convolution, whichever kernel serves it, and so it is named here too.
     */
    private static final String SMALL_CONVOLUTION = "SlowConv2DBackward0";

    /** The nodes that {@link FunctionGraph} puts in the place of a function's own. */
    private static final Set<String> OF_FUNCTIONS = Set.of("PutBackward0", "UnsafeViewBackward0");

    private static final String CONVOLUTION = "ConvolutionBackward0";

    private GradFn() {}

    /** The name of a tensor's node; null for a tensor that was not made by a recorded operation. */
    static @Nullable String nameOf(org.bytedeco.pytorch.Tensor tensor) {
        try (Node node = tensor.grad_fn()) {
            if (node == null || node.isNull()) {
                return null;
            }
            String name = ITANIUM ? lastPart(mangledName(node.address())) : "Unknown";
            if (OF_FUNCTIONS.contains(name)) {
                String said = GradHooks.nodeName(node, tensor.output_nr());
                return said == null ? name : said;
            }
            return name.equals(SMALL_CONVOLUTION) ? CONVOLUTION : name;
        } catch (RuntimeException e) {
            return "Invalid"; // Python's word, for a view of a tensor that was changed in no-grad mode
        }
    }

    private static String mangledName(long object) {
        long virtualTable = NativeWords.at(object);
        long typeInfo = NativeWords.at(virtualTable - Long.BYTES);
        long name = NativeWords.at(typeInfo + Long.BYTES) & NAME_MASK;
        return new BytePointer(new NativeWords.Span(name, 0)).getString(); // capacity 0: up to the terminating zero
    }

    /** Takes {@code AddBackward0} from {@code N5torch8autograd9generated12AddBackward0E}. */
    static String lastPart(String mangled) {
        int at = 0;
        while (at < mangled.length() && !Character.isDigit(mangled.charAt(at))) {
            at++; // N for a nested name, after an asterisk if the class is known to one library alone
        }
        String part = mangled;
        while (at < mangled.length() && Character.isDigit(mangled.charAt(at))) {
            int digits = at;
            while (Character.isDigit(mangled.charAt(digits))) {
                digits++;
            }
            at = digits + Integer.parseInt(mangled.substring(at, digits));
            part = mangled.substring(digits, at);
        }
        return part;
    }
}
