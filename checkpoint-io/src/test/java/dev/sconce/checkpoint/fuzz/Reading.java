package dev.sconce.checkpoint.fuzz;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.model.HostTensor;
import java.io.IOException;
import java.nio.file.Path;

/** Looks at all there is to see in a checkpoint, in either mode; a refusal is fine. */
final class Reading {
    /** Tensors over no bytes at all may be as long as their shape says: only so many of their elements are read. */
    private static final long MAX_TENSOR_BYTES = 1 << 20;

    private static final int MAX_TEXT_LENGTH = 20_000;

    private Reading() {}

    static void everyMode(Path file) throws IOException {
        everything(file, ReadOptions.DEFAULT);
        everything(file, ReadOptions.DEFAULT.inspecting().withVerifyCrc(true));
    }

    private static void everything(Path file, ReadOptions options) throws IOException {
        try (var checkpoint = Checkpoint.open(file, options)) {
            requireText(checkpoint.root().toString());
            for (HostTensor tensor : checkpoint.tensors().values()) {
                requireText(tensor.toString());
                if (!tensor.isMeta() && tensor.lengthBytes() <= MAX_TENSOR_BYTES) {
                    tensor.data().sha256();
                }
            }
            requireText(checkpoint.stateDict().toString());
        } catch (CheckpointFormatException e) {
            requireText(e.getMessage());
        }
    }

    /** What is printed stays short, whatever the file holds: people read it in logs. */
    private static void requireText(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT_LENGTH) {
            throw new AssertionError("a text of " + text.length() + " characters");
        }
    }
}
