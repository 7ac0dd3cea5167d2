package dev.sconce.checkpoint.internal.zip;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.internal.io.ReadableBytesChannel;
import dev.sconce.checkpoint.model.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Reads a zip's directory through Commons Compress and refuses what would let two readers see two different archives.
 *
 * <p>PyTorch's own reader (miniz) takes the last of several records of one name and looks names up without regard to case;
 * others take the first. Such archives serve to smuggle, so they are errors here.
 */
final class DirectoryReader {
    private final ByteSource container;
    private final Map<String, ZipRecord> records = new LinkedHashMap<>();
    private final Set<String> foldedNames = new HashSet<>();
    private String rootName = "";

    private DirectoryReader(ByteSource container) {
        this.container = container;
    }

    /**
     * What a directory gives.
     *
     * @param rootName the directory that all records stand under
     * @param records by the name under it
     */
    record Directory(String rootName, Map<String, ZipRecord> records) {}

    static Directory read(ByteSource container) throws IOException {
        var reader = new DirectoryReader(container);
        reader.readAll();
        reader.refuseOverlaps();
        return new Directory(reader.rootName, reader.records);
    }

    private void readAll() throws IOException {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new ReadableBytesChannel(container))
                .setIgnoreLocalFileHeader(true)
                .get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            int count = 0;
            for (; entries.hasMoreElements(); count++) {
                add(entries.nextElement());
            }
            requireCount(count);
        } catch (CheckpointFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Commons Compress reports damage by both kinds of exception.
            throw CheckpointFormatException.corrupt("the zip directory cannot be read: " + e.getMessage())
                    .causedBy(e);
        }
        if (records.isEmpty()) {
            throw CheckpointFormatException.corrupt("the archive is empty");
        }
    }

    /** Commons Compress reads entries as long as there are any; the end record says how many there must be. */
    private void requireCount(int count) throws IOException {
        long length = container.lengthBytes();
        long last = length - ZipConstants.END_RECORD_BYTES;
        for (long at = last; at >= Math.max(0, last - ZipConstants.MAX_SHORT); at--) {
            ByteBuffer end = container.bytes(at, ZipConstants.END_RECORD_BYTES);
            if (end.getInt(0) == ZipConstants.END_RECORD_SIGNATURE) {
                int announced = Short.toUnsignedInt(end.getShort(ZipConstants.END_COUNT_OFFSET));
                if (announced != ZipConstants.MAX_SHORT && announced != count) {
                    throw CheckpointFormatException.corrupt("the directory has another number of entries than it says")
                            .expected(announced, count)
                            .at(at);
                }
                return;
            }
        }
    }

    private void add(ZipArchiveEntry entry) throws IOException {
        String path = entry.getName();
        int slash = path.indexOf('/');
        if (records.isEmpty() && rootName.isEmpty() && slash > 0) {
            rootName = path.substring(0, slash);
        }
        if (slash <= 0 || !path.startsWith(rootName + "/")) {
            throw corrupt(path, "a record stands outside the archive's one root directory")
                    .expected("a name under '" + rootName + "/'", path);
        }
        if (!foldedNames.add(isCode(path) ? path : path.toLowerCase(Locale.ROOT))) {
            throw corrupt(
                    path,
                    "two records have this name, if upper and lower case are one; readers disagree on which counts");
        }
        if (path.endsWith("/")) {
            return;
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw CheckpointFormatException.unsupported("an encrypted record").inEntry(path);
        }
        int method = entry.getMethod();
        if (method != ZipEntry.STORED && method != ZipEntry.DEFLATED) {
            throw CheckpointFormatException.unsupported("a record of compression method " + method
                            + "; PyTorch reads stored (0) and deflated (8) ones")
                    .inEntry(path);
        }
        if (method == ZipEntry.STORED && entry.getCompressedSize() != entry.getSize()) {
            throw corrupt(path, "a stored record has two lengths").expected(entry.getSize(), entry.getCompressedSize());
        }
        String name = path.substring(rootName.length() + 1);
        records.put(
                name,
                new ZipRecord(
                        name,
                        dataOffset(entry),
                        entry.getCompressedSize(),
                        entry.getSize(),
                        entry.getCrc(),
                        method == ZipEntry.DEFLATED));
    }

    /** TorchScript's sources may have names that differ by case alone; no reader looks them up otherwise than exactly. */
    private boolean isCode(String path) {
        return path.startsWith(rootName + "/code/");
    }

    /** The local header says only how long its name and extra field are; PyTorch writes no valid sizes there. */
    private long dataOffset(ZipArchiveEntry entry) throws IOException {
        long start = entry.getLocalHeaderOffset();
        String path = entry.getName();
        if (start < 0 || start > container.lengthBytes() - ZipConstants.LOCAL_HEADER_BYTES) {
            throw corrupt(path, "its local header lies outside the file").at(Math.max(start, 0));
        }
        ByteBuffer header = container.bytes(start, ZipConstants.LOCAL_HEADER_BYTES);
        int signature = header.getInt(0);
        if (signature != ZipConstants.LOCAL_HEADER_SIGNATURE) {
            throw corrupt(path, "its local header has a wrong signature")
                    .expected(hex(ZipConstants.LOCAL_HEADER_SIGNATURE), hex(signature))
                    .at(start);
        }
        int nameBytes = Short.toUnsignedInt(header.getShort(ZipConstants.LOCAL_NAME_LENGTH_OFFSET));
        int extraBytes = Short.toUnsignedInt(header.getShort(ZipConstants.LOCAL_EXTRA_LENGTH_OFFSET));
        long data = start + ZipConstants.LOCAL_HEADER_BYTES + nameBytes + extraBytes;
        long length = entry.getCompressedSize();
        if (length < 0 || length > container.lengthBytes() || data > container.lengthBytes() - length) {
            throw corrupt(path, "its bytes reach beyond the end of the file")
                    .expected(length + " bytes at " + data, "a file of " + container.lengthBytes() + " bytes")
                    .at(start);
        }
        byte[] localName = new byte[nameBytes];
        container.bytes(start + ZipConstants.LOCAL_HEADER_BYTES, nameBytes).get(localName);
        if (!Arrays.equals(localName, entry.getRawName())) {
            throw corrupt(path, "its local header gives another name than the directory")
                    .expected(path, new String(localName, StandardCharsets.UTF_8))
                    .at(start);
        }
        return data;
    }

    /** Two records over the same bytes: none that PyTorch writes, and a way to hide one from a scanner. */
    private void refuseOverlaps() throws CheckpointFormatException {
        ZipRecord[] byPlace = records.values().toArray(new ZipRecord[0]);
        Arrays.sort(byPlace, (a, b) -> Long.compare(a.dataOffset(), b.dataOffset()));
        for (int i = 1; i < byPlace.length; i++) {
            ZipRecord before = byPlace[i - 1];
            ZipRecord next = byPlace[i];
            if (before.dataOffset() + before.storedBytes() + ZipConstants.LOCAL_HEADER_BYTES > next.dataOffset()) {
                throw corrupt(next.name(), "it lies over the bytes of record '" + before.name() + "'")
                        .at(next.dataOffset());
            }
        }
    }

    private static CheckpointFormatException corrupt(String path, String problem) {
        return CheckpointFormatException.corrupt(problem).inEntry(path);
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
