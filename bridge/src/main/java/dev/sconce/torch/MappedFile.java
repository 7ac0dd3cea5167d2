package dev.sconce.torch;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A file in memory, mapped by libtorch: of any size, also on Java 17, where a Java mapping ends at 2 GiB. The mapping is
 * private: writing to a tensor over it copies the page and leaves the file as it is.
 *
 * <p>It lives as long as this object is open or a tensor over it is.
 */
final class MappedFile implements AutoCloseable {
    private final org.bytedeco.pytorch.Tensor bytes;
    private final long address;
    private final long length;
    private final AtomicInteger users = new AtomicInteger(1);

    private MappedFile(org.bytedeco.pytorch.Tensor bytes, long length) {
        this.bytes = bytes;
        this.address = bytes.data_ptr().address();
        this.length = length;
    }

    /**
     * Maps a file.
     *
     * @param length its length in bytes, more than 0
     */
    static MappedFile open(Path path, long length) {
        NativeLibrary.load();
        try (var shared = new BoolOptional(false);
                var size = new LongOptional(length);
                var options = new TensorOptions(ScalarType.Byte)) {
            return new MappedFile(torch.from_file(path.toString(), shared, size, options), length);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * A contiguous tensor over a part of the file.
     *
     * @param offset where it begins, in bytes
     */
    Tensor tensor(long offset, long[] shape, DType dtype) {
        long size = dtype.itemSize();
        for (long dim : shape) {
            size = Math.multiplyExact(size, dim);
        }
        if (offset < 0 || size < 0 || offset > length - size) {
            throw new IndexOutOfBoundsException(size + " bytes at " + offset + " of a file of " + length);
        }
        users.incrementAndGet();
        return ForeignMemory.tensor(address + offset, shape, dtype, this::release);
    }

    private void release() {
        if (users.decrementAndGet() == 0) {
            bytes.close();
        }
    }

    /** Gives up this reference; the tensors keep theirs. Called once. */
    @Override
    public void close() {
        release();
    }
}
