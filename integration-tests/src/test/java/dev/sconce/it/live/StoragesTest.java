package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.torch.DType;
import dev.sconce.torch.Loaded;
import dev.sconce.torch.Storage;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage objects of a checkpoint stay the storages of its tensors, on the way from Python to Java and back. */
@LiveTest
class StoragesTest {
    @TempDir
    private Path folder;

    @Test
    void storagesStayShared() throws IOException {
        Path file = folder.resolve("python.pth");
        Path again = folder.resolve("java.pth");
        PythonScript.run("storages.py", "write", file);
        try (var scope = new TensorScope()) {
            Loaded loaded = Torch.load(file);
            Torch.save(loaded.value(), again);

            Storage untyped = (Storage) loaded.at("untyped").value();
            Storage typed = (Storage) loaded.at("typed").value();
            assertThat(typed.dtype()).isEqualTo(DType.FLOAT32);
            loaded.at("tensor").tensor().at(3).set(-1);
            assertThat(loaded.at("view").tensor()).hasToString("tensor([ 2., -1.])");
            assertThat(typed.tensor().get(3).item()).isEqualTo(-1);
            loaded.at("bytes").tensor().at(1).set(9);
            assertThat(untyped.bytes().get(1).item()).isEqualTo(9);
            assertThat(untyped.isTyped()).isFalse();
        }
        assertThat(PythonScript.run("storages.py", "read", again))
                .isEqualTo(PythonScript.run("storages.py", "read", file))
                .contains("[2.0, -1.0] -1.0 9");
    }
}
