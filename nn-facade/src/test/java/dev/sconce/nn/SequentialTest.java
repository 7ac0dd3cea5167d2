package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequentialTest {
    private static Sequential named() {
        Map<String, Module> layers = new LinkedHashMap<>();
        layers.put("a", new ReLU());
        layers.put("b", new Tanh());
        layers.put("c", new Sigmoid());
        layers.put("d", new GELU());
        return new Sequential(layers);
    }

    @Test
    void slices_keep_the_names() {
        assertThat(named().slice(1, 3)).hasToString("Sequential(\n  (b): Tanh()\n  (c): Sigmoid()\n)");
        assertThat(named().slice(-2, 4))
                .hasToString("Sequential(\n  (c): Sigmoid()\n  (d): GELU(approximate='none')\n)");
        assertThat(named().slice(0, 4, 2)).hasToString("Sequential(\n  (a): ReLU()\n  (c): Sigmoid()\n)");
    }

    @Test
    void layers_can_be_added_replaced_and_removed() {
        Sequential net = new Sequential(new ReLU());
        net.append(new Tanh()).append(new Sigmoid()).extend(List.of(new GELU(), new SiLU()));
        net.insert(1, new Mish());
        assertThat(net.namedChildren().keySet()).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(net.get(1)).isInstanceOf(Mish.class);
        net.set(0, new ELU());
        net.delete(1);
        assertThat(net.pop(0)).hasToString("ELU(alpha=1.0)");
        net.delete(1, 3);
        assertThat(net).hasToString("Sequential(\n  (0): Tanh()\n  (1): SiLU()\n)");
        net.insert(-1, new Softmax(1));
        assertThat(net).hasToString("Sequential(\n  (0): Tanh()\n  (1): Softmax(dim=1)\n  (2): SiLU()\n)");
        assertThat(net.get(-1)).isInstanceOf(SiLU.class);
    }

    @Test
    void containers_can_be_joined_and_repeated() {
        Sequential both = new Sequential(new ReLU()).plus(new Sequential(new Tanh()));
        assertThat(both).hasToString("Sequential(\n  (0): ReLU()\n  (1): Tanh()\n)");
        assertThat(both.times(2).size()).isEqualTo(4);
        assertThatThrownBy(() -> both.times(0))
                .hasMessage("Non-positive multiplication factor 0 for"
                        + " <class 'torch.nn.modules.container.Sequential'>");
    }

    @Test
    void positions_that_are_not_there_are_refused() {
        Sequential net = new Sequential(new ReLU(), new Tanh());
        assertThatThrownBy(() -> net.get(5))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index 5 is out of range");
        assertThatThrownBy(() -> net.get(-3)).hasMessage("index -3 is out of range");
        assertThatThrownBy(() -> net.insert(9, new ReLU())).hasMessage("Index out of range: 9");
    }

    @Test
    void an_empty_one_is_the_identity() {
        assertThat(new Sequential().call(Torch.ones(2)).sum().item()).isEqualTo(2);
        assertThat(new Sequential()).hasToString("Sequential()");
    }

    @Test
    void a_list_prints_equal_neighbours_once() {
        ModuleList<Module> list = new ModuleList<>(
                IntStream.range(0, 3).mapToObj(i -> new Linear(2, 2)).toList());
        assertThat(list).hasToString("ModuleList(\n  (0-2): 3 x Linear(in_features=2, out_features=2, bias=True)\n)");
        list.append(new ReLU()).extend(List.of(new Tanh()));
        list.insert(0, new Sigmoid());
        assertThat(list.namedChildren().keySet()).containsExactly("0", "1", "2", "3", "4", "5");
        list.asList().remove(0);
        assertThat(list.pop(-1)).isInstanceOf(Tanh.class);
        assertThat(list.slice(1, 3))
                .hasToString("ModuleList(\n  (0-1): 2 x Linear(in_features=2, out_features=2, bias=True)\n)");
        assertThat(new ModuleList<>(List.of(
                        new Sequential(new Linear(1, 1), new ReLU()), new Sequential(new Linear(1, 1), new ReLU()))))
                .hasToString("ModuleList(\n  (0-1): 2 x Sequential(\n    (0): Linear(in_features=1, out_features=1,"
                        + " bias=True)\n    (1): ReLU()\n  )\n)");
    }

    @Test
    void a_dict_keeps_its_order() {
        ModuleDict<Module> dict = new ModuleDict<>();
        dict.put("conv", new Conv1d(1, 1, 1));
        dict.put("pool", new MaxPool1d(2));
        assertThat(dict)
                .hasToString("ModuleDict(\n  (conv): Conv1d(1, 1, kernel_size=(1,), stride=(1,))\n"
                        + "  (pool): MaxPool1d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)\n)");
        assertThat(dict.pop("pool")).isInstanceOf(MaxPool1d.class);
        assertThat(dict.keys()).containsExactly("conv");
        assertThatThrownBy(() -> dict.get("nope")).hasMessage("'nope'");
        dict.clear();
        assertThat(dict.size()).isZero();
    }

    @Test
    void parameter_lists_and_dicts_print_what_they_hold() {
        ParameterList list = new ParameterList(new Parameter(Torch.zeros(2, 3)), Torch.ones(4));
        assertThat(list)
                .hasToString("ParameterList(\n    (0): Parameter containing: [torch.float32 of size 2x3]\n"
                        + "    (1): Parameter containing: [torch.float32 of size 4]\n)");
        assertThat(list.get(1)).isInstanceOf(Parameter.class);
        assertThat(list.slice(1, 2).stateDict().keySet()).containsExactly("0");
        ParameterDict dict = new ParameterDict(Map.of("w", Torch.zeros(2, 3), "b", Torch.ones(3)));
        assertThat(dict)
                .hasToString("ParameterDict(\n    (b): Parameter containing: [torch.FloatTensor of size 3]\n"
                        + "    (w): Parameter containing: [torch.FloatTensor of size 2x3]\n)");
        dict.setDefault("n", null);
        assertThat(dict.popItem().getKey()).isEqualTo("n");
        assertThat(dict.or(new ParameterDict(Map.of("q", Torch.ones(1)))).keys())
                .containsExactly("b", "w", "q");
    }
}
