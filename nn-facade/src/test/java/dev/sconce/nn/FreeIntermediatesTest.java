package dev.sconce.nn;

import static dev.sconce.torch.Torch.randn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreeIntermediatesTest {

    /** Results that hold tensors in every way that is looked into, and one that is not. */
    private static final class Branches extends Module1<Tensor, Object> {
        final Linear child = new Linear(2, 2);
        private final boolean opaque;

        Branches(boolean opaque) {
            this.opaque = opaque;
        }

        @Override
        protected Object forward(Tensor x) {
            Tensor y = child.call(x).exp();
            return opaque ? new Tensor[] {y} : List.of(y, Map.of("twice", y.mul(2), "n", 3));
        }
    }

    private static Sequential net() {
        Torch.manualSeed(0);
        return new Sequential(
                new Sequential(new Linear(3, 4), new Tanh(), new Linear(4, 4), new Tanh()), new Linear(4, 1));
    }

    @Test
    void should_keep_the_result_alone() {
        try (var scope = new TensorScope()) {
            Sequential net = net();
            net.freeIntermediates(true);
            Tensor x = randn(5, 3);
            long before = Torch.liveTensors();
            Tensor y = net.call(x);
            assertThat(Torch.liveTensors() - before).isEqualTo(1);
            assertThat(y.isClosed()).isFalse();
            net.freeIntermediates(false);
            net.call(x);
            assertThat(Torch.liveTensors() - before).isEqualTo(6);
        }
    }

    @Test
    void should_leave_the_gradients_as_they_are() {
        try (var scope = new TensorScope()) {
            Sequential net = net();
            Tensor x = randn(5, 3);
            net.call(x).sum().backward();
            List<Tensor> plain =
                    net.parameters().stream().map(p -> p.grad().clone()).toList();
            net.zeroGrad();
            net.freeIntermediates(true);
            net.call(x).sum().backward();
            for (int i = 0; i < plain.size(); i++) {
                assertThat(net.parameters().get(i).grad().equal(plain.get(i))).isTrue();
            }
        }
    }

    @Test
    void should_hand_on_an_input_that_is_returned_unchanged() {
        try (var scope = new TensorScope()) {
            Sequential same = new Sequential(new Identity());
            same.freeIntermediates(true);
            Tensor x = randn(2);
            assertThat(same.call(x)).isSameAs(x);
            assertThat(x.isClosed()).isFalse();
        }
    }

    @Test
    void should_find_the_tensors_of_lists_and_maps() {
        try (var scope = new TensorScope()) {
            Branches module = new Branches(false);
            module.freeIntermediates(true);
            Tensor x = randn(1, 2);
            long before = Torch.liveTensors();
            List<?> result = (List<?>) module.call(x);
            assertThat(Torch.liveTensors() - before).isEqualTo(2);
            assertThat(((Tensor) result.get(0)).isClosed()).isFalse();
            assertThat(((Tensor) ((Map<?, ?>) result.get(1)).get("twice")).isClosed())
                    .isFalse();
        }
    }

    @Test
    void should_free_nothing_where_the_result_cannot_be_looked_into() {
        try (var scope = new TensorScope()) {
            Branches module = new Branches(true);
            module.freeIntermediates(true);
            assertThat(((Tensor[]) module.call(randn(1, 2)))[0].isClosed()).isFalse();
        }
    }

    @Test
    void should_show_a_hook_the_tensors_before_they_go() {
        try (var scope = new TensorScope()) {
            Sequential net = net();
            net.freeIntermediates(true);
            List<Tensor> kept = new ArrayList<>();
            List<Tensor> lost = new ArrayList<>();
            Module inner = net.get(0);
            inner.registerForwardHook((module, args, output) -> {
                lost.add((Tensor) output);
                kept.add(((Tensor) output).detach());
                scope.keep(kept.get(0));
            });
            net.call(randn(5, 3));
            assertThat(kept.get(0).shape()).containsExactly(5, 4);
            assertThat(lost.get(0).isClosed()).isTrue();
            kept.get(0).close();
        }
    }

    @Test
    void should_free_everything_when_the_pass_fails() {
        try (var scope = new TensorScope()) {
            Sequential net = net();
            net.freeIntermediates(true);
            Tensor x = randn(5, 3);
            net.append(new Linear(7, 1));
            long before = Torch.liveTensors();
            assertThatThrownBy(() -> net.call(x)).isInstanceOf(TorchException.class);
            assertThat(Torch.liveTensors()).isEqualTo(before);
        }
    }
}
