package dev.sconce.it.walk;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.torch.Cuda;
import dev.sconce.torch.CudaEvent;
import dev.sconce.torch.CudaStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** What there is of CUDA where there is none. */
@LiveTest
class DevicesTest extends ProgramsTest {

    @Test
    @DisabledIf("dev.sconce.torch.Torch#cudaIsAvailable")
    void withoutCuda() {
        print(Cuda.isAvailable(), Cuda.deviceCount());
        print(Cuda.memoryAllocated(0), Cuda.maxMemoryAllocated(0));
        print(Cuda.memoryReserved(0), Cuda.maxMemoryReserved(0), Cuda.memoryStats(0));
        Cuda.emptyCache();
        printError(Cuda::currentDevice);
        printError(Cuda::synchronize);
        printError(() -> Cuda.synchronize(3));
        printError(Cuda::currentStream);
        printError(Cuda::defaultStream);
        printError(CudaStream::new);
        printError(CudaEvent::new);
        printError(() -> new CudaEvent(true));
        printError(() -> Cuda.device(0));
        printError(() -> Cuda.getDeviceName(0));
        printError(() -> Cuda.getDeviceProperties(0));
        printError(() -> Cuda.getDeviceCapability(0));
        printError(() -> Cuda.canDeviceAccessPeer(0, 1));
        printError(() -> Cuda.freeMemory(0));
        printError(() -> Cuda.setPerProcessMemoryFraction(0.5, 0));
    }
}
