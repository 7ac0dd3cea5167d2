package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.NameGlob;
import dev.sconce.checkpoint.model.PyTree;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.StateDict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An open checkpoint: a tree of values whose tensors' bytes stay in the file until they are asked for.
 *
 * <pre>{@code
 * try (var checkpoint = Checkpoint.open(Path.of("model.pth"))) {
 *     float[] bias = checkpoint.stateDict().get("fc.bias").orElseThrow().data().toFloatArray();
 * }
 * Checkpoint.write(Path.of("copy.pth"), PyValue.of(Map.of("epoch", 3)));
 * }</pre>
 *
 * <p>Opening reads the container's directory and the pickle, and nothing else. Buffers that were handed out stay valid after
 * {@link #close()}; new ones can no longer be had. A checkpoint may be read by several threads at once.
 */
public final class Checkpoint implements AutoCloseable {
    private final Path path;
    private final OpenCheckpoint content;
    private final ReadOptions options;

    private Checkpoint(Path path, OpenCheckpoint content, ReadOptions options) {
        this.path = path;
        this.content = content;
        this.options = options;
    }

    /**
     * Opens a checkpoint in the strict mode.
     *
     * @throws CheckpointFormatException if it is damaged, of no known format, or names Python code that is not known
     * @throws IOException if it cannot be read
     */
    public static Checkpoint open(Path path) throws IOException {
        return open(path, ReadOptions.DEFAULT);
    }

    /**
     * Opens a checkpoint.
     *
     * @throws CheckpointFormatException if it is damaged, of no known format, or asks for more than the options allow
     * @throws IOException if it cannot be read
     */
    public static Checkpoint open(Path path, ReadOptions options) throws IOException {
        return new Checkpoint(path, FormatReaders.open(path, options), options);
    }

    /** The whole tree. */
    public PyValue root() {
        return content.root();
    }

    /** The format of the file. */
    public CheckpointFormat format() {
        return content.format();
    }

    /** The version of the format, as the file gives it; empty where the format has none. */
    public String formatVersion() {
        return content.version();
    }

    /**
     * The free texts in the header of a safetensors file ({@code __metadata__}), such as {@code format: pt}; empty for other
     * formats. {@link WriteOptions#withFileMetadata} writes them again.
     */
    public Map<String, String> fileMetadata() {
        return content.fileMetadata();
    }

    /** Names of Python code in it that are outside the strict mode's list; always empty in the strict mode but for allowed ones. */
    public Set<String> unknownGlobals() {
        return content.unknownGlobals();
    }

    /**
     * All dense tensors by their path in the tree (see {@link PyTree}), in order; the parts of sparse ones too.
     *
     * @throws CheckpointFormatException if the tree is too large to walk
     */
    public Map<String, HostTensor> tensors() throws CheckpointFormatException {
        return tensors(path -> true);
    }

    /**
     * The dense tensors whose path in the tree fits a pattern such as {@code optimizer*exp_avg}; see {@link
     * NameGlob}.
     *
     * @throws CheckpointFormatException if the tree is too large to walk
     */
    public Map<String, HostTensor> tensors(String pattern) throws CheckpointFormatException {
        return tensors(NameGlob.of(pattern));
    }

    private Map<String, HostTensor> tensors(Predicate<String> wanted) throws CheckpointFormatException {
        var tensors = new LinkedHashMap<String, HostTensor>();
        try {
            PyTree.walk(root(), options.limits(), (place, value) -> {
                if (value instanceof HostTensor tensor && wanted.test(place)) {
                    tensors.put(place, tensor);
                }
            });
        } catch (CheckpointFormatException e) {
            throw e.inFile(path);
        }
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * The state dict: the tensors of the root, by name, if the root is a dict of tensors; else those of the entry
     * {@code state_dict}, {@code model_state_dict}, {@code model}, {@code module} or {@code net}; else those of the only
     * entry that holds any. A pickled or scripted module's is put together from its modules.
     *
     * @throws CheckpointFormatException if there is none
     */
    public StateDict stateDict() throws CheckpointFormatException {
        try {
            return StateDicts.find(root(), options.limits());
        } catch (CheckpointFormatException e) {
            throw e.inFile(path);
        }
    }

    /**
     * Writes a value as {@code torch.save} does; {@code torch.load(weights_only=True)} reads it. The file is put into
     * place whole: at any moment there is either the old one or the new one.
     *
     * @throws IllegalArgumentException if Python has no such value
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, PyValue value) throws IOException {
        write(path, value, WriteOptions.DEFAULT);
    }

    /**
     * Writes a value as {@code torch.save} does.
     *
     * @throws IllegalArgumentException if Python has no such value
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, PyValue value, WriteOptions options) throws IOException {
        write(path, value, CheckpointFormat.TORCH_ZIP, options);
    }

    /**
     * Writes a value in a format of one file: {@link CheckpointFormat#TORCH_ZIP}, {@link CheckpointFormat#TORCH_LEGACY} or,
     * for a dict of tensors, {@link CheckpointFormat#SAFETENSORS}, which keeps neither strides nor shared memory.
     *
     * @throws IllegalArgumentException if the format has no such value, or is not written
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, PyValue value, CheckpointFormat format, WriteOptions options)
            throws IOException {
        FormatWriters.write(path, value, format, options);
    }

    /**
     * Writes a dict of tensors to several files in a folder, with an index, as Hugging Face's libraries read them.
     *
     * @param maxShardBytes the most bytes of tensors in one file; a larger tensor gets a file of its own
     * @param format of the files: {@link CheckpointFormat#SAFETENSORS} or {@link CheckpointFormat#TORCH_ZIP}
     * @throws IllegalArgumentException if the format has no such value, or is not written
     * @throws IOException if a file cannot be written
     */
    public static void writeSharded(
            Path folder, StateDict state, long maxShardBytes, CheckpointFormat format, WriteOptions options)
            throws IOException {
        ShardWriter.write(folder, state, maxShardBytes, format, options);
    }

    /**
     * Writes a value as {@code torch.save} does to a stream. The bytes of each storage are asked for twice, as a zip that
     * cannot be gone back in needs their CRC before them.
     *
     * @throws IllegalArgumentException if Python has no such value
     * @throws IOException if it cannot be written
     */
    public static void write(OutputStream stream, PyValue value, WriteOptions options) throws IOException {
        FormatWriters.write(stream, value, options);
    }

    /**
     * Writes a value as {@code torch.save} does to a stream, with default options.
     *
     * @throws IllegalArgumentException if Python has no such value
     * @throws IOException if it cannot be written
     */
    public static void write(OutputStream stream, PyValue value) throws IOException {
        write(stream, value, WriteOptions.DEFAULT);
    }

    /**
     * Writes a value as {@code torch.save} does to a channel, which stays open; as to a stream, the bytes of each storage are
     * asked for twice.
     *
     * @throws IllegalArgumentException if Python has no such value
     * @throws IOException if it cannot be written
     */
    public static void write(WritableByteChannel channel, PyValue value, WriteOptions options) throws IOException {
        write(Channels.newOutputStream(channel), value, options);
    }

    /** Closes the file; mapped buffers stay valid. */
    @Override
    public void close() throws IOException {
        content.resource().close();
    }
}
