package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AutocastTest {
    @Test
    void runsMatrixProductsInTheShorterType() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.ones(2, 2).requiresGrad_();
            try (var cast = Autocast.on("cpu")) {
                assertThat(Autocast.isEnabled("cpu")).isTrue();
                assertThat(x.mm(x).dtype()).isEqualTo(DType.BFLOAT16);
                assertThat(x.add(x).dtype()).isEqualTo(DType.FLOAT32);
                try (var plain = Autocast.off("cpu")) {
                    assertThat(x.mm(x).dtype()).isEqualTo(DType.FLOAT32);
                }
                try (var half = Autocast.on("cpu", DType.FLOAT16)) {
                    Tensor y = x.detach();
                    assertThat(y.mm(y).dtype()).isEqualTo(DType.FLOAT16);
                    assertThat(x.mm(x).dtype()).isEqualTo(DType.BFLOAT16); // a leaf's cast is cached, as in Python
                }
                x.mm(x).to(DType.FLOAT32).sum().backward();
            }
            assertThat(Autocast.isEnabled("cpu")).isFalse();
            assertThat(x.mm(x).dtype()).isEqualTo(DType.FLOAT32);
            assertThat(x.grad().dtype()).isEqualTo(DType.FLOAT32);
            assertThat(Values.of(x.grad())).containsExactly(4, 4, 4, 4);
            assertThat(Autocast.on("cpu", () -> x.mm(x)).dtype()).isEqualTo(DType.BFLOAT16);
        }
    }

    @Test
    void refusesOtherDevices() {
        assertThatThrownBy(() -> Autocast.on("meta"))
                .isInstanceOf(TorchException.class)
                .hasMessage("unsupported scalarType");
        assertThatThrownBy(() -> Autocast.on("meta", DType.BFLOAT16))
                .isInstanceOf(TorchException.class)
                .hasMessage("User specified an unsupported autocast device_type 'meta'");
        assertThat(Autocast.isAvailable("meta")).isFalse();
        try (var cuda = Autocast.on("cuda")) {
            assertThat(Autocast.isEnabled("cuda")).isEqualTo(Torch.cudaIsAvailable());
        }
    }
}
