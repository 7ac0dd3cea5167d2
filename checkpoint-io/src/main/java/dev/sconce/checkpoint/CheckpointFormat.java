package dev.sconce.checkpoint;

/** The formats that checkpoints come in. */
public enum CheckpointFormat {
    /** What {@code torch.save} writes since PyTorch 1.6: a zip of a pickle and records of bytes. */
    TORCH_ZIP("torch zip");

    private final String title;

    CheckpointFormat(String title) {
        this.title = title;
    }

    /** In words. */
    public String title() {
        return title;
    }
}
