package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class TorchExceptionTest {
    static {
        NativeLibrary.load();
    }

    @Test
    void translatesWhatANativeCallThrows() {
        assertThatThrownBy(() -> TorchException.translating(() -> torch.ones(-1)))
                .isInstanceOf(TorchException.class)
                .hasMessage("Trying to create tensor with negative dimension -1: [-1]");
    }

    @Test
    void leavesWhatJavaThrewAsItIs() {
        assertThatThrownBy(() -> TorchException.translating(() -> {
                    throw new IllegalStateException("boo");
                }))
                .isExactlyInstanceOf(IllegalStateException.class);
    }
}
