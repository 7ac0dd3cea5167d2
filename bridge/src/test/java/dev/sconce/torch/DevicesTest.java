package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

/** The texts are those of Python's PyTorch 2.13. */
class DevicesTest {
    static boolean hasCuda() {
        return Torch.cudaIsAvailable();
    }

    static boolean hasMps() {
        return Mps.isAvailable();
    }

    @Test
    @DisabledIf("hasCuda")
    void saysWhatIsMissingWhereThereIsNoCuda() {
        assertThat(Cuda.isAvailable()).isFalse();
        assertThat(Cuda.deviceCount()).isZero();
        assertThat(Cuda.memoryAllocated(0)).isZero();
        assertThat(Cuda.maxMemoryReserved(0)).isZero();
        Cuda.emptyCache();
        String missing = "Torch not compiled with CUDA enabled";
        assertThatThrownBy(Cuda::currentDevice)
                .isInstanceOf(TorchException.class)
                .hasMessage(missing);
        assertThatThrownBy(Cuda::synchronize).hasMessage(missing);
        assertThatThrownBy(() -> Cuda.getDeviceName(0)).hasMessage(missing);
        assertThatThrownBy(() -> Cuda.device(0)).hasMessage("PyTorch was compiled without CUDA support");
        assertThatThrownBy(CudaStream::new).hasMessage("torch.cuda.Stream requires CUDA support");
        assertThatThrownBy(Cuda::currentStream).hasMessage(missing);
        assertThatThrownBy(CudaEvent::new).hasMessage("Tried to instantiate dummy base class Event");
        assertThatThrownBy(() -> Cuda.getDeviceProperties(0)).hasMessage(missing);
        assertThatThrownBy(() -> Cuda.getDeviceCapability(0)).hasMessage(missing);
        assertThatThrownBy(() -> Cuda.canDeviceAccessPeer(0, 1)).hasMessage(missing);
        assertThatThrownBy(() -> Cuda.setPerProcessMemoryFraction(0.5, 0)).hasMessage(missing);
        assertThatThrownBy(() -> Cuda.freeMemory(0)).hasMessage(missing);
        assertThat(Cuda.memoryStats(0)).isEmpty();
        assertThatThrownBy(() -> new Generator(Device.cuda(0)))
                .isInstanceOf(TorchException.class)
                .hasMessageStartingWith("Cannot get CUDA generator without ATen_cuda library.");
    }

    @Test
    @DisabledIf("hasMps")
    void saysWhatIsMissingWhereThereIsNoMps() {
        assertThat(Mps.isAvailable()).isFalse();
        assertThatThrownBy(Mps::synchronize)
                .isInstanceOf(TorchException.class)
                .hasMessageContaining("without MPS backend.");
        assertThatThrownBy(Mps::currentAllocatedMemory)
                .hasMessage("Cannot execute getCurrentAllocatedMemory() without MPS backend.");
    }

    @Test
    void hasShapesWithoutDataOnMeta() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.empty(new long[] {1000, 1000, 1000}, o -> o.device(Device.META));
            assertThat(x.mul(2).sum(0).shape()).containsExactly(1000, 1000);
            assertThat(x.device()).isEqualTo(Device.META);
        }
    }

    @Test
    @EnabledIf("hasCuda")
    void computesOnStreamsOfCuda() {
        try (var scope = new TensorScope()) {
            Tensor pinned = Torch.ones(1 << 20).pinMemory();
            assertThat(pinned.isPinned()).isTrue();
            CudaStream stream = new CudaStream();
            CudaStream before = Cuda.currentStream();
            stream.waitStream(before);
            Tensor x;
            try (var chosen = Cuda.stream(stream)) {
                assertThat(Cuda.currentStream()).isEqualTo(stream);
                x = pinned.to(Device.cuda(0), DType.FLOAT32, true).mul(2);
            }
            before.waitStream(stream);
            stream.use(x);
            assertThat(x.sum().item()).isEqualTo(2 << 20);
            stream.synchronize();
            assertThat(stream.query()).isTrue();
            assertThat(Cuda.memoryAllocated(0)).isPositive();
            assertThat(Cuda.getDeviceName(0)).isNotEmpty();
            Generator generator = new Generator(Device.cuda(0)).manualSeed(1);
            assertThat(generator.device().type()).isEqualTo("cuda");
        }
    }

    @Test
    @EnabledIf("hasCuda")
    void measuresTimeByEventsOfCuda() {
        try (var scope = new TensorScope();
                var start = new CudaEvent(true);
                var end = new CudaEvent(true);
                var plain = new CudaEvent()) {
            assertThat(start.query()).isTrue();
            assertThatThrownBy(() -> start.elapsedTime(end))
                    .hasMessage("Both events must be recorded before calculating elapsed time.");
            Tensor x = Torch.ones(o -> o.device(Device.cuda(0)), 1024, 1024);
            start.record();
            x.mm(x);
            end.record();
            plain.record();
            end.synchronize();
            assertThat(end.query()).isTrue();
            assertThat(start.elapsedTime(end)).isPositive();
            CudaStream other = new CudaStream();
            end.await(other);
            other.synchronize();
            plain.synchronize();
            assertThatThrownBy(() -> start.elapsedTime(plain))
                    .hasMessage("Both events must be created with argument 'enable_timing=True'.");
        }
    }

    @Test
    @EnabledIf("hasCuda")
    void tellsWhatACudaDeviceIsAndHolds() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.ones(o -> o.device(Device.cuda(0)), 1 << 20);
            assertThat(Cuda.memoryStats(0))
                    .containsEntry("allocated_bytes.all.current", Cuda.memoryAllocated(0))
                    .containsEntry("reserved_bytes.all.peak", Cuda.maxMemoryReserved(0))
                    .containsKeys("oversize_segments.freed", "num_ooms", "active.large_pool.allocated");
            assertThat(x.isCuda()).isTrue();
            CudaDeviceProperties properties = Cuda.getDeviceProperties(0);
            assertThat(properties.totalMemory()).isEqualTo(Cuda.totalMemory(0));
            assertThat(properties.multiProcessorCount()).isPositive();
            assertThat(Cuda.getDeviceCapability(0)).containsExactly(properties.major(), properties.minor());
            assertThat(properties.toString()).contains(Cuda.getDeviceName(0));
            Cuda.resetAccumulatedMemoryStats(0);
            assertThat(Cuda.memoryStats(0)).containsEntry("allocated_bytes.all.freed", 0L);
        }
    }
}
