package dev.sconce.nn.functional;

/**
 * All functions of {@code torch.nn.functional}, inherited from the classes that hold them by subject.
 *
 * <pre>{@code
 * Tensor loss = F.crossEntropy(net.call(x), y);
 * }</pre>
 */
public final class F extends MatrixFunctions {
    private F() {}
}
