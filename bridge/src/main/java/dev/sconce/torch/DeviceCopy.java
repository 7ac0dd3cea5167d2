package dev.sconce.torch;

import org.bytedeco.pytorch.global.torch;

/** Brings the tensors of a checkpoint to their device and back. */
final class DeviceCopy {
    private DeviceCopy() {}

    /**
     * A copy of a host tensor on another device.
     *
     * @throws TorchException if the device is not there, with the remedy
     */
    static Tensor to(Tensor onHost, Device device) {
        if (device.type().equals("cuda") && !torch.cuda_is_available()) {
            throw new TorchException(
                    "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is"
                            + " False. If you are running on a CPU-only machine, please use Torch.load with mapLocation(Device.CPU)"
                            + " to map your storages to the CPU.");
        }
        try (var target = device.toNative()) {
            return Tensor.own(onHost.handle().to(target, onHost.handle().scalar_type()));
        }
    }

    /** All the bytes of a tensor's storage, on the host. */
    static org.bytedeco.pytorch.Tensor storageToHost(org.bytedeco.pytorch.Tensor tensor) {
        try (var all = Storage.bytesOf(tensor)) {
            return all.cpu();
        }
    }
}
