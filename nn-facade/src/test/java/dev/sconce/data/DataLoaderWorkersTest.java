package dev.sconce.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Rng;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLoaderWorkersTest {
    private static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableException(long index) {
            super("sample " + index);
        }
    }

    private record Unreadable(long size, long bad) implements Dataset<Long> {
        @Override
        public Long get(long index) {
            if (index == bad) {
                throw new UnreadableException(index);
            }
            return index;
        }
    }

    private static List<Long> values(DataLoader<Tensor> loader) {
        List<Long> values = new ArrayList<>();
        loader.forEachInScope(batch -> LongStream.of(batch.toLongArray()).forEach(values::add));
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void should_throw_what_the_dataset_threw_and_go_on(int workers) {
        var loader = new DataLoader<>(new Unreadable(6, 2), Collate.to(Tensor.class), o -> o.batchSize(2)
                .numWorkers(workers));
        try (var scope = new TensorScope();
                var batches = loader.iterator()) {
            assertThat(batches.next().toLongArray()).containsExactly(0, 1);
            assertThatThrownBy(batches::next)
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("sample 2")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(workers == 0 ? 0 : 1));
            assertThat(batches.next().toLongArray()).containsExactly(4, 5);
            assertThat(batches.hasNext()).isFalse();
        }
    }

    @Test
    void should_throw_what_a_worker_s_beginning_threw() {
        var loader = new DataLoader<>(
                new Numbers(4), Collate.to(Tensor.class), o -> o.numWorkers(1).workerInitFn(info -> {
                    throw new UnreadableException(info.id());
                }));
        try (var batches = loader.iterator()) {
            assertThatThrownBy(batches::hasNext).isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void should_make_no_more_batches_ahead_than_it_was_told() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Dataset<Long> counting = new Dataset<>() {
            @Override
            public Long get(long index) {
                asked.incrementAndGet();
                return index;
            }

            @Override
            public long size() {
                return 100;
            }
        };
        var loader = new DataLoader<>(
                counting, Collate.to(Tensor.class), o -> o.numWorkers(2).prefetchFactor(3));
        try (var scope = new TensorScope();
                var batches = loader.iterator()) {
            for (int i = 0; i < 200 && asked.get() < 6; i++) {
                Thread.sleep(5);
            }
            Thread.sleep(20);
            assertThat(asked.get()).isEqualTo(6);
            batches.next();
            for (int i = 0; i < 200 && asked.get() < 7; i++) {
                Thread.sleep(5);
            }
            assertThat(asked.get()).isEqualTo(7);
        }
    }

    @Test
    void should_say_when_a_batch_takes_too_long() {
        CountDownLatch never = new CountDownLatch(1);
        Dataset<Long> slow = new Dataset<>() {
            @Override
            public Long get(long index) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return index;
            }

            @Override
            public long size() {
                return 2;
            }
        };
        var loader = new DataLoader<>(
                slow, Collate.to(Tensor.class), o -> o.numWorkers(1).timeout(Duration.ofMillis(20)));
        try (var batches = loader.iterator()) {
            assertThatThrownBy(batches::hasNext).hasMessage("DataLoader timed out after 0.02 seconds");
        } finally {
            never.countDown();
        }
    }

    @Test
    void should_tell_each_worker_who_it_is() {
        Rng.manualSeed(21);
        long seed = DrawnSeed.next(null);
        Set<Long> seeds = ConcurrentHashMap.newKeySet();
        Rng.manualSeed(21);
        assertThat(values(new DataLoader<>(new Numbers(6), Collate.to(Tensor.class), o -> o.numWorkers(2)
                        .workerInitFn(info -> {
                            seeds.add(info.seed());
                            assertThat(info.generator().initialSeed()).isEqualTo(info.seed());
                            assertThat(info).isSameAs(WorkerInfo.current());
                        }))))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(seeds).containsExactlyInAnyOrder(seed, seed + 1);
        assertThat(WorkerInfo.current()).isNull();
    }

    @Test
    void should_let_each_worker_iterate_over_its_part_of_a_stream() {
        IterableDataset<Long> stream = () -> {
            WorkerInfo info = Objects.requireNonNull(WorkerInfo.current());
            return info.id() == 0
                    ? LongStream.range(3, 5).iterator()
                    : LongStream.range(5, 12).iterator();
        };
        var loader = new DataLoader<>(
                stream, Collate.to(Tensor.class), o -> o.batchSize(2).numWorkers(2));
        // The workers take turns until the first one's part has ended, as in Python.
        assertThat(values(loader)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThatThrownBy(loader::size).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void should_take_streams_without_workers() {
        IterableDataset<Long> stream = () -> LongStream.range(0, 5).iterator();
        assertThat(values(new DataLoader<>(
                        stream, Collate.to(Tensor.class), o -> o.batchSize(2).dropLast(true))))
                .containsExactly(0L, 1L, 2L, 3L);
        List<Long> single = new ArrayList<>();
        new DataLoader<>(stream, o -> o.batchSize(null)).forEach(single::add);
        assertThat(single).hasSize(5);
        assertThatThrownBy(() -> new DataLoader<>(stream, o -> o.shuffle(true)))
                .hasMessage(
                        "DataLoader with IterableDataset: expected unspecified shuffle option, but got shuffle=True");
    }

    @Test
    void should_keep_its_workers_for_the_next_iteration() {
        AtomicInteger begun = new AtomicInteger();
        try (var loader = new DataLoader<>(new Numbers(9), Collate.to(Tensor.class), o -> o.numWorkers(2)
                .persistentWorkers(true)
                .workerInitFn(info -> begun.incrementAndGet()))) {
            try (var scope = new TensorScope()) {
                var left = loader.iterator();
                left.next();
                assertThat(values(loader)).hasSize(9);
                assertThatThrownBy(left::next).isInstanceOf(IllegalStateException.class);
            }
            assertThat(values(loader)).isEqualTo(LongStream.range(0, 9).boxed().toList());
        }
        assertThat(begun.get()).isEqualTo(2);
    }

    @Test
    void should_take_batches_in_any_order_if_told_so() {
        var loader = new DataLoader<>(
                new Numbers(30), Collate.to(Tensor.class), o -> o.numWorkers(3).inOrder(false));
        assertThat(values(loader)).hasSize(30).doesNotHaveDuplicates();
    }
}
