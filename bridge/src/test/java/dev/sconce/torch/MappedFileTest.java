package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("numbers.bin");
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        for (int i = 0; i < 16; i++) {
            bytes.putFloat(i);
        }
        Files.write(file, bytes.array());
    }

    @Test
    void should_show_a_part_of_the_file_without_copying_it() {
        Tensor tensor;
        try (MappedFile mapped = MappedFile.open(file, 64)) {
            tensor = mapped.tensor(32, new long[] {2, 2}, DType.FLOAT32);
        }
        assertThat(tensor.shape()).containsExactly(2, 2);
        try (Tensor sum = Tensor.own(tensor.handle().sum())) {
            assertThat(sum.item()).isEqualTo(8 + 9 + 10 + 11);
        }
        tensor.close();
    }

    @Test
    void should_leave_the_file_as_it_is_when_a_tensor_is_written() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (MappedFile mapped = MappedFile.open(file, 64);
                Tensor tensor = mapped.tensor(0, new long[] {16}, DType.FLOAT32);
                Scalar seven = new Scalar(7.0f)) {
            tensor.handle().fill_(seven);
            assertThat(Tensor.own(tensor.handle().sum()).item()).isEqualTo(16 * 7);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void should_keep_two_tensors_at_one_address_apart() {
        try (MappedFile mapped = MappedFile.open(file, 64)) {
            Tensor first = mapped.tensor(0, new long[] {4}, DType.FLOAT32);
            Tensor second = mapped.tensor(0, new long[] {16}, DType.FLOAT32);
            first.close();
            try (Tensor sum = Tensor.own(second.handle().sum())) {
                assertThat(sum.item()).isEqualTo(120);
            }
            second.close();
        }
    }

    @Test
    void should_refuse_what_lies_outside_of_the_file() {
        try (MappedFile mapped = MappedFile.open(file, 64)) {
            assertThatThrownBy(() -> mapped.tensor(4, new long[] {16}, DType.FLOAT32))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> MappedFile.open(folder.resolve("none"), 64)).isInstanceOf(TorchException.class);
    }
}
