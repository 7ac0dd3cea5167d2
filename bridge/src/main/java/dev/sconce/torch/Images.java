package dev.sconce.torch;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Pictures as tensors and back, as {@code torchvision.transforms.functional} does it. Channels come first: red, green,
 * blue and, if there is transparency, alpha; a gray picture has one channel.
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
     *     (channels, height, width) with 1 channel (gray), 3 (RGB) or 4 (RGB and alpha)
     * @return a picture of type {@code TYPE_BYTE_GRAY}, {@code TYPE_INT_RGB} or {@code TYPE_INT_ARGB}
     * @throws IllegalArgumentException if the shape or the dtype is another
     */
    public static BufferedImage toImage(Tensor tensor) {
        long[] shape = tensor.shape();
        int channels = shape.length == 3 ? (int) shape[0] : 1;
        if (shape.length < 2 || shape.length > 3 || (channels != 1 && channels != 3 && channels != 4)) {
            throw new IllegalArgumentException("A picture has shape (height, width) or (1, 3 or 4, height, width), but"
                    + " this tensor has " + Arrays.toString(shape));
        }
        int height = Math.toIntExact(shape[shape.length - 2]);
        int width = Math.toIntExact(shape[shape.length - 1]);
        int[] values = bytes(tensor);
        if (channels == 1) {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSamples(0, 0, width, height, 0, values);
            return image;
        }
        boolean alpha = channels == 4;
        BufferedImage image =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        WritableRaster raster = image.getRaster();
        for (int channel = 0; channel < channels; channel++) {
            int from = channel * width * height;
            raster.setSamples(0, 0, width, height, channel, Arrays.copyOfRange(values, from, from + width * height));
        }
        return image;
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
        if (isGray(image)) {
            return 1;
        }
        return image.getColorModel().hasAlpha() ? 4 : 3;
    }

    /** All samples, 0 to 255, channel by channel. */
    private static int[] channels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (isGray(image)) { // read as it is: getRGB would take it for linear light and brighten it
            int shift = image.getSampleModel().getSampleSize(0) - Byte.SIZE;
            int[] samples = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
            return shift == 0
                    ? samples
                    : Arrays.stream(samples).map(s -> s >> shift).toArray();
        }
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        int[] samples = new int[channelCount(image) * pixels.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = pixels[i % pixels.length] >>> shift(i / pixels.length) & MAX_BYTE;
        }
        return samples;
    }

    /** Where red, green, blue and alpha lie in a packed pixel. */
    private static int shift(int channel) {
        return channel == 3 ? 24 : 16 - 8 * channel;
    }

    private static boolean isGray(BufferedImage image) {
        return image.getType() == BufferedImage.TYPE_BYTE_GRAY || image.getType() == BufferedImage.TYPE_USHORT_GRAY;
    }
}
