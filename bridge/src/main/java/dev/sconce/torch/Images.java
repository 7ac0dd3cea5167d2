package dev.sconce.torch;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Pictures as tensors and back, as {@code torchvision.transforms.functional} does it. Channels come first: red, green,
 * blue and, if there is transparency, alpha; a gray picture has one channel, or two with alpha.
 *
 * <p>The only class of this package that needs the module {@code java.desktop}.
 */
public final class Images {
    private static final int MAX_BYTE = 255;

    private Images() {}

    /**
     * A picture as numbers between 0 and 1 ({@code to_tensor}).
     *
     * @param image a picture of any kind
     * @return float32 of shape (channels, height, width); the pixels' bytes divided by 255
     */
    public static Tensor toTensor(BufferedImage image) {
        int[] bytes = channels(image);
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) bytes[i] / MAX_BYTE;
        }
        return Tensor.own(new JavaArray(values, DType.FLOAT32, shape(image)).toNative());
    }

    /**
     * A picture as bytes ({@code pil_to_tensor}).
     *
     * @param image a picture of any kind; 16-bit samples keep their upper half
     * @return uint8 of shape (channels, height, width)
     */
    public static Tensor toByteTensor(BufferedImage image) {
        int[] values = channels(image);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Tensor.own(new JavaArray(bytes, DType.UINT8, shape(image)).toNative());
    }

    /**
     * A tensor as a picture ({@code to_pil_image}).
     *
     * @param tensor uint8, or floating-point between 0 and 1 (others are clamped); shape (height, width) or
     *     (channels, height, width) with 1 channel (gray), 2 (gray and alpha), 3 (RGB) or 4 (RGB and alpha)
     * @return a picture of type {@code TYPE_BYTE_GRAY}, {@code TYPE_INT_RGB} or {@code TYPE_INT_ARGB}, or of two bytes a
     *     pixel
     * @throws IllegalArgumentException if the shape or the dtype is another
     */
    public static BufferedImage toImage(Tensor tensor) {
        long[] shape = tensor.shape();
        long planes = shape.length == 3 ? shape[0] : 1;
        if (shape.length < 2 || shape.length > 3 || planes < 1 || planes > 4) {
            throw new IllegalArgumentException("A picture has shape (height, width) or (1 to 4, height, width), but"
                    + " this tensor has " + Arrays.toString(shape));
        }
        int channels = (int) planes;
        int height = Math.toIntExact(shape[shape.length - 2]);
        int width = Math.toIntExact(shape[shape.length - 1]);
        int[] values = bytes(tensor);
        BufferedImage image = blank(width, height, channels);
        WritableRaster raster = image.getRaster();
        for (int channel = 0; channel < channels; channel++) {
            int from = channel * width * height;
            raster.setSamples(0, 0, width, height, channel, Arrays.copyOfRange(values, from, from + width * height));
        }
        return image;
    }

    private static BufferedImage blank(int width, int height, int channels) {
        if (channels == 2) {
            var model = new ComponentColorModel(
                    ColorSpace.getInstance(ColorSpace.CS_GRAY),
                    true,
                    false,
                    Transparency.TRANSLUCENT,
                    DataBuffer.TYPE_BYTE);
            return new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false, null);
        }
        int type =
                switch (channels) {
                    case 1 -> BufferedImage.TYPE_BYTE_GRAY;
                    case 3 -> BufferedImage.TYPE_INT_RGB;
                    default -> BufferedImage.TYPE_INT_ARGB;
                };
        return new BufferedImage(width, height, type);
    }

    private static int[] bytes(Tensor tensor) {
        if (tensor.dtype() == DType.UINT8) {
            return tensor.toIntArray();
        }
        if (!tensor.dtype().isFloatingPoint()) {
            throw new IllegalArgumentException(
                    "A picture is uint8 or floating-point, but this tensor is " + tensor.dtype());
        }
        float[] values = tensor.toFloatArray();
        int[] bytes = new int[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (int) (Math.min(Math.max(values[i], 0), 1) * MAX_BYTE);
        }
        return bytes;
    }

    private static long[] shape(BufferedImage image) {
        return new long[] {channelCount(image), image.getHeight(), image.getWidth()};
    }

    private static int channelCount(BufferedImage image) {
        return (isGray(image) ? 1 : 3) + (image.getColorModel().hasAlpha() ? 1 : 0);
    }

    /** All samples, 0 to 255, channel by channel. */
    private static int[] channels(BufferedImage image) {
        return isRead(image.getColorModel()) ? samples(image) : converted(image);
    }

    /**
     * Whether samples are read as they are. The model's own conversion takes gray for linear light and brightens it, and
     * rounds samples of 16 bits.
     */
    private static boolean isRead(ColorModel model) {
        ColorSpace space = model.getColorSpace();
        return model instanceof ComponentColorModel
                && !model.isAlphaPremultiplied()
                && (space.getType() == ColorSpace.TYPE_GRAY || space.isCS_sRGB())
                && Arrays.stream(model.getComponentSize()).allMatch(bits -> bits == Byte.SIZE || bits == Short.SIZE)
                && model.getTransferType() <= DataBuffer.TYPE_USHORT;
    }

    private static int[] samples(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int count = channelCount(image);
        int[] samples = new int[count * width * height];
        for (int channel = 0; channel < count; channel++) {
            int shift = image.getSampleModel().getSampleSize(channel) - Byte.SIZE;
            int[] values = image.getRaster().getSamples(0, 0, width, height, channel, (int[]) null);
            for (int i = 0; i < values.length; i++) {
                samples[channel * values.length + i] = values[i] >> shift;
            }
        }
        return samples;
    }

    private static int[] converted(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        int count = channelCount(image);
        int[] samples = new int[count * pixels.length];
        for (int i = 0; i < samples.length; i++) {
            int channel = i / pixels.length;
            boolean isAlpha = channel == count - 1 && image.getColorModel().hasAlpha();
            samples[i] = pixels[i % pixels.length] >>> (isAlpha ? 24 : 16 - 8 * channel) & MAX_BYTE;
        }
        return samples;
    }

    /** Whether there is no color. Of pictures with a palette, only those of less than 8 bits may be gray. */
    private static boolean isGray(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel indexed) {
            if (image.getType() != BufferedImage.TYPE_BYTE_BINARY) {
                return false;
            }
            int[] colors = new int[indexed.getMapSize()];
            indexed.getRGBs(colors);
            return Arrays.stream(colors).allMatch(c -> (c & 0xffffff) == (c & MAX_BYTE) * 0x10101);
        }
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }
}
