package dev.sconce.torch;

import static dev.sconce.torch.Torch.fromBuffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuffersTest {
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Test
    void should_share_the_memory_of_a_buffer() {
        FloatBuffer buffer = direct(32).asFloatBuffer();
        Tensor tensor = fromBuffer(buffer, 2, 4);
        buffer.put(3, 2.5f);
        assertThat(tensor.toFloatArray()[3]).isEqualTo(2.5f);
        tensor.handle().fill_(new org.bytedeco.pytorch.Scalar(7.0));
        assertThat(buffer.get(5)).isEqualTo(7f);
    }

    @Test
    void should_begin_at_the_position_and_end_at_the_limit() {
        ByteBuffer bytes = direct(40);
        for (int i = 0; i < 10; i++) {
            bytes.putInt(4 * i, i);
        }
        assertThat(fromBuffer(bytes.position(8)
                                .limit(20)
                                .slice()
                                .order(ByteOrder.nativeOrder())
                                .asIntBuffer())
                        .toIntArray())
                .containsExactly(2, 3, 4);
        assertThat(fromBuffer(bytes, DType.INT32).toIntArray()).containsExactly(2, 3, 4);
        assertThat(fromBuffer(bytes.clear().asIntBuffer().position(7)).toIntArray())
                .containsExactly(7, 8, 9);
        assertThat(fromBuffer(bytes.clear(), DType.BFLOAT16, 5, 2, 2).shape()).containsExactly(5, 2, 2);
        assertThat(fromBuffer(bytes.clear()).dtype()).isEqualTo(DType.INT8);
        assertThat(fromBuffer(direct(0), DType.FLOAT64).shape()).containsExactly(0);
    }

    @Test
    void should_refuse_buffers_that_cannot_be_shared() {
        assertThatThrownBy(() -> fromBuffer(FloatBuffer.allocate(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("direct buffer");
        assertThatThrownBy(() -> fromBuffer(direct(8).asReadOnlyBuffer()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> fromBuffer(direct(8).asFloatBuffer(), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes 12 bytes, but the buffer has 8 left");
        ByteOrder other =
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        assertThatThrownBy(() -> fromBuffer(direct(8).order(other).asFloatBuffer()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(other.toString());
    }

    @Test
    void should_lend_the_memory_of_a_tensor() {
        Tensor tensor = Torch.fromArray(new float[] {1, 2, 3});
        FloatBuffer buffer = tensor.asByteBuffer().asFloatBuffer();
        assertThat(buffer.get(2)).isEqualTo(3f);
        buffer.put(0, 9f);
        assertThat(tensor.toFloatArray()).containsExactly(9, 2, 3);
        tensor.close();
        assertThat(buffer.get(1)).isEqualTo(2f);
    }

    @Test
    void should_refuse_tensors_that_cannot_be_shared() {
        Tensor leaf = Torch.fromArray(new float[2]).requiresGrad_();
        assertThatThrownBy(leaf::asByteBuffer).hasMessageContaining("detach()");
        Tensor transposed = Tensor.own(Torch.fromArray(new float[2][3]).handle().t());
        assertThatThrownBy(transposed::asByteBuffer).hasMessageContaining("contiguous()");
        Tensor conjugate =
                Tensor.own(Torch.tensor(List.of(new Complex(1, 2))).handle().conj());
        assertThatThrownBy(conjugate::asByteBuffer).hasMessageContaining("resolveConj()");
        assertThat(Torch.tensor(List.of()).asByteBuffer().capacity()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"QINT8", "QUINT8", "QINT32", "QUINT4X2", "QUINT2X4"})
    void should_refuse_quantized_elements_which_have_no_scale(DType dtype) {
        assertThatThrownBy(() -> fromBuffer(direct(8), dtype))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no scale and no zero point for torch." + dtype);
    }

    @Test
    void should_refuse_shapes_that_no_buffer_has() {
        FloatBuffer buffer = direct(64).asFloatBuffer();
        assertThatThrownBy(() -> fromBuffer(buffer, Long.MAX_VALUE, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but the buffer has 64 left");
        assertThatThrownBy(() -> fromBuffer(buffer, -4, -4))
                .isInstanceOf(TorchException.class)
                .hasMessage("Trying to create tensor with negative dimension -4: [-4, -4]");
    }

    @Test
    void should_keep_shared_memory_alive_under_garbage_collection() {
        List<FloatBuffer> lent = new ArrayList<>();
        List<Tensor> borrowing = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            float[] values = new float[25_000];
            values[24_999] = i;
            Tensor owner = Torch.fromArray(values);
            lent.add(owner.asByteBuffer().asFloatBuffer().position(20_000).slice()); // only a part of a part is kept
            owner.close();
            FloatBuffer buffer = direct(100_000).asFloatBuffer().put(24_999, i);
            borrowing.add(fromBuffer(buffer.position(20_000).slice())); // nobody holds the buffer but the tensor
            if (i % 20 == 0) {
                System.gc();
            }
        }
        for (int i = 0; i < 80; i++) {
            assertThat(lent.get(i).get(4_999)).isEqualTo(i);
            assertThat(borrowing.get(i).toFloatArray()[4_999]).isEqualTo(i);
        }
    }

    @Test
    void should_free_what_was_lent_once_the_buffer_is_collected() throws InterruptedException {
        long high = residentKilobytes();
        for (int i = 0; i < 60; i++) { // 2.4 GB in all
            Tensor tensor = Torch.fromArray(new float[10_000_000]);
            tensor.asByteBuffer().asFloatBuffer().put(0, 1);
            tensor.close();
            if (i % 6 == 0) {
                System.gc();
                Thread.sleep(5);
            }
        }
        assertThat(residentKilobytes() - high).isLessThan(1_400_000);
    }

    /** The memory of this process on Linux; 0 elsewhere, where the other assertions must do. */
    private static long residentKilobytes() {
        try (var lines = java.nio.file.Files.lines(java.nio.file.Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
