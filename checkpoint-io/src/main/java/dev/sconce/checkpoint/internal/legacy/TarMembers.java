package dev.sconce.checkpoint.internal.legacy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.internal.io.ReadableBytesChannel;
import dev.sconce.checkpoint.internal.io.SubSource;
import dev.sconce.checkpoint.model.ByteSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The members of a tar and where their bytes lie, by way of Commons Compress; nothing is ever extracted. */
final class TarMembers {
    private TarMembers() {}

    static Map<String, ByteSource> read(ByteSource tar) throws IOException {
        var members = new HashMap<String, ByteSource>();
        try (var file = new TarFile(new ReadableBytesChannel(tar))) {
            for (TarArchiveEntry entry : file.getEntries()) {
                add(members, tar, entry);
            }
        } catch (CheckpointFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Commons Compress reports damage by both kinds of exception.
            throw CheckpointFormatException.corrupt("the tar cannot be read: " + e.getMessage())
                    .causedBy(e);
        }
        return members;
    }

    private static void add(Map<String, ByteSource> members, ByteSource tar, TarArchiveEntry entry)
            throws CheckpointFormatException {
        String name = entry.getName();
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || entry.isSparse()) {
            throw CheckpointFormatException.corrupt("a member of the tar is no plain file")
                    .inEntry(name);
        }
        long start = entry.getDataOffset();
        long length = entry.getSize();
        if (start < 0 || length < 0 || start > tar.lengthBytes() - length) {
            throw CheckpointFormatException.corrupt("a member reaches beyond the end of the tar")
                    .inEntry(name);
        }
        if (members.put(name, new SubSource(tar, start, length)) != null) {
            throw CheckpointFormatException.corrupt("two members of the tar have one name")
                    .inEntry(name);
        }
    }
}
