package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
    private long before;
    private TensorScope scope;

    @BeforeEach
    void open() {
        before = Torch.liveTensors();
        scope = new TensorScope();
    }

    @AfterEach
    void close() {
        scope.close();
        assertThat(Torch.liveTensors()).isEqualTo(before);
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

    @Test
    void should_clamp_and_refuse() {
        BufferedImage image = Images.toImage(Torch.tensor(new double[][] {{-1, 0.5, 2}}));
        assertThat(image.getRaster().getPixels(0, 0, 3, 1, (int[]) null)).containsExactly(0, 127, 255);
        assertThatThrownBy(() -> Images.toImage(Torch.tensor(new int[2][4][4], DType.UINT8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 4, 4]");
        assertThatThrownBy(() -> Images.toImage(Torch.tensor(new int[4][4])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int64");
    }
}
