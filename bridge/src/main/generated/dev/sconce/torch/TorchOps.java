package dev.sconce.torch;

/** The operations of the {@code torch} module. */
public abstract sealed class TorchOps permits Torch {
    TorchOps() {}
}
