package dev.sconce.checkpoint;

/** The formats that checkpoints come in. */
public enum CheckpointFormat {
    /** What {@code torch.save} writes since PyTorch 1.6: a zip of a pickle and records of bytes. */
    TORCH_ZIP("torch zip"),
    /** What {@code torch.save} wrote before PyTorch 1.6: a stream of pickles and storages. */
    TORCH_LEGACY("torch legacy stream"),
    /** What {@code torch.save} wrote up to PyTorch 0.1.10: a tar. */
    TORCH_TAR("torch tar"),
    /** What {@code torch.jit.save} writes: code, and an object whose tensors are read by name. */
    TORCHSCRIPT("TorchScript archive"),
    /** What {@code torch.export.save} writes, a {@code .pt2} archive, of which the weights are read by name. */
    EXPORT_PT2("torch.export archive"),
    /** A safetensors file: a JSON header and the tensors' bytes. */
    SAFETENSORS("safetensors"),
    /** A folder of several files with an index, as Hugging Face's libraries write them. */
    SHARDED("sharded folder"),
    /** A folder that {@code torch.distributed.checkpoint.save} writes. */
    DISTRIBUTED("distributed checkpoint");

    private final String title;

    CheckpointFormat(String title) {
        this.title = title;
    }

    /** Whether it holds named tensors and nothing else, so that its root is no more than a list of them. */
    public boolean isFlat() {
        return this == SAFETENSORS || this == SHARDED || this == TORCHSCRIPT || this == EXPORT_PT2;
    }

    /** In words. */
    public String title() {
        return title;
    }
}
