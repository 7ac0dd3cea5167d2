package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class TensorScopeTest {
    private final long before = Torch.liveTensors();

    private static Tensor ones() {
        Torch.getNumThreads();
        return Tensor.own(torch.ones(2, 3));
    }

    @Test
    void adoptsATensorAndNotItsRows() {
        Tensor alone;
        try (TensorScope none = TensorScope.none()) {
            alone = Torch.ones(2, 2);
        }
        long live = Torch.liveTensors();
        try (TensorScope scope = new TensorScope()) {
            TensorScope.adopt(alone);
            assertThat(Torch.liveTensors()).isEqualTo(live);
        }
        assertThat(alone.isClosed()).isTrue();
    }

    @Test
    void should_free_what_was_made_when_it_ends() {
        Tensor made;
        try (var scope = new TensorScope()) {
            made = ones();
            ones();
            assertThat(Torch.liveTensors() - before).isEqualTo(2);
        }
        assertThat(made.isClosed()).isTrue();
        assertThat(Torch.liveTensors()).isEqualTo(before);
    }

    @Test
    void should_give_a_tensor_to_the_scope_around_it() {
        Tensor moved;
        Tensor kept;
        try (var outer = new TensorScope()) {
            try (var inner = new TensorScope()) {
                moved = inner.moveOut(ones());
                kept = inner.keep(ones());
            }
            assertThat(moved.isClosed()).isFalse();
        }
        assertThat(moved.isClosed()).isTrue();
        assertThat(kept.isClosed()).isFalse();
        kept.close();
        assertThat(Torch.liveTensors()).isEqualTo(before);
    }

    @Test
    void should_hand_tensors_from_one_thread_s_scope_to_another_s() throws InterruptedException {
        List<Tensor> handed = new ArrayList<>();
        var thread = new Thread(() -> {
            try (var scope = new TensorScope()) {
                ones();
                Tensor wanted = ones();
                handed.addAll(scope.keepIf(tensor -> tensor == wanted));
            }
        });
        thread.start();
        thread.join();
        assertThat(handed).hasSize(1);
        assertThat(Torch.liveTensors() - before).isEqualTo(1);
        TensorScope.adopt(handed); // into none
        try (var scope = new TensorScope()) {
            TensorScope.adopt(handed);
            assertThat(handed.get(0).isClosed()).isFalse();
        }
        assertThat(handed.get(0).isClosed()).isTrue();
        assertThat(Torch.liveTensors()).isEqualTo(before);
    }

    @Test
    void should_leave_alone_what_is_made_in_no_scope() {
        Tensor made;
        try (var scope = new TensorScope()) {
            try (var outside = TensorScope.none()) {
                made = ones();
            }
        }
        assertThat(made.isClosed()).isFalse();
        made.close();
    }

    @Test
    void should_refuse_to_be_closed_out_of_order() {
        var outer = new TensorScope();
        var inner = new TensorScope();
        assertThatThrownBy(outer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("still open");
        inner.close();
        outer.close();
    }

    @Test
    void should_refuse_another_thread() throws InterruptedException {
        try (var scope = new TensorScope()) {
            var thrown = new Throwable[1];
            var thread = new Thread(() -> {
                try {
                    scope.close();
                } catch (IllegalStateException e) {
                    thrown[0] = e;
                }
            });
            thread.start();
            thread.join();
            assertThat(thrown[0]).hasMessageContaining("belongs to thread");
        }
    }

    @Test
    void should_say_what_is_wrong_when_a_closed_tensor_is_used() {
        Tensor tensor = ones();
        tensor.close();
        tensor.close();
        assertThatThrownBy(tensor::shape)
                .isInstanceOf(TorchException.class)
                .hasMessageContaining("This tensor is closed");
    }

    @Test
    void should_let_the_collector_free_what_is_in_no_scope() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            ones();
        }
        for (int i = 0; i < 100 && Torch.liveTensors() > before; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(Torch.liveTensors()).isLessThanOrEqualTo(before);
    }
}
