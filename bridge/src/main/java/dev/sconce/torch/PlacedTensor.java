package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/** Where a tensor is, and its copies elsewhere. */
abstract class PlacedTensor extends NativeTensor {
    PlacedTensor(org.bytedeco.pytorch.Tensor handle, @Nullable TensorScope owner) {
        super(handle, owner);
    }

    /**
     * Where the elements are.
     *
     * @return the device
     * @throws TorchException if there is no tensor ({@link Tensor#isDefined})
     */
    public final Device device() {
        org.bytedeco.pytorch.Tensor open = outline();
        if (open.is_cpu()) {
            return Device.CPU; // without a native twin to make and free
        }
        try (org.bytedeco.pytorch.Device device = open.device()) {
            return Device.of(device);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * This tensor on a device, as {@code Tensor.to(device)}.
     *
     * @param device where to
     * @return a copy; where it is there already, a tensor over the same elements
     * @throws TorchException if there is no such device, or nothing to copy on this one
     */
    public final Tensor to(Device device) {
        try {
            return Tensor.own(handle().to(Marshal.device(device), handle().scalar_type()));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * This tensor in the memory of the host, as {@code Tensor.cpu()}.
     *
     * @return a copy; where it is there already, a tensor over the same elements
     */
    public final Tensor cpu() {
        return to(Device.CPU);
    }

    /**
     * This tensor on the current CUDA device, as {@code Tensor.cuda()}.
     *
     * @return a copy; where it is there already, a tensor over the same elements
     * @throws TorchException if there is no CUDA device
     */
    public final Tensor cuda() {
        return to(new Device("cuda", -1));
    }
}
