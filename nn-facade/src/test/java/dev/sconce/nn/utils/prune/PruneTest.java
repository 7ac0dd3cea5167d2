package dev.sconce.nn.utils.prune;

import static dev.sconce.nn.utils.prune.PruningTarget.weightOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.Sequential;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The expected masks are those of Python 2.13.0, the random ones from the same seed. */
class PruneTest {

    private static Linear layer() {
        Linear layer = new Linear(3, 2, false);
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            layer.weight.copy_(Torch.tensor(new float[][] {{1, -4, 2}, {6, -3, 5}}));
        }
        return layer;
    }

    private static double[] mask(Linear layer) {
        return layer.getBuffer("weight_mask").toDoubleArray();
    }

    @Test
    void the_least_elements_are_held_at_zero_through_training() {
        try (var scope = new TensorScope()) {
            Linear layer = layer();
            Parameter original = layer.weight;
            Prune.l1Unstructured(layer, "weight", 2);
            assertThat(layer.weight.toDoubleArray()).containsExactly(0, -4, 0, 6, -3, 5);
            assertThat(layer.stateDict().keySet()).containsExactly("weight_orig", "weight_mask");
            assertThat(layer.getParameter("weight_orig")).isSameAs(original);
            SGD optimizer = new SGD(layer.parameters(), o -> o.lr(1));
            layer.call(Torch.ones(1, 3)).sum().backward();
            optimizer.step();
            assertThat(layer.call(Torch.ones(1, 3)).toDoubleArray()).containsExactly(-5, 5);
            assertThat(layer.weight.toDoubleArray()).containsExactly(0, -5, 0, 5, -4, 4);
            Prune.remove(layer, "weight");
            assertThat(layer.weight).isSameAs(original);
            assertThat(layer.weight.toDoubleArray()).containsExactly(0, -5, 0, 5, -4, 4);
            assertThat(layer.stateDict().keySet()).containsExactly("weight");
            assertThat(Prune.isPruned(layer)).isFalse();
        }
    }

    @Test
    void a_second_method_prunes_of_what_the_first_left() {
        try (var scope = new TensorScope()) {
            Linear layer = layer();
            Prune.l1Unstructured(layer, "weight", 2);
            Prune.lnStructured(layer, "weight", 1, 1, 1);
            assertThat(layer.weight.toDoubleArray()).containsExactly(0, -4, 0, 6, -3, 0);
            assertThat(Prune.method(layer, "weight"))
                    .isInstanceOfSatisfying(PruningContainer.class, container -> assertThat(container.methods())
                            .hasSize(2));
        }
    }

    @Test
    void random_methods_draw_what_python_draws() {
        try (var scope = new TensorScope()) {
            Linear layer = layer();
            Torch.manualSeed(3);
            Prune.randomUnstructured(layer, "weight", 0.5);
            assertThat(mask(layer)).containsExactly(1, 0, 0, 1, 0, 1);
            Prune.randomUnstructured(layer, "weight", 0.5);
            assertThat(mask(layer)).containsExactly(0, 0, 0, 0, 0, 1);
            Linear other = layer();
            Torch.manualSeed(3);
            Prune.randomStructured(other, "weight", 1, 1);
            Prune.randomStructured(other, "weight", 0.5, 1);
            assertThat(mask(other)).containsExactly(0, 0, 1, 0, 0, 1);
        }
    }

    @Test
    void several_parameters_are_pruned_as_one() {
        try (var scope = new TensorScope()) {
            Linear a = layer();
            Linear b = layer();
            try (var noGrad = Torch.noGrad()) {
                b.weight.mul_(0.5);
            }
            Prune.l1Unstructured(a, "weight", 1);
            Prune.globalUnstructured(List.of(weightOf(a), weightOf(b)), new L1Unstructured(0.5));
            assertThat(a.weight.toDoubleArray()).containsExactly(0, -4, 0, 6, -3, 5);
            assertThat(b.weight.abs().toDoubleArray()).containsExactly(0, 0, 0, 3, 0, 0);
            Linear c = layer();
            PruningTarget target = weightOf(c);
            Prune.globalUnstructured(
                    List.of(target),
                    new L1Unstructured(5),
                    Map.of(target, layer().weight.neg().exp()));
            assertThat(mask(c)).containsExactly(0, 1, 0, 0, 0, 0);
        }
    }

    @Test
    void scores_may_stand_for_the_magnitude() {
        try (var scope = new TensorScope()) {
            Linear layer = layer();
            Tensor scores = layer.weight.detach().abs().neg().add(10);
            Prune.apply(layer, "weight", new L1Unstructured(2), scores);
            assertThat(layer.weight.toDoubleArray()).containsExactly(1, -4, 2, 0, -3, 0);
        }
    }

    @Test
    void masks_and_no_pruning_at_all() {
        try (var scope = new TensorScope()) {
            Linear layer = Prune.identity(layer(), "weight");
            assertThat(mask(layer)).containsOnly(1);
            Prune.customFromMask(layer, "weight", Torch.tensor(new long[][] {{1, 0, 1}, {1, 0, 1}}));
            assertThat(mask(layer)).containsExactly(1, 0, 1, 1, 0, 1);
            assertThat(layer.weight.abs().toDoubleArray()).containsExactly(1, 0, 2, 6, 0, 5);
            Sequential net = new Sequential(layer);
            assertThat(Prune.isPruned(net)).isTrue();
            Linear copy = ((Sequential) net.deepCopy()).get(0, Linear.class);
            Prune.remove(copy, "weight");
            assertThat(Prune.isPruned(net)).isTrue();
            assertThat(new L1Unstructured(1)
                            .prune(Torch.tensor(new float[] {1, -2}))
                            .toDoubleArray())
                    .containsExactly(0, -2);
        }
    }

    @Test
    void nothing_is_pruned_by_an_amount_of_zero() {
        try (var scope = new TensorScope()) {
            Linear layer = layer();
            Prune.l1Unstructured(layer, "weight", 0);
            Prune.randomStructured(layer, "weight", 0, 0);
            Prune.lnStructured(layer, "weight", 0.0, 2, -1);
            assertThat(mask(layer)).containsOnly(1);
        }
    }

    @Test
    void mistakes_are_explained_in_pythons_words() {
        Linear layer = layer();
        assertThatThrownBy(() -> Prune.l1Unstructured(layer, "weight", 7))
                .hasMessage("amount=7 should be smaller than the number of parameters to prune=6");
        assertThatThrownBy(() -> Prune.l1Unstructured(layer, "weight", 1.5))
                .hasMessage("amount=1.5 should either be a float in the range [0, 1] or a non-negative integer");
        assertThatThrownBy(() -> Prune.randomStructured(new BatchNorm1d(2), "weight", 1, 0))
                .hasMessage("Structured pruning can only be applied to multidimensional tensors. Found tensor of shape"
                        + " torch.Size([2]) with 1 dims");
        assertThatThrownBy(() -> Prune.remove(layer, "weight"))
                .hasMessage("Parameter 'weight' of module Linear(in_features=3, out_features=2, bias=False) has to be"
                        + " pruned before pruning can be removed");
        assertThatThrownBy(() -> Prune.lnStructured(layer, "weight", 1, 2, 2))
                .hasMessage("Invalid index 2 for tensor of size torch.Size([2, 3])");
        assertThatThrownBy(() -> Prune.globalUnstructured(List.of(weightOf(layer)), new LnStructured(1, 2, 0)))
                .hasMessageContaining("Found method LnStructured of type structured");
        assertThat(layer.namedParameters().keySet()).containsExactly("weight");
    }
}
