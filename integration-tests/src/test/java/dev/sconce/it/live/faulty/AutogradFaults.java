package dev.sconce.it.live.faulty;

import static dev.sconce.it.live.faulty.Faults.doubles;
import static dev.sconce.it.live.faulty.Faults.leaf;
import static dev.sconce.torch.Torch.inferenceMode;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.slice;

import dev.sconce.torch.Autograd;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;

/** Graphs that are gone, were changed or never were. */
final class AutogradFaults {
    private AutogradFaults() {}

    static Faults all() {
        return passes().addAll(writing()).addAll(flags());
    }

    private static Faults passes() {
        return new Faults()
                .add("backward_twice", AutogradFaults::backwardTwice)
                .add("backward_of_many", () -> leaf().mul(2).backward())
                .add("backward_without_graph", () -> ones().backward())
                .add("backward_gradient_size", () -> leaf().mul(2).backward(ones(2)))
                .add(
                        "backward_of_complex",
                        () -> leaf().to(DType.COMPLEX64).sum().backward())
                .add("grad_unused", () -> Autograd.grad(leaf().sum(), ones(o -> o.requiresGrad(true), 2)))
                .add("grad_no_graph", () -> Autograd.grad(ones(), leaf()))
                .add("grad_input_no_grad", () -> Autograd.grad(leaf().sum(), ones(2)));
    }

    private static void backwardTwice() {
        Tensor z = leaf().exp().sum();
        z.backward();
        z.backward();
    }

    private static Faults writing() {
        return new Faults()
                .add("in_place_on_leaf", () -> leaf().add_(1))
                .add("in_place_on_view_of_leaf", () -> leaf().get(0).mul_(2))
                .add("in_place_on_saved", AutogradFaults::writeToWhatIsSaved)
                .add("in_place_on_expanded", () -> ones(1).expand(3).add_(1))
                .add("in_place_overlap", AutogradFaults::copyToAnOverlap)
                .add("in_place_split_view", () -> parts()[0].mul_(2))
                .add("detach_in_place_view", () -> parts()[0].detach_())
                .add("inference_saved", () -> leaf().mul(inferred()).sum())
                .add("inference_in_place", () -> inferred().add_(1))
                .add("out_with_grad", () -> Torch.addOut(leaf(), leaf(), leaf()))
                .add("resize_with_grad", () -> leaf().resize_(2));
    }

    private static void writeToWhatIsSaved() {
        Tensor y = leaf().exp();
        y.add_(1);
        y.sum().backward();
    }

    private static void copyToAnOverlap() {
        Tensor x = ones(3);
        x.get(slice(1, null)).copy_(x.get(slice(null, -1)));
    }

    private static Tensor[] parts() {
        return leaf().mul(1).split(new long[] {1, 2}, 0).toArray(Tensor[]::new);
    }

    private static Tensor inferred() {
        return inferenceMode(() -> ones(3));
    }

    private static Faults flags() {
        return new Faults()
                .add("requires_grad_of_result", () -> leaf().mul(2).requiresGrad_(false))
                .add("set_grad_size", () -> leaf().setGrad(ones(2)))
                .add("set_grad_dtype", () -> leaf().setGrad(doubles(3)))
                .add("retain_grad_without", () -> ones(2).retainGrad());
    }
}
