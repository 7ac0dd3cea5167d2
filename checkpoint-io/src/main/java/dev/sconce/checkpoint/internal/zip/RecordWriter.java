package dev.sconce.checkpoint.internal.zip;

import dev.sconce.checkpoint.core.Progress;
import dev.sconce.checkpoint.internal.io.BufferedSeekableChannel;
import dev.sconce.checkpoint.model.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into a zip as PyTorch wants them: stored, under one root directory, each at a multiple of 64 bytes, so that
 * a reader can map them. The same records give the same bytes.
 */
public final class RecordWriter implements Closeable {
    /** Large enough that a system call's cost does not show, small enough to stay in the processor's cache. */
    private static final int MAX_CHUNK_BYTES = 1 << 20;

    private static final int MIN_CHUNK_BYTES = 1 << 10;

    /** One fixed time, as Gradle writes it: the first that survives a DOS time in any time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0, 0);

    private final ZipArchiveOutputStream zip;
    private final String rootName;
    /** The file, if it is one: a header is then filled in when its record has been written. */
    private final @Nullable BufferedSeekableChannel file;
    /** The way past Commons Compress, where no CRC is wanted; it computes one of all that it writes. */
    private final @Nullable BypassStream bypass;

    private final Progress progress;
    private final long totalBytes;
    private final long time = TIME.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
    private final byte[] chunk;
    private long doneBytes;

    private RecordWriter(
            ZipArchiveOutputStream zip,
            @Nullable BufferedSeekableChannel file,
            @Nullable BypassStream bypass,
            String rootName,
            Progress progress,
            long totalBytes) {
        this.zip = zip;
        this.file = file;
        this.bypass = bypass;
        this.rootName = rootName;
        this.progress = progress;
        this.totalBytes = totalBytes;
        this.chunk = new byte[(int) Math.max(MIN_CHUNK_BYTES, Math.min(MAX_CHUNK_BYTES, totalBytes))];
        zip.setUseZip64(Zip64Mode.AsNeeded);
    }

    /**
     * Writes to a file.
     *
     * @param totalBytes how many bytes the records have in all, for the listener
     * @throws IOException if that fails
     */
    public static RecordWriter to(BufferedSeekableChannel file, String rootName, Progress progress, long totalBytes)
            throws IOException {
        return new RecordWriter(new ZipArchiveOutputStream(file), file, null, rootName, progress, totalBytes);
    }

    /** Writes to a stream, which needs the CRC of each record before its bytes: they are asked for twice. */
    public static RecordWriter to(OutputStream stream, String rootName, Progress progress, long totalBytes) {
        return new RecordWriter(new ZipArchiveOutputStream(stream), null, null, rootName, progress, totalBytes);
    }

    /** Writes to a file or any other channel without computing a CRC: each record's is 0. */
    public static RecordWriter withoutCrc(
            WritableByteChannel channel, String rootName, Progress progress, long totalBytes) {
        var bypass = new BypassStream(channel);
        return new RecordWriter(new ZipArchiveOutputStream(bypass), null, bypass, rootName, progress, totalBytes);
    }

    /**
     * Writes a record.
     *
     * @param name its name under the root directory
     * @throws IOException if the bytes cannot be had or written
     */
    public void write(String name, ByteSource bytes) throws IOException {
        var entry = new ZipArchiveEntry(rootName + "/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTime(time);
        entry.setSize(bytes.lengthBytes());
        entry.setCompressedSize(bytes.lengthBytes());
        if (bypass != null) {
            entry.setCrc(0);
        } else if (file == null) {
            entry.setCrc(crcOf(bytes));
        }
        entry.addExtraField(new PaddingField(paddingBytes(entry)));
        if (bypass != null) {
            zip.addRawArchiveEntry(entry, bypass.around(bytes, this::tell));
        } else {
            writeChecked(entry, bytes);
        }
    }

    private void writeChecked(ZipArchiveEntry entry, ByteSource bytes) throws IOException {
        if (file != null) {
            file.holdFrom();
        }
        zip.putArchiveEntry(entry);
        bytes.writeTo(new EntryChannel());
        zip.closeArchiveEntry();
        if (file != null) {
            file.release();
        }
    }

    private void tell(long count) {
        doneBytes += count;
        progress.update(doneBytes, totalBytes);
    }

    /** As in PyTorch's writer ({@code getPadding} in caffe2/serialize/inline_container.cc). */
    private int paddingBytes(ZipArchiveEntry entry) {
        boolean zip64 = entry.getSize() >= ZipConstants.ZIP64_THRESHOLD;
        long dataStart = zip.getBytesWritten()
                + ZipConstants.LOCAL_HEADER_BYTES
                + entry.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                + (zip64 ? ZipConstants.ZIP64_LOCAL_EXTRA_BYTES : 0)
                + ZipConstants.EXTRA_HEADER_BYTES;
        return (int) (-dataStart & ZipConstants.ALIGNMENT_BYTES - 1);
    }

    private static long crcOf(ByteSource bytes) throws IOException {
        var crc = new CRC32();
        bytes.writeTo(new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) {
                int count = source.remaining();
                crc.update(source);
                return count;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        });
        return crc.getValue();
    }

    /**
     * Writes the directory.
     *
     * @throws IOException if that fails
     */
    public void finish() throws IOException {
        zip.finish();
        zip.flush();
        progress.update(totalBytes, totalBytes);
    }

    /** Ends the writing; what was opened by the caller stays open. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            zip.close();
        }
    }

    /** The bytes of the record that is being written, which Commons Compress takes as arrays. */
    private final class EntryChannel implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            int count = source.remaining();
            while (source.hasRemaining()) {
                int length = Math.min(chunk.length, source.remaining());
                if (source.hasArray()) {
                    zip.write(source.array(), source.arrayOffset() + source.position(), length);
                    source.position(source.position() + length);
                } else {
                    source.get(chunk, 0, length);
                    zip.write(chunk, 0, length);
                }
            }
            tell(count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // The record is closed by who opened it.
        }
    }
}
