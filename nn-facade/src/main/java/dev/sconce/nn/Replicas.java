package dev.sconce.nn;

import dev.sconce.torch.Autograd;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.List;

/** Copies of a module for several devices, whose gradients go to the module ({@code torch/nn/parallel/replicate.py}). */
final class Replicas {
    private Replicas() {}

    static <M extends Module> List<M> of(M module, List<Device> devices, boolean detach) {
        for (Module each : module.modules()) {
            if (each instanceof LazyModule lazy && lazy.hasUninitializedParams()) {
                throw new TorchException(
                        "Modules with uninitialized parameters can't be used with `DataParallel`. Run a"
                                + " dummy forward pass to correctly initialize the modules");
            }
        }
        List<M> replicas = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            boolean first = i == 0;
            replicas.add(ModuleCopy.replicaOf(
                    module, parameter -> replica(parameter, device, detach), buffer -> replica(buffer, device, first)));
        }
        return replicas;
    }

    /** Not a leaf: a function of the module's own parameter, so that the gradient is added up there. */
    private static Parameter replica(Parameter parameter, Device device, boolean detach) {
        boolean recorded = !detach && Autograd.isEnabled() && parameter.requiresGrad();
        try (var scope = new TensorScope()) {
            Tensor moved = parameter.to(options -> options.device(device));
            Tensor shared = moved.isSame(parameter) ? parameter.viewAs(parameter) : moved;
            return new Parameter(new Parameter.AsItIs(recorded ? shared : shared.detach()));
        }
    }

    /** The first replica changes the module's own statistics; those of the others are forgotten, as in Python. */
    private static Buffer replica(Buffer buffer, Device device, boolean first) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor moved = buffer.to(options -> options.device(device));
            boolean alias = first || !moved.isSame(buffer);
            return new Buffer(alias ? moved.detach() : moved.clone(), buffer.isPersistent());
        }
    }
}
