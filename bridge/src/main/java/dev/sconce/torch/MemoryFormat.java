package dev.sconce.torch;

import java.util.Locale;

/** The order in which a dense tensor's elements lie in memory, as {@code torch.memory_format}. */
public enum MemoryFormat {
    /** Row by row: the last dimension is the fastest. */
    CONTIGUOUS(org.bytedeco.pytorch.global.torch.MemoryFormat.Contiguous),
    /** As the tensor that something is derived from. */
    PRESERVE(org.bytedeco.pytorch.global.torch.MemoryFormat.Preserve),
    /** NHWC: images with the channels of a pixel together. */
    CHANNELS_LAST(org.bytedeco.pytorch.global.torch.MemoryFormat.ChannelsLast),
    /** NDHWC. */
    CHANNELS_LAST_3D(org.bytedeco.pytorch.global.torch.MemoryFormat.ChannelsLast3d);

    private final org.bytedeco.pytorch.global.torch.MemoryFormat native_;

    MemoryFormat(org.bytedeco.pytorch.global.torch.MemoryFormat native_) {
        this.native_ = native_;
    }

    org.bytedeco.pytorch.global.torch.MemoryFormat toNative() {
        return native_;
    }

    /** The number by which schemas name this format. */
    int code() {
        return native_.value;
    }

    /** Python's name without {@code torch.}, such as {@code channels_last}. */
    @Override
    public String toString() {
        String name = name().toLowerCase(Locale.ROOT);
        return this == CONTIGUOUS || this == PRESERVE ? name + "_format" : name;
    }
}
