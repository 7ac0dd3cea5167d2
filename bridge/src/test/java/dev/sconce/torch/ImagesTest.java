package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void should_put_channels_first() {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xff80fe);
        Tensor bytes = Images.toByteTensor(image);
        assertThat(bytes.dtype()).isEqualTo(DType.UINT8);
        assertThat(bytes.toArray()).isEqualTo(new int[][][] {{{1, 255}}, {{2, 128}}, {{3, 254}}});
        assertThat(Images.toTensor(image).toArray())
                .isEqualTo(new float[][][] {{{1 / 255f, 1}}, {{2 / 255f, 128 / 255f}}, {{3 / 255f, 254 / 255f}}});
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_GRAY
            })
    void should_bring_back_every_pixel(int type) {
        var image = new BufferedImage(16, 48, type);
        var random = new Random(3);
        var raster = image.getRaster();
        int[] samples = random.ints(16L * 48 * raster.getNumBands(), 0, 256).toArray();
        raster.setPixels(0, 0, 16, 48, samples);
        for (Tensor tensor : new Tensor[] {Images.toTensor(image), Images.toByteTensor(image)}) {
            BufferedImage back = Images.toImage(tensor);
            for (int y = 0; y < 48; y++) {
                for (int x = 0; x < 16; x++) {
                    assertThat(back.getRGB(x, y)).isEqualTo(image.getRGB(x, y));
                }
            }
        }
    }

    @Test
    void should_keep_the_upper_half_of_16_bit_gray() {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 0xabcd);
        assertThat(Images.toByteTensor(image).toArray()).isEqualTo(new int[][][] {{{0xab}}});
    }

    private static BufferedImage image(int space, int bits, int[]... pixels) {
        int[] sizes = new int[pixels[0].length];
        Arrays.fill(sizes, bits);
        boolean alpha = sizes.length % 2 == 0;
        var model = new ComponentColorModel(
                ColorSpace.getInstance(space),
                sizes,
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
        var raster = model.createCompatibleWritableRaster(pixels.length, 1);
        for (int i = 0; i < pixels.length; i++) {
            raster.setPixel(i, 0, pixels[i]);
        }
        return new BufferedImage(model, raster, false, null);
    }

    @Test
    void should_keep_gray_with_alpha_as_it_is() {
        BufferedImage image = image(ColorSpace.CS_GRAY, 8, new int[] {100, 200}, new int[] {50, 0});
        Tensor bytes = Images.toByteTensor(image);
        assertThat(bytes.toArray()).isEqualTo(new int[][][] {{{100, 50}}, {{200, 0}}});
        assertThat(Images.toByteTensor(Images.toImage(bytes)).toArray()).isEqualTo(bytes.toArray());
    }

    @Test
    void should_keep_the_upper_half_of_16_bit_colors() {
        BufferedImage image = image(ColorSpace.CS_sRGB, 16, new int[] {0x12ff, 0x8001, 0xfffe});
        assertThat(Images.toByteTensor(image).toArray()).isEqualTo(new int[][][] {{{0x12}}, {{0x80}}, {{0xff}}});
    }

    @Test
    void should_read_black_and_white_as_one_channel_and_a_palette_as_colors() {
        var bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.getRaster().setSample(0, 0, 0, 1);
        assertThat(Images.toByteTensor(bits).toArray()).isEqualTo(new int[][][] {{{255, 0}}});
        byte[] shades = {0, 10, 20};
        var palette = new IndexColorModel(8, 3, shades, shades, shades);
        var indexed = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        indexed.getRaster().setSample(0, 0, 0, 2);
        assertThat(Images.toByteTensor(indexed).toArray()).isEqualTo(new int[][][] {{{20}}, {{20}}, {{20}}});
    }

    @Test
    void should_clamp_and_refuse() {
        BufferedImage image = Images.toImage(Torch.tensor(new double[][] {{-1, 0.5, 2}}));
        assertThat(image.getRaster().getPixels(0, 0, 3, 1, (int[]) null)).containsExactly(0, 127, 255);
        assertThatThrownBy(() -> Images.toImage(Torch.tensor(new int[5][4][4], DType.UINT8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[5, 4, 4]");
        assertThatThrownBy(() -> Images.toImage(Torch.tensor(new int[4][4])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int64");
    }
}
