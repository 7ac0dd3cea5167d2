package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sconce.torch.Cuda;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several replicas on the host stand for several GPUs. */
class ParallelTest {
    private static final List<Device> THREE = List.of(Device.CPU, Device.CPU, Device.CPU);

    private static Sequential net() {
        Torch.manualSeed(11);
        return new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2));
    }

    private static Tensor grad(Parameter parameter) {
        return Objects.requireNonNull(parameter.grad());
    }

    @Test
    void results_and_gradients_are_those_of_the_module_itself() {
        try (var scope = new TensorScope()) {
            Sequential net = net();
            Tensor x = Torch.randn(7, 4);
            Tensor expected = net.call(x);
            expected.square().sum().backward();
            List<Tensor> grads =
                    net.parameters().stream().map(p -> grad(p).clone()).toList();
            net.zeroGrad();
            Tensor y = (Tensor) Objects.requireNonNull(Parallel.dataParallel(net, Arguments.of(x), THREE, null, 0));
            assertThat(y.allclose(expected)).isTrue();
            y.square().sum().backward();
            for (int i = 0; i < grads.size(); i++) {
                assertThat(grad(net.parameters().get(i)).allclose(grads.get(i), 1e-5, 1e-6, false))
                        .isTrue();
            }
        }
    }

    @Test
    void each_replica_runs_on_a_thread_of_its_own_with_a_part_of_the_batch() {
        try (var scope = new TensorScope()) {
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            Map<Long, Integer> sizes = new ConcurrentHashMap<>();
            Sequential net = net();
            net.registerForwardPreHook((module, args) -> {
                threads.add(Thread.currentThread());
                sizes.merge(((Tensor) Objects.requireNonNull(args.get(0))).size(0), 1, Integer::sum);
            });
            try (var noGrad = Torch.noGrad()) {
                Tensor y = (Tensor) Objects.requireNonNull(
                        Parallel.dataParallel(net, Arguments.of(Torch.randn(7, 4)), THREE, null, 0));
                assertThat(y.requiresGrad()).isFalse();
            }
            assertThat(threads).hasSize(3).contains(Thread.currentThread());
            assertThat(sizes).containsOnly(Map.entry(3L, 2), Map.entry(1L, 1));
        }
    }

    @Test
    void a_short_batch_leaves_devices_without_work() {
        try (var scope = new TensorScope()) {
            Tensor y = (Tensor) Objects.requireNonNull(
                    Parallel.dataParallel(net(), Arguments.of(Torch.randn(2, 4)), THREE, null, 0));
            assertThat(y.shape()).containsExactly(2, 2);
        }
    }

    @Test
    void the_first_replica_keeps_the_statistics() {
        try (var scope = new TensorScope()) {
            BatchNorm1d norm = new BatchNorm1d(2);
            Parallel.dataParallel(norm, Arguments.of(Torch.randn(6, 2)), THREE, null, 0);
            assertThat(norm.numBatchesTracked.itemLong()).isEqualTo(1);
            assertThat(norm.runningMean.equal(Torch.zeros(2))).isFalse();
        }
    }

    @Test
    void shared_parameters_stay_shared_in_replicas() {
        try (var scope = new TensorScope()) {
            Linear linear = new Linear(2, 2);
            Sequential replica =
                    Parallel.replicate(new Sequential(linear, linear), THREE).get(1);
            assertThat(replica.get(0)).isSameAs(replica.get(1)).isNotSameAs(linear);
            assertThat(replica.parameters().get(0).isLeaf()).isFalse();
            assertThat(linear.weight.isLeaf()).isTrue();
        }
    }

    @Test
    void parts_and_results_may_be_lists_maps_and_records() {
        try (var scope = new TensorScope()) {
            record Pair(Tensor a, String b) {}
            List<Device> two = List.of(Device.CPU, Device.CPU);
            Tensor x = Torch.arange(4);
            List<? extends @Nullable Object> parts =
                    Parallel.scatter(List.of(Map.of("x", x), new Pair(x, "text"), 5), two, 0);
            assertThat(parts).hasSize(2);
            List<?> second = (List<?>) Objects.requireNonNull(parts.get(1));
            Pair pair = (Pair) second.get(1);
            assertThat(pair.b).isEqualTo("text");
            assertThat(pair.a.equal(Torch.tensor(new long[] {2, 3}))).isTrue();
            assertThat(second.get(2)).isEqualTo(5);
            RecurrentOutput<Tensor, LSTMState> output = new RecurrentOutput<>(x, new LSTMState(x, x));
            RecurrentOutput<?, ?> gathered =
                    (RecurrentOutput<?, ?>) Parallel.gather(List.of(output, output), Device.CPU, 0);
            assertThat(((LSTMState) Objects.requireNonNull(gathered).state())
                            .c()
                            .shape())
                    .containsExactly(8);
            assertThatThrownBy(() -> Parallel.gather(List.of(1, 2), Device.CPU, 0))
                    .hasMessageContaining("java.lang.Integer");
        }
    }

    @Test
    void numbers_are_gathered_as_a_vector() {
        try (var scope = new TensorScope()) {
            Tensor losses = (Tensor)
                    Objects.requireNonNull(Parallel.gather(List.of(Torch.tensor(1f), Torch.tensor(2f)), Device.CPU, 0));
            assertThat(losses.equal(Torch.tensor(new float[] {1, 2}))).isTrue();
        }
    }

    @Test
    void a_replica_s_failure_comes_out_as_it_was() {
        try (var scope = new TensorScope()) {
            Sequential net = net();
            Arguments wrong = Arguments.of(Torch.randn(6, 3));
            assertThatThrownBy(() -> Parallel.dataParallel(net, wrong, THREE, null, 0))
                    .hasMessageContaining("mat1 and mat2 shapes cannot be multiplied")
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("in replica 0 on device cpu"));
        }
    }

    @Test
    void a_lazy_module_must_be_called_before() {
        assertThatThrownBy(() -> Parallel.replicate(new LazyLinear(2), THREE))
                .hasMessageStartingWith("Modules with uninitialized parameters can't be used with `DataParallel`.");
    }

    @Test
    void without_gpus_the_module_itself_is_called() {
        assumeThat(Cuda.isAvailable()).isFalse();
        try (var scope = new TensorScope()) {
            Sequential net = net();
            DataParallel<Tensor> parallel = new DataParallel<>(net);
            Tensor x = Torch.randn(3, 4);
            assertThat(parallel.call(x).equal(net.call(x))).isTrue();
            assertThat(parallel.deviceIds).isEmpty();
            assertThat(parallel.stateDict().keySet()).contains("module.0.weight");
            assertThatThrownBy(() -> Parallel.dataParallel(net, x)).hasMessage("device type could not be determined");
        }
    }
}
