package dev.sconce.checkpoint.internal.zip;

/** Numbers of the zip format (PKWARE APPNOTE 6.3.10) and of PyTorch's use of it (caffe2/serialize/inline_container.cc). */
final class ZipConstants {
    /** Local file header signature, APPNOTE 4.3.7. */
    static final int LOCAL_HEADER_SIGNATURE = 0x04034b50;

    /** Length of a local file header without its name and extra field, APPNOTE 4.3.7. */
    static final int LOCAL_HEADER_BYTES = 30;

    /** Where a local file header gives the length of its name. */
    static final int LOCAL_NAME_LENGTH_OFFSET = 26;

    /** Where a local file header gives the length of its extra field. */
    static final int LOCAL_EXTRA_LENGTH_OFFSET = 28;

    /** End of central directory record signature, APPNOTE 4.3.16. */
    static final int END_RECORD_SIGNATURE = 0x06054b50;

    /** Length of the end record without its comment, APPNOTE 4.3.16. */
    static final int END_RECORD_BYTES = 22;

    /** Where the end record gives the number of entries. */
    static final int END_COUNT_OFFSET = 10;

    /** Where the end record gives the place of the directory. */
    static final int END_START_OFFSET = 16;

    /** 64-bit end record locator signature, APPNOTE 4.3.15. */
    static final int LOCATOR_SIGNATURE = 0x07064b50;

    /** Length of the locator, which stands before the end record, APPNOTE 4.3.15. */
    static final int LOCATOR_BYTES = 20;

    /** Where the locator gives the place of the 64-bit end record. */
    static final int LOCATOR_PLACE_OFFSET = 8;

    /** Length of the 64-bit end record, APPNOTE 4.3.14. */
    static final int ZIP64_END_RECORD_BYTES = 56;

    /** Where the 64-bit end record gives the place of the directory. */
    static final int ZIP64_END_START_OFFSET = 48;

    /** The longest comment, and the number of entries from which on only the 64-bit end record has it. */
    static final int MAX_SHORT = 0xffff;

    /** A size from which on the 64-bit extra field holds it, APPNOTE 4.5.3. */
    static final long ZIP64_THRESHOLD = 0xffff_ffffL;

    /** Header and two sizes of the 64-bit extra field in a local header, APPNOTE 4.5.3. */
    static final int ZIP64_LOCAL_EXTRA_BYTES = 20;

    /** PyTorch's padding field: the letters FB, little-endian. */
    static final int PADDING_FIELD_ID = 0x4246;

    /** Identifier and length of an extra field, APPNOTE 4.5.1. */
    static final int EXTRA_HEADER_BYTES = 4;

    /** PyTorch begins each record at a multiple of this ({@code kFieldAlignment}). */
    static final int ALIGNMENT_BYTES = 64;

    private ZipConstants() {}
}
