package dev.sconce.optim.swa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Python's {@code swa_utils}; the expected numbers are what Python 2.13.0 computes. */
class AveragedModelTest {

    private static float follow(Consumer<AveragedModelOptions> options, double... weights) {
        Linear model = new Linear(1, 1, false);
        AveragedModel<Linear> average = new AveragedModel<>(model, options);
        for (double weight : weights) {
            Init.constant_(model.weight, weight);
            average.updateParameters(model);
        }
        assertThat(average.nAveraged.itemLong()).isEqualTo(weights.length);
        return average.module.weight.toFloatArray()[0];
    }

    @Test
    void the_mean_of_all_models_is_the_default() {
        assertThat(follow(options -> {}, 1, 3, 8)).isEqualTo(4.0f);
    }

    @Test
    void every_way_to_average_gives_pythons_numbers() {
        assertThat(follow(o -> o.multiAvgFn(Averaging.getSwaMultiAvgFn()), 1, 3, 8))
                .isEqualTo(4.0f);
        assertThat(follow(o -> o.avgFn(Averaging.getSwaAvgFn()), 1, 3, 8)).isEqualTo(4.0f);
        assertThat(follow(o -> o.multiAvgFn(Averaging.getEmaMultiAvgFn(0.9)), 1, 3, 8))
                .isEqualTo(1.8800001f);
        assertThat(follow(o -> o.avgFn(Averaging.getEmaAvgFn(0.9)), 1, 3, 8)).isEqualTo(1.8800001f);
        assertThat(follow(o -> o.multiAvgFn(Averaging.getEmaMultiAvgFn()), 1, 3, 8))
                .isEqualTo(1.0089979f);
    }

    @Test
    void a_function_of_ones_own_sees_the_count() {
        assertThat(follow(o -> o.avgFn((averaged, current, count) -> averaged.add(count)), 1, 3, 8))
                .isEqualTo(4.0f);
    }

    @Test
    void the_keys_are_pythons() {
        Module average = new AveragedModel<>(new Sequential(new Linear(2, 3), new BatchNorm1d(3)));
        try (var scope = new TensorScope()) {
            assertThat(average.stateDict().keySet())
                    .containsExactly(
                            "n_averaged",
                            "module.0.weight",
                            "module.0.bias",
                            "module.1.weight",
                            "module.1.bias",
                            "module.1.running_mean",
                            "module.1.running_var",
                            "module.1.num_batches_tracked");
        }
        assertThat(average.toString()).startsWith("AveragedModel(\n  (module): Sequential(\n");
    }

    @Test
    void buffers_are_copied_or_averaged() {
        Sequential model = new Sequential(new BatchNorm1d(1, o -> o.affine(false)));
        Tensor mean = Objects.requireNonNull(model.get(0, BatchNorm1d.class).runningMean);
        AveragedModel<Sequential> copied = new AveragedModel<>(model);
        AveragedModel<Sequential> averaged =
                new AveragedModel<>(model, o -> o.useBuffers(true).multiAvgFn(Averaging.getEmaMultiAvgFn(0.5)));
        for (double value : new double[] {1, 3, 8}) {
            mean.fill_(value);
            copied.updateParameters(model);
            averaged.updateParameters(model);
        }
        assertThat(copied.getBuffer("module.0.running_mean").item()).isEqualTo(8);
        assertThat(averaged.getBuffer("module.0.running_mean").item()).isEqualTo(5);
        assertThat(averaged.getBuffer("module.0.num_batches_tracked").dtype()).isEqualTo(DType.INT64);
    }

    @Test
    void a_state_dict_takes_the_average_to_another_run() {
        Linear model = new Linear(2, 2);
        AveragedModel<Linear> first = new AveragedModel<>(model);
        AveragedModel<Linear> second = new AveragedModel<>(new Linear(2, 2));
        first.updateParameters(model);
        try (var scope = new TensorScope()) {
            second.loadStateDict(first.stateDict());
            assertThat(second.nAveraged.itemLong()).isEqualTo(1);
            Tensor x = Torch.ones(1, 2);
            assertThat(Torch.equal(second.module.call(x), model.call(x))).isTrue();
            assertThat(second.call(x)).isInstanceOf(Tensor.class);
        }
    }

    @Test
    void update_bn_computes_the_mean_over_batches_and_restores_the_mode() {
        BatchNorm1d norm = new BatchNorm1d(1, o -> o.momentum(0.3));
        Sequential model = new Sequential(new ReLU(), norm);
        model.eval();
        try (var scope = new TensorScope()) {
            Tensor one = Torch.tensor(new float[][] {{0}, {2}});
            Tensor other = Torch.tensor(new float[][] {{4}, {8}});
            BatchNormStatistics.updateBn(List.of(one, List.of(other, "label")), model);
            assertThat(Objects.requireNonNull(norm.runningMean).item()).isEqualTo(3.5);
            assertThat(Objects.requireNonNull(norm.runningVar).item()).isEqualTo(5);
            BatchNormStatistics.updateBn(List.of(one), x -> x.mul(2), model, one.device());
            assertThat(Objects.requireNonNull(norm.runningMean).item()).isEqualTo(2);
        }
        assertThat(norm.momentum).isEqualTo(0.3);
        assertThat(norm.isTraining()).isFalse();
    }

    @Test
    void mistakes_are_explained() {
        assertThatThrownBy(() -> Averaging.getEmaMultiAvgFn(1.5))
                .hasMessage("Invalid decay value 1.5 provided. Please provide a value in [0,1] range.");
        assertThatThrownBy(() -> new AveragedModel<>(
                        new ReLU(), o -> o.avgFn(Averaging.getSwaAvgFn()).multiAvgFn(Averaging.getSwaMultiAvgFn())))
                .hasMessage("Only one of avg_fn and multi_avg_fn should be provided");
        AveragedModel<Linear> average = new AveragedModel<>(new Linear(1, 1));
        assertThatThrownBy(() -> average.updateParameters(new ReLU()))
                .hasMessageContaining("0 tensors where the averaged one has 2");
        assertThatThrownBy(() -> BatchNormStatistics.updateBn(List.of("text"), new Sequential(new BatchNorm1d(1))))
                .hasMessageContaining("java.lang.String");
    }
}
