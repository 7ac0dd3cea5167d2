package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who frees a native tensor, and when. */
class UnscopedTensorsTest {
    private long before;

    @BeforeEach
    void collectWhatWasLeft() throws InterruptedException {
        Torch.getNumThreads();
        before = settled();
    }

    /** How many tensors are alive when the collector has done its work. */
    private static long settled() throws InterruptedException {
        long live = Torch.liveTensors();
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(10);
            live = Torch.liveTensors();
        }
        return live;
    }

    @Test
    void should_free_a_native_tensor_once_whatever_is_done_with_its_handle() {
        org.bytedeco.pytorch.Tensor raw = torch.ones(2);
        org.bytedeco.pytorch.Tensor another = new org.bytedeco.pytorch.Tensor(raw);
        long owner = Deallocators.take(raw);
        assertThat(owner).isNotZero();
        raw.close(); // frees nothing
        assertThat(another.use_count()).isEqualTo(2);
        assertThat(Deallocators.take(raw)).isZero();
        Deallocators.free(owner);
        assertThat(another.use_count()).isEqualTo(1);
        another.close();
    }

    @Test
    void should_leave_to_a_pointer_scope_what_it_holds() {
        org.bytedeco.pytorch.Tensor outside = torch.ones(2);
        try (PointerScope scope = new PointerScope()) {
            var held = new org.bytedeco.pytorch.Tensor(outside);
            assertThat(Deallocators.take(held)).isZero();
            Tensor wrapped = Tensor.own(new org.bytedeco.pytorch.Tensor(outside));
            assertThat(outside.use_count()).isEqualTo(3);
            wrapped.close();
        }
        assertThat(outside.use_count()).isEqualTo(1);
        outside.close();
    }

    @Test
    void should_not_use_a_handle_that_was_closed_with_its_tensor() {
        Tensor unscoped = Torch.ones(2);
        org.bytedeco.pytorch.Tensor handle = unscoped.unwrap();
        unscoped.close();
        assertThat(handle.isNull()).isTrue();
        Tensor scoped;
        try (TensorScope scope = new TensorScope()) {
            scoped = Torch.ones(2);
            handle = scoped.unwrap();
        }
        assertThat(handle.isNull()).isTrue();
        assertThat(scoped.isClosed()).isTrue();
    }

    @Test
    void should_free_those_that_are_gone_and_keep_those_that_are_not() throws InterruptedException {
        List<Tensor> kept = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Tensor made = Torch.full(new long[] {3}, i);
            if (i % 50 == 0) {
                kept.add(made);
            }
            if (i % 5000 == 0) {
                System.gc(); // so that the walk, and the moves of what lives long, happen between
            }
        }
        assertThat(settled() - before).isEqualTo(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i).toDoubleArray()).containsOnly(50 * i);
            kept.get(i).close();
        }
        assertThat(Torch.liveTensors()).isEqualTo(before);
    }

    @Test
    void should_free_what_is_gone_while_nothing_is_made() throws InterruptedException {
        org.bytedeco.pytorch.Tensor shared = torch.ones(2);
        for (int i = 0; i < 1000; i++) {
            Tensor.wrap(shared);
        }
        for (int i = 0; i < 500 && shared.use_count() > 1; i++) {
            if (i % 50 == 0) {
                System.gc();
            }
            Thread.sleep(10);
        }
        assertThat(shared.use_count()).isEqualTo(1);
        shared.close();
    }

    @Test
    void should_free_what_went_into_a_scope_and_out_again() throws InterruptedException {
        Tensor wanderer = Torch.ones(4);
        try (TensorScope scope = new TensorScope()) {
            TensorScope.adopt(List.of(wanderer));
            scope.keep(wanderer);
            TensorScope.adopt(List.of(wanderer));
        }
        assertThat(wanderer.isClosed()).isTrue();
        Tensor out;
        try (TensorScope scope = new TensorScope()) {
            out = scope.keep(Torch.ones(4));
        }
        assertThat(out.sum().item()).isEqualTo(4);
        out.close();
        assertThat(settled()).isEqualTo(before);
    }

    @Test
    void should_free_what_a_scope_took_over_that_nobody_closed() throws InterruptedException {
        org.bytedeco.pytorch.Tensor shared = torch.ones(2);
        Thread thread = new Thread(() -> {
            Tensor adopted = Tensor.wrap(shared);
            new TensorScope();
            TensorScope.adopt(List.of(adopted));
        });
        thread.start();
        thread.join();
        assertThat(settled()).isEqualTo(before);
        assertThat(shared.use_count()).isEqualTo(1);
        shared.close();
    }
}
