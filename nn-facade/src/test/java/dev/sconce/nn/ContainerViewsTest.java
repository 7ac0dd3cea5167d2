package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerViewsTest {

    @Test
    void a_list_view_shows_and_changes_its_container() {
        Sequential net = new Sequential(new ReLU(), new Tanh());
        List<Module> layers = net.asList();
        layers.add(new Sigmoid());
        layers.add(0, new Identity());
        assertThat(layers.remove(1)).isInstanceOf(ReLU.class);
        layers.set(0, new GELU());
        assertThat(net).hasToString("Sequential(\n  (0): GELU(approximate='none')\n  (1): Tanh()\n  (2): Sigmoid()\n)");
        net.append(new ReLU());
        assertThat(layers).hasSize(4).last().isInstanceOf(ReLU.class);
        layers.removeIf(layer -> layer instanceof Sigmoid);
        assertThat(net.namedChildren()).containsOnlyKeys("0", "1", "2");
        assertThatThrownBy(() -> layers.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layers.add(4, new ReLU())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_map_view_shows_and_changes_a_module_dict() {
        ModuleDict<Module> dict = new ModuleDict<>();
        Map<String, Module> map = dict.asMap();
        assertThat(map.put("relu", new ReLU())).isNull();
        map.put("tanh", new Tanh());
        assertThat(dict.keys()).containsExactly("relu", "tanh");
        assertThat(map.put("relu", new Sigmoid())).isInstanceOf(ReLU.class);
        assertThat(map.remove("tanh")).isInstanceOf(Tanh.class);
        assertThat(map.remove("tanh")).isNull();
        dict.put("last", new Identity());
        assertThat(map).containsOnlyKeys("relu", "last");
        map.entrySet().forEach(entry -> entry.setValue(new Identity()));
        assertThat(dict.values()).allMatch(Identity.class::isInstance);
        map.keySet().removeIf(key -> key.equals("relu"));
        assertThat(dict.size()).isEqualTo(1);
        map.clear();
        assertThat(dict.size()).isZero();
    }

    @Test
    void a_map_view_shows_and_changes_a_parameter_dict() {
        Parameter scale = new Parameter(Torch.ones(2));
        ParameterDict dict = new ParameterDict();
        dict.asMap().put("scale", scale);
        assertThat(dict.get("scale")).isSameAs(scale);
        assertThat(dict.parameters()).containsExactly(scale);
        assertThat(dict.asMap().remove("scale")).isSameAs(scale);
        assertThat(dict.parameters()).isEmpty();
    }
}
