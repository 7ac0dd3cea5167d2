package dev.sconce.torch;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call costs beyond the raw presets: {@code raw} calls these and closes the result by hand, {@code scoped} and
 * {@code unscoped} are this library. All on 4x4 floats, on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(CallCost.CALLS)
public class CallCost {
    static final int CALLS = 100;

    private Tensor a;
    private Tensor b;
    private org.bytedeco.pytorch.Tensor rawA;
    private org.bytedeco.pytorch.Tensor rawB;

    /** Makes the operands. */
    @Setup
    public void setUp() {
        Torch.setNumThreads(1);
        a = Torch.randn(4, 4);
        b = Torch.randn(4, 4);
        rawA = a.unwrap();
        rawB = b.unwrap();
    }

    @Benchmark
    public void addRaw() {
        for (int i = 0; i < CALLS; i++) {
            rawA.add(rawB).close();
        }
    }

    @Benchmark
    public void addScoped() {
        try (TensorScope scope = new TensorScope()) {
            for (int i = 0; i < CALLS; i++) {
                a.add(b);
            }
        }
    }

    @Benchmark
    public void addClosed() {
        for (int i = 0; i < CALLS; i++) {
            a.add(b).close();
        }
    }

    @Benchmark
    public void addUnscoped() {
        for (int i = 0; i < CALLS; i++) {
            a.add(b);
        }
    }

    @Benchmark
    public void viewRaw() {
        for (int i = 0; i < CALLS; i++) {
            rawA.view(2, 8).close();
        }
    }

    @Benchmark
    public void viewScoped() {
        try (TensorScope scope = new TensorScope()) {
            for (int i = 0; i < CALLS; i++) {
                a.view(2, 8);
            }
        }
    }

    @Benchmark
    public void rowRaw() {
        for (int i = 0; i < CALLS; i++) {
            rawA.select(0, 3).close();
        }
    }

    @Benchmark
    public void rowScoped() {
        try (TensorScope scope = new TensorScope()) {
            for (int i = 0; i < CALLS; i++) {
                a.get(3);
            }
        }
    }

    @Benchmark
    public void elementScoped() {
        try (TensorScope scope = new TensorScope()) {
            for (int i = 0; i < CALLS; i++) {
                a.get(3, 2);
            }
        }
    }
}
