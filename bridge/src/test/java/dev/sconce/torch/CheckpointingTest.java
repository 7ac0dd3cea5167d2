package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointingTest {
    private final TensorScope scope = new TensorScope();
    private final AtomicInteger runs = new AtomicInteger();
    private final Tensor weight = Values.leaf(2, -1, 0.5);

    @AfterEach
    void free() {
        scope.close();
    }

    private Tensor part(Tensor x) {
        runs.incrementAndGet();
        return Torch.dropout(x.mul(weight).exp(), 0.5, true);
    }

    @Test
    void computesAgainWithTheSameRandomNumbers() {
        Tensor x = Values.leaf(1, 2, 3);
        Torch.manualSeed(5);
        Tensor plain = part(x);
        plain.sum().backward();
        double[] gradX = Values.of(x.grad());
        double[] gradWeight = Values.of(weight.grad());
        double[] next = Values.of(Torch.rand(3));
        x.setGrad(null);
        weight.setGrad(null);
        runs.set(0);

        Torch.manualSeed(5);
        Tensor checkpointed = Checkpointing.checkpoint(this::part, x);
        assertThat(Values.of(checkpointed)).containsExactly(Values.of(plain));
        checkpointed.sum().backward();
        assertThat(runs).hasValue(2);
        assertThat(Values.of(x.grad())).containsExactly(gradX);
        assertThat(Values.of(weight.grad())).containsExactly(gradWeight);
        assertThat(Values.of(Torch.rand(3))).containsExactly(next); // the stream goes on as if nothing was drawn again
    }

    @Test
    void trainsParametersWhereNoInputRequiresAGradient() {
        Tensor out = Checkpointing.checkpoint(x -> x.mul(weight), Values.vector(1, 2, 3));
        out.sum().backward();
        assertThat(Values.of(weight.grad())).containsExactly(1, 2, 3);
    }

    @Test
    void givesGradientsOfWhatIsCapturedTwice() {
        Tensor x = Values.leaf(1, 2, 3);
        Tensor out = Checkpointing.checkpoint(
                        in -> List.of(in.get(0).mul(weight).pow(2)), List.of(x), List.of(weight))
                .get(0);
        List<Tensor> first = Collections.unmodifiableList(
                Autograd.grad(List.of(out.sum()), List.of(x, weight), o -> o.createGraph(true)));
        assertThat(Values.of(first.get(1))).containsExactly(4, -8, 9); // 2 x^2 w
        assertThat(Values.of(Autograd.grad(first.get(1).sum(), x).get(0))).containsExactly(8, -8, 6); // 4 x w
        assertThat(weight.grad()).isNull();
    }

    @Test
    void findsWhatIsCaptured() {
        Tensor x = Values.leaf(1, 2, 3);
        Tensor inner = weight.mul(1);
        Tensor out = Checkpointing.checkpoint(in -> in.mul(weight).mul(inner), x);
        List<Tensor> grads = Autograd.grad(out.sum(), x, weight);
        assertThat(Values.of(grads.get(0))).containsExactly(4, 1, 0.25); // w^2
        assertThat(Values.of(grads.get(1))).containsExactly(4, -4, 3); // 2 w x
        assertThat(weight.grad()).isNull();

        Tensor again = Checkpointing.checkpoint(in -> in.mul(weight).pow(2), x);
        Tensor first = Autograd.grad(List.of(again.sum()), List.of(weight), o -> o.createGraph(true))
                .get(0);
        assertThat(Values.of(Autograd.grad(first.sum(), x).get(0))).containsExactly(8, -8, 6); // 4 x w

        Tensor partly = Checkpointing.checkpoint(in -> in.mul(weight), x);
        partly.sum().backward(o -> o.inputs(weight));
        assertThat(Values.of(weight.grad())).containsExactly(1, 2, 3);
        assertThat(x.grad()).isNull();

        Tensor twice = Checkpointing.checkpoint(in -> in.mul(x), x); // an input that is captured, too
        assertThat(Values.of(Autograd.grad(twice.sum(), x).get(0))).containsExactly(2, 4, 6);
        assertThat(CapturedTensors.lookers).isZero();
    }

    @Test
    void findsWhatWasClosedSince() {
        Tensor x = Values.leaf(1, 2, 3);
        Tensor out = Checkpointing.checkpoint(
                in -> {
                    try (TensorScope inside = new TensorScope()) {
                        return inside.moveOut(in.mul(Tensor.wrap(weight.handle())));
                    }
                },
                x);
        out.sum().backward();
        assertThat(Values.of(weight.grad())).containsExactly(1, 2, 3);
    }

    @Test
    void isToldOfWhatOtherThreadsUse() {
        Tensor x = Values.leaf(1, 2, 3);
        Tensor made = weight.mul(2);
        List<Tensor> out = Checkpointing.checkpoint(
                in -> {
                    boolean recorded = Autograd.isEnabled();
                    return List.of(CompletableFuture.supplyAsync(() -> {
                                try (ThreadMode mode = Autograd.setEnabled(recorded)) {
                                    return in.get(0).mul(weight).mul(made);
                                }
                            })
                            .join()
                            .mul(weight));
                },
                List.of(x),
                List.of(weight, made));
        out.get(0).sum().backward();
        assertThat(Values.of(weight.grad())).containsExactly(24, 12, 4.5); // 6 x w^2
    }

    @Test
    void looksNoLongerWhenAPartFails() {
        Tensor x = Values.leaf(1, 2, 3);
        Tensor out = Checkpointing.checkpoint(
                in -> {
                    if (runs.incrementAndGet() == 2) {
                        throw new IllegalStateException("second run");
                    }
                    return in.mul(weight);
                },
                x);
        assertThatThrownBy(() -> out.sum().backward()).hasMessage("second run");
        UnaryOperator<Tensor> failing = in -> {
            in.mul(weight);
            throw new IllegalStateException("first run");
        };
        assertThatThrownBy(() -> Checkpointing.checkpoint(failing, x)).hasMessage("first run");
        assertThat(CapturedTensors.lookers).isZero();
        assertThat(CapturedTensors.standIns()).isNull();
        assertThat(Autograd.isEnabled()).isTrue();
    }

    @Test
    void leavesNothingToGradIfReentrant() {
        Tensor x = Values.leaf(1, 2, 3);
        Tensor out = Checkpointing.checkpoint(in -> in.mul(weight), x, o -> o.useReentrant(true));
        assertThatThrownBy(() -> Autograd.grad(out.sum(), x))
                .isInstanceOf(TorchException.class)
                .hasMessageStartingWith("When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad()");
        Tensor other = Checkpointing.checkpoint(in -> in.mul(weight), x, o -> o.useReentrant(true));
        other.sum().backward();
        assertThat(Values.of(x.grad())).containsExactly(2, -1, 0.5);
        assertThat(Values.of(weight.grad())).containsExactly(1, 2, 3);
    }

    @Test
    void runsInContexts() {
        Tensor x = Values.leaf(1, 2, 3);
        List<String> seen = new ArrayList<>();
        Tensor out = Checkpointing.checkpoint(
                in -> {
                    seen.add("run");
                    return in.exp();
                },
                x,
                o -> o.contextFn(() -> opened(seen, "forward"), () -> opened(seen, "recompute")));
        out.sum().backward();
        assertThat(seen).containsExactly("forward", "run", "end of forward", "recompute", "run", "end of recompute");
        AutoCloseable broken = () -> {
            throw new IOException("boo");
        };
        assertThatThrownBy(() -> Checkpointing.checkpoint(Tensor::exp, x, o -> o.contextFn(() -> broken, () -> broken)))
                .isInstanceOf(TorchException.class)
                .hasMessageContaining("boo");
    }

    private static AutoCloseable opened(List<String> seen, String name) {
        seen.add(name);
        return () -> seen.add("end of " + name);
    }

    @Test
    void refusesAPartThatComputesSomethingElseTheSecondTime() {
        Tensor x = Torch.ones(2).requiresGrad_();
        AtomicInteger runs = new AtomicInteger();
        Tensor y = Checkpointing.checkpoint(
                (Tensor at) -> runs.getAndIncrement() == 0
                        ? at.exp()
                        : at.narrow(0, 0, 1).exp(),
                x);
        assertThatThrownBy(() -> y.sum().backward())
                .hasMessage(
                        "torch.utils.checkpoint: Recomputed values for the following tensors have different metadata"
                                + " than during the forward pass.\ntensor at position 0:\n"
                                + "saved metadata: {'shape': torch.Size([2]), 'dtype': torch.float32,"
                                + " 'device': device(type='cpu')}\n"
                                + "recomputed metadata: {'shape': torch.Size([1]), 'dtype': torch.float32,"
                                + " 'device': device(type='cpu')}\n");
        List<Tensor> ys = Checkpointing.checkpoint(
                in -> runs.getAndIncrement() == 2 ? in : List.of(in.get(0), in.get(0)), List.of(x));
        assertThatThrownBy(() -> ys.get(0).sum().backward())
                .hasMessageContaining("A different number of tensors was saved during the original forward");
    }

    @Test
    void runsChainsInSegments() {
        Tensor x = Values.leaf(1, 2, 3);
        UnaryOperator<Tensor> step = in -> {
            runs.incrementAndGet();
            return in.mul(weight);
        };
        Tensor out = Checkpointing.checkpointSequential(List.of(step, step, step, step, step), 2, x);
        assertThat(runs).hasValue(5);
        out.sum().backward();
        assertThat(runs).hasValue(7);
        assertThat(Values.of(x.grad())).containsExactly(32, -1, 1 / 32.0);
        assertThatThrownBy(() -> Checkpointing.checkpointSequential(List.of(step), 2, x))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheModeOfAutocast() {
        Tensor x = Torch.ones(4, 4).requiresGrad_();
        Tensor out = Autocast.on(
                "cpu",
                () -> Checkpointing.checkpoint(
                        in -> {
                            Tensor product = in.mm(in);
                            assertThat(product.dtype()).isEqualTo(DType.BFLOAT16);
                            return product;
                        },
                        x));
        out.to(DType.FLOAT32).sum().backward();
        assertThat(x.grad().dtype()).isEqualTo(DType.FLOAT32);
    }
}
