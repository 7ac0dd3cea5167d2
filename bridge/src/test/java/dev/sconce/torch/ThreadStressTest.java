package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Eight threads compute while the collector runs all the time; every sum is one of whole numbers, hence exact. */
class ThreadStressTest {
    private static final int THREADS = 8;
    private static final int SIZE = 64;

    @Test
    void sumsAreExactInEightThreadsUnderTheCollector() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Tensor shared = Torch.zeros(o -> o.dtype(DType.FLOAT64).requiresGrad(true), SIZE);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
        long expected = 0;
        try {
            List<Future<Long>> sums = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i + 1;
                sums.add(pool.submit(() -> work(number, shared, ended)));
            }
            Future<?> collector = pool.submit(() -> collect(ended));
            Thread.sleep(Stress.duration().toMillis());
            ended.set(true);
            for (Future<Long> sum : sums) {
                expected += sum.get();
            }
            collector.get();
        } finally {
            ended.set(true);
            pool.shutdown();
        }
        try (var scope = new TensorScope()) {
            Tensor grad = Objects.requireNonNull(shared.grad());
            assertThat(grad.eq((double) expected).all().itemBoolean())
                    .as("%s of %s", grad, expected)
                    .isTrue();
        }
        shared.close();
    }

    private static void collect(AtomicBoolean ended) {
        while (!ended.get()) {
            System.gc();
        }
    }

    /** What the rounds of one thread add to the gradient of each element. */
    private static long work(int number, Tensor shared, AtomicBoolean ended) {
        long sum = 0;
        for (int round = 0; !ended.get(); round++) {
            if (round % 2 == 0) {
                try (var scope = new TensorScope()) {
                    sum += round(number, shared);
                }
            } else {
                sum += round(number, shared);
            }
        }
        return sum;
    }

    private static long round(int number, Tensor shared) {
        Tensor own = Torch.arange(0, SIZE, o -> o.dtype(DType.FLOAT64));
        own.requiresGrad_();
        RemovableHandle hook = own.registerHook(grad -> grad.mul(2));
        Tensor parts = Torch.cat(own.mul(number).split(SIZE / 4));
        Tensor loss =
                parts.view(8, 8).t().reshape(-1).sum().add(shared.mul(number).sum());
        assertThat(loss.item()).isGreaterThanOrEqualTo(number * (double) (SIZE * (SIZE - 1) / 2));
        loss.backward();
        assertThat(Objects.requireNonNull(own.grad()).toDoubleArray()).containsOnly(2.0 * number);
        hook.remove();
        return number;
    }
}
