package dev.sconce.checkpoint.internal.zip;

import java.util.Arrays;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.apache.commons.compress.archivers.zip.ZipShort;

/** PyTorch's extra field in a local header, that moves the record's bytes to a multiple of the alignment: FB, then Zs. */
final class PaddingField implements ZipExtraField {
    private static final ZipShort ID = new ZipShort(ZipConstants.PADDING_FIELD_ID);

    private final byte[] padding;

    PaddingField(int lengthBytes) {
        padding = new byte[lengthBytes];
        Arrays.fill(padding, (byte) 'Z');
    }

    @Override
    public ZipShort getHeaderId() {
        return ID;
    }

    @Override
    public ZipShort getLocalFileDataLength() {
        return new ZipShort(padding.length);
    }

    @Override
    public byte[] getLocalFileDataData() {
        return padding.clone();
    }

    /** The directory's copy of the field is empty: there is nothing to move there. */
    @Override
    public ZipShort getCentralDirectoryLength() {
        return new ZipShort(0);
    }

    @Override
    public byte[] getCentralDirectoryData() {
        return new byte[0];
    }

    @Override
    public void parseFromLocalFileData(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException("this field is only written");
    }

    @Override
    public void parseFromCentralDirectoryData(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException("this field is only written");
    }
}
