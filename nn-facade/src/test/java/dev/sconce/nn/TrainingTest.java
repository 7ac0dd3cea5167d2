package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Numbers beside which Python 2.13.0 printed the same, with the same seeds and one thread. */
@ExtendWith(SingleThread.class)
class TrainingTest {
    private static double at(Tensor tensor, long index) {
        return tensor.flatten().select(0, index).item();
    }

    @Test
    void parameters_are_drawn_as_in_python() {
        Torch.manualSeed(0);
        Linear layer = new Linear(3, 2);
        assertThat(at(layer.weight, 0)).isEqualTo(-0.004322517663240433);
        assertThat(at(layer.weight, 5)).isEqualTo(0.15482072532176971);
        assertThat(at(Objects.requireNonNull(layer.bias), 1)).isEqualTo(0.45777493715286255);
        assertThat(at(Torch.rand(2), 0)).isEqualTo(0.455627977848053);
    }

    @Test
    void a_small_network_trains_as_in_python() {
        Torch.manualSeed(1);
        Sequential net = new Sequential(
                new Conv2d(1, 2, 3, c -> c.padding(1)),
                new BatchNorm2d(2),
                new ReLU(),
                new MaxPool2d(2),
                new Flatten(),
                new Dropout(0.5),
                new Linear(8, 3));
        try (var scope = new TensorScope()) {
            Tensor x = Torch.arange(32.0).reshape(2, 1, 4, 4).div(10);
            Tensor y = Torch.arange(2, -1, -2).to(DType.INT64);
            Tensor loss = F.crossEntropy(net.call(x), y);
            loss.backward();
            assertThat(loss.item()).isCloseTo(1.9820683002471924, within(1e-6));
            Tensor grad = Objects.requireNonNull(net.get(0, Conv2d.class).weight.grad());
            assertThat(grad.sum().item()).isCloseTo(72.14932250976562, within(1e-4));
            BatchNorm2d norm = net.get(1, BatchNorm2d.class);
            assertThat(at(Objects.requireNonNull(norm.runningMean), 0)).isCloseTo(0.0350540466606617, within(1e-6));
            assertThat(at(Objects.requireNonNull(norm.runningVar), 1)).isCloseTo(0.900520920753479, within(1e-6));
            assertThat(Objects.requireNonNull(norm.numBatchesTracked).itemLong())
                    .isEqualTo(1);
            net.eval();
            assertThat(at(net.call(x), 0)).isCloseTo(-0.3959730267524719, within(1e-6));
            assertThat(at(net.call(x), 5)).isCloseTo(0.05806349217891693, within(1e-6));
        }
        net.zeroGrad();
        assertThat(net.parameters()).allMatch(parameter -> parameter.grad() == null);
        assertThat(net)
                .hasToString("Sequential(\n"
                        + "  (0): Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))\n"
                        + "  (1): BatchNorm2d(2, eps=1e-05, momentum=0.1, affine=True, bias=True,"
                        + " track_running_stats=True)\n"
                        + "  (2): ReLU()\n"
                        + "  (3): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)\n"
                        + "  (4): Flatten(start_dim=1, end_dim=-1)\n"
                        + "  (5): Dropout(p=0.5, inplace=False)\n"
                        + "  (6): Linear(in_features=8, out_features=3, bias=True)\n"
                        + ")");
    }

    @Test
    void training_and_freezing_reach_all_modules() {
        Sequential net = new Sequential(new Dropout(), new Sequential(new BatchNorm1d(2)));
        assertThat(net.eval()).isSameAs(net);
        assertThat(net.modules()).noneMatch(Module::isTraining);
        net.get(1).train();
        assertThat(net.modules().stream().map(Module::isTraining)).containsExactly(false, false, true, true);
        net.requiresGrad_(false);
        assertThat(net.parameters()).noneMatch(Tensor::requiresGrad);
    }

    @Test
    void apply_visits_children_first() {
        Sequential net = new Sequential(new Linear(2, 3), new Sequential(new ReLU(), new Tanh()), new Linear(3, 1));
        List<String> order = new ArrayList<>();
        net.apply(module -> order.add(module.getName()));
        assertThat(order).containsExactly("Linear", "ReLU", "Tanh", "Sequential", "Linear", "Sequential");
        net.apply(module -> {
            if (module instanceof Linear linear) {
                Init.constant_(linear.weight, 1);
                Init.zeros_(Objects.requireNonNull(linear.bias));
            }
        });
        try (var noGrad = Torch.noGrad()) {
            assertThat(net.get(0, Linear.class).call(Torch.ones(1, 2)).sum().item())
                    .isEqualTo(6);
        }
    }

    @Test
    void dtype_changes_in_place() {
        BatchNorm1d norm = new BatchNorm1d(2);
        Parameter weight = norm.weight;
        norm.doubleValue();
        assertThat(norm.weight).isSameAs(weight);
        assertThat(norm.stateDict().values().stream().map(Tensor::dtype))
                .containsExactly(DType.FLOAT64, DType.FLOAT64, DType.FLOAT64, DType.FLOAT64, DType.INT64);
        norm.to(DType.FLOAT32);
        assertThat(weight.dtype()).isEqualTo(DType.FLOAT32);
        assertThatThrownBy(() -> norm.to(DType.INT64))
                .hasMessage("nn.Module.to only accepts floating point or complex dtypes, but got desired"
                        + " dtype=torch.int64");
    }

    @Test
    void gradients_are_converted_with_their_parameters() {
        Linear layer = new Linear(2, 1);
        try (var scope = new TensorScope()) {
            layer.call(Torch.ones(1, 2)).sum().backward();
        }
        layer.doubleValue();
        try (var scope = new TensorScope()) {
            assertThat(Objects.requireNonNull(layer.weight.grad()).dtype()).isEqualTo(DType.FLOAT64);
            layer.zeroGrad(false);
            assertThat(Objects.requireNonNull(layer.weight.grad()).sum().item()).isZero();
        }
    }

    @Test
    void meta_modules_get_memory_when_asked() {
        Linear layer = new Linear(2, 3, o -> o.device(Device.META));
        assertThatThrownBy(() -> layer.to(Device.CPU)).hasMessageContaining("Cannot copy out of meta tensor; no data!");
        layer.toEmpty(Device.CPU);
        assertThat(layer.weight.device()).isEqualTo(Device.CPU);
        assertThat(layer.weight.requiresGrad()).isTrue();
    }
}
