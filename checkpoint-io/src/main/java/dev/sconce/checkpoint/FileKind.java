package dev.sconce.checkpoint;

import dev.sconce.checkpoint.internal.io.MappedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the first bytes of a file say that it is. */
enum FileKind {
    /** A zip: what it is of, its records say. */
    ZIP,
    /** A stream that begins with a pickle. */
    LEGACY,
    /** A tar. */
    TAR,
    /** A length and a JSON object. */
    SAFETENSORS,
    /** What Git LFS leaves in a clone that did not fetch the file itself. */
    LFS_POINTER,
    /** What a download gives where the file is not. */
    WEB_PAGE,
    /** The format of a preview of PyTorch 1.0. */
    PREVIEW,
    /** Nothing at all. */
    EMPTY,
    /** Something else. */
    UNKNOWN;

    private static final int HEAD_BYTES = 512;
    private static final int ZIP_SIGNATURE = 0x04034b50;
    private static final int TAR_MAGIC_OFFSET = 257;
    private static final int PICKLE_PROTO = 0x80;
    private static final int MAX_PROTOCOL = 5;
    private static final long MAX_SAFETENSORS_HEADER = 100_000_000;

    /** The magic number of the legacy stream as pickles of protocol 0 and 1 write it: in decimal, as text. */
    private static final String TEXT_MAGIC = "L119547037146038801333356L";

    static FileKind of(MappedFile file) throws IOException {
        ByteBuffer head = file.bytes(0, (int) Math.min(HEAD_BYTES, file.lengthBytes()));
        byte[] bytes = new byte[head.remaining()];
        head.duplicate().get(bytes);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (bytes.length == 0) {
            return EMPTY;
        } else if (bytes.length >= Integer.BYTES && head.getInt(0) == ZIP_SIGNATURE) {
            return ZIP;
        } else if (text.startsWith("ustar", TAR_MAGIC_OFFSET)) {
            return TAR;
        } else if ((text.charAt(0) == PICKLE_PROTO && text.length() > 1 && text.charAt(1) <= MAX_PROTOCOL)
                || text.startsWith(TEXT_MAGIC)) {
            return LEGACY;
        } else if (looksLikeSafetensors(head, text)) {
            return SAFETENSORS;
        }
        return ofText(text);
    }

    /** A length that no header has is the header's fault to report, so the name of the file counts too. */
    private static boolean looksLikeSafetensors(ByteBuffer head, String text) {
        return text.length() > Long.BYTES
                && text.charAt(Long.BYTES) == '{'
                && Long.compareUnsigned(head.getLong(0), MAX_SAFETENSORS_HEADER) <= 0;
    }

    private static FileKind ofText(String text) {
        String start = text.strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("version https://git-lfs")) {
            return LFS_POINTER;
        } else if (start.startsWith("<!doctype") || start.startsWith("<html")) {
            return WEB_PAGE;
        }
        return text.startsWith("PYTORCH1") ? PREVIEW : UNKNOWN;
    }
}
