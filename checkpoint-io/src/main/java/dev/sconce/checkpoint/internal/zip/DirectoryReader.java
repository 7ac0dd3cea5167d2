package dev.sconce.checkpoint.internal.zip;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.heap.HeapBudget;
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
    /** An entry of 70 bytes becomes several objects. */
    private static final long HEAP_PER_DIRECTORY_BYTE = 10;

    private final ByteSource container;
    private final long directoryStart;
    private final Map<String, ZipRecord> records = new LinkedHashMap<>();
    private final Set<String> foldedNames = new HashSet<>();
    private String rootName = "";

    private DirectoryReader(ByteSource container) throws IOException {
        this.container = container;
        this.directoryStart = directoryStart();
    }

    /**
     * What a directory gives.
     *
     * @param rootName the directory that all records stand under
     * @param records by the name under it
     */
    record Directory(String rootName, Map<String, ZipRecord> records) {}

    static Directory read(ByteSource container, ReadLimits limits) throws IOException {
        var reader = new DirectoryReader(container);
        new HeapBudget(limits).take(HEAP_PER_DIRECTORY_BYTE * (container.lengthBytes() - reader.directoryStart));
        reader.readAll();
        reader.refuseOverlaps();
        return new Directory(reader.rootName, reader.records);
    }

    /** Where the directory begins, by the end record or the 64-bit one; the end of the file where neither says so. */
    private long directoryStart() throws IOException {
        long length = container.lengthBytes();
        long end = endRecord();
        if (end < 0) {
            return length;
        }
        long start = Integer.toUnsignedLong(
                container.bytes(end, ZipConstants.END_RECORD_BYTES).getInt(ZipConstants.END_START_OFFSET));
        long locator = end - ZipConstants.LOCATOR_BYTES;
        if (start == ZipConstants.ZIP64_THRESHOLD && locator >= 0) {
            ByteBuffer place = container.bytes(locator, ZipConstants.LOCATOR_BYTES);
            long at = place.getLong(ZipConstants.LOCATOR_PLACE_OFFSET);
            if (place.getInt(0) == ZipConstants.LOCATOR_SIGNATURE
                    && at >= 0
                    && at <= length - ZipConstants.ZIP64_END_RECORD_BYTES) {
                start = container
                        .bytes(at, ZipConstants.ZIP64_END_RECORD_BYTES)
                        .getLong(ZipConstants.ZIP64_END_START_OFFSET);
            }
        }
        return start < 0 || start > length ? length : start;
    }

    /** Where the end record is; -1 where there is none, which Commons Compress says better. */
    private long endRecord() throws IOException {
        long last = container.lengthBytes() - ZipConstants.END_RECORD_BYTES;
        for (long at = last; at >= Math.max(0, last - ZipConstants.MAX_SHORT); at--) {
            if (container.bytes(at, Integer.BYTES).getInt(0) == ZipConstants.END_RECORD_SIGNATURE) {
                return at;
            }
        }
        return -1;
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
        long at = endRecord();
        if (at >= 0) {
            ByteBuffer end = container.bytes(at, ZipConstants.END_RECORD_BYTES);
            int announced = Short.toUnsignedInt(end.getShort(ZipConstants.END_COUNT_OFFSET));
            if (announced != ZipConstants.MAX_SHORT && announced != count) {
                throw CheckpointFormatException.corrupt("the directory has another number of entries than it says")
                        .expected(announced, count)
                        .at(at);
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
        for (ZipRecord record : records.values()) {
            if (record.dataOffset() + record.storedBytes() > directoryStart) {
                throw corrupt(record.name(), "it lies over the bytes of the directory")
                        .at(record.dataOffset());
            }
        }
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
