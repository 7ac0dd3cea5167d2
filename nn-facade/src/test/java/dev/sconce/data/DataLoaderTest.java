package dev.sconce.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Generator;
import dev.sconce.torch.Rng;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLoaderTest {
    private static DataLoader<Tensor> numbers(long size, Consumer<DataLoaderOptions> options) {
        return new DataLoader<>(new Numbers(size), Collate.to(Tensor.class), options);
    }

    private static List<List<Long>> batches(DataLoader<Tensor> loader) {
        List<List<Long>> batches = new ArrayList<>();
        loader.forEachInScope(
                batch -> batches.add(Arrays.stream(batch.toLongArray()).boxed().toList()));
        return batches;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void should_make_batches_in_order(int workers) {
        var loader = numbers(7, o -> o.batchSize(3).numWorkers(workers));
        assertThat(batches(loader)).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L), List.of(6L));
        assertThat(loader.size()).isEqualTo(3);
        var dropping = numbers(7, o -> o.batchSize(3).numWorkers(workers).dropLast(true));
        assertThat(batches(dropping)).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L));
        assertThat(dropping.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void should_shuffle_with_workers_as_without(int workers) {
        Rng.manualSeed(8);
        var alone = batches(numbers(50, o -> o.batchSize(4).shuffle(true)));
        Rng.manualSeed(8);
        assertThat(batches(numbers(50, o -> o.batchSize(4).shuffle(true).numWorkers(workers))))
                .isEqualTo(alone);
    }

    @Test
    void should_draw_the_workers_seed_and_the_order_from_its_own_generator() {
        Rng.manualSeed(0);
        try (Tensor before = Rng.getState()) {
            var first = batches(numbers(20, o -> o.batchSize(6)
                    .shuffle(true)
                    .generator(new Generator(3))
                    .numWorkers(2)));
            var again = batches(numbers(20, o -> o.batchSize(6).shuffle(true).generator(new Generator(3))));
            assertThat(first).isEqualTo(again);
            try (Tensor after = Rng.getState()) {
                assertThat(Torch.equal(before, after)).isTrue();
            }
        }
    }

    @Test
    void should_take_a_sampler_of_batches_or_none_at_all() {
        var chosen = numbers(9, o -> o.batchSampler(List.of(new long[] {8, 1}, new long[] {2})::iterator));
        assertThat(batches(chosen)).containsExactly(List.of(8L, 1L), List.of(2L));
        List<Long> single = new ArrayList<>();
        new DataLoader<>(new Numbers(3), o -> o.batchSize(null)).forEach(single::add);
        assertThat(single).containsExactly(0L, 1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void should_give_a_batch_to_the_scope_where_it_is_taken_and_free_the_rest(int workers) {
        Dataset<Tensor> rows = new Dataset<>() {
            @Override
            public Tensor get(long index) {
                return Torch.ones(3).mul(index);
            }

            @Override
            public long size() {
                return 8;
            }
        };
        try (var batches = new DataLoader<>(rows, o -> o.batchSize(2).numWorkers(workers)).iterator()) {
            Tensor first;
            try (var scope = new TensorScope()) {
                first = batches.next();
                assertThat(first.shape()).containsExactly(2, 3);
            }
            assertThat(first.isClosed()).isTrue();
            long before = Torch.liveTensors();
            Tensor loose = batches.next();
            assertThat(loose.isClosed()).isFalse();
            loose.close();
            if (workers == 0) {
                assertThat(Torch.liveTensors()).isEqualTo(before);
            }
        }
    }

    @Test
    void should_keep_whatever_was_made_for_a_batch_that_it_cannot_look_into() {
        final class Opaque {
            final Tensor inside = Torch.ones(2);
        }
        try (var scope = new TensorScope();
                var batches =
                        new DataLoader<>(new Numbers(1), samples -> new Opaque(), o -> o.numWorkers(1)).iterator()) {
            assertThat(batches.next().inside.isClosed()).isFalse();
        }
    }

    @Test
    void should_leave_the_dataset_s_own_tensors_open() {
        try (Tensor own = Torch.ones(2)) {
            Dataset<Tensor> same = new Subset<>(
                    new Dataset<Tensor>() {
                        @Override
                        public Tensor get(long index) {
                            return own;
                        }

                        @Override
                        public long size() {
                            return 1;
                        }
                    },
                    0);
            new DataLoader<>(same, o -> o.batchSize(null))
                    .forEachInScope(sample -> assertThat(sample).isSameAs(own));
            assertThat(own.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_leak_nothing_when_an_iteration_is_left_early(boolean closed) throws InterruptedException {
        leaveEarly(closed);
        awaitNoWorkers();
    }

    private static void leaveEarly(boolean closed) {
        try (var scope = new TensorScope()) {
            var batches = numbers(100, o -> o.batchSize(2).numWorkers(3)).iterator();
            batches.next();
            if (closed) {
                batches.close();
                assertThat(batches.hasNext()).isFalse();
            }
        }
    }

    private static void awaitNoWorkers() throws InterruptedException {
        for (int i = 0; i < 200 && workers() > 0; i++) {
            System.gc();
            Thread.sleep(5);
        }
        assertThat(workers()).isZero();
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sconce-data-worker"))
                .count();
    }

    @Test
    void should_refuse_options_that_do_not_fit_together() {
        assertRefused(o -> o.numWorkers(-1), "num_workers option should be non-negative");
        assertRefused(o -> o.prefetchFactor(2), "prefetch_factor option could only be specified in multiprocessing.");
        assertRefused(o -> o.persistentWorkers(true), "persistent_workers option needs num_workers > 0");
        assertRefused(
                o -> o.shuffle(true).sampler(new SequentialSampler(new Numbers(3))),
                "sampler option is mutually exclusive with shuffle");
        assertRefused(
                o -> o.batchSize(2).batchSampler(List.of(new long[] {1})::iterator),
                "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last");
        assertRefused(o -> o.batchSize(null), "batch_size=None option disables auto-batching");
        assertRefused(o -> o.batchSize(0), "batch_size should be a positive integer value, but got batch_size=0");
    }

    private static void assertRefused(Consumer<DataLoaderOptions> options, String message) {
        assertThatThrownBy(() -> numbers(3, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
