package dev.sconce.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private TensorScope scope;
    private Tensor weight;
    private Tensor bias;

    @BeforeEach
    void makeParams() {
        scope = new TensorScope();
        weight = Torch.ones(2, 3).requiresGrad_();
        bias = Torch.zeros(3).requiresGrad_();
    }

    @AfterEach
    void free() {
        scope.close();
    }

    private void setGrads() {
        weight.setGrad(Torch.ones(2, 3));
        bias.setGrad(Torch.ones(3));
    }

    @Test
    void should_use_each_group_s_own_options() {
        var optimizer =
                new SGD(List.of(ParamGroup.of(weight), ParamGroup.of(bias).lr(0.5)), o -> o.lr(0.25));
        setGrads();
        optimizer.step();
        assertThat(weight.get(0, 0).item()).isEqualTo(0.75);
        assertThat(bias.get(0).item()).isEqualTo(-0.5);
    }

    @Test
    void should_use_an_option_that_was_changed() {
        var optimizer = new SGD(List.of(weight, bias), o -> o.lr(0.25));
        for (var group : optimizer.paramGroups()) {
            group.lr(1);
        }
        setGrads();
        optimizer.step();
        assertThat(weight.get(0, 0).item()).isZero();
    }

    @Test
    void should_leave_a_parameter_without_gradient_alone() {
        var optimizer = new Adam(List.of(weight, bias));
        bias.setGrad(Torch.ones(3));
        optimizer.step();
        assertThat(weight.sum().item()).isEqualTo(6);
        assertThat(optimizer.state(weight)).isEmpty();
        assertThat(optimizer.state(bias)).containsOnlyKeys("step", "exp_avg", "exp_avg_sq");
    }

    @Test
    void should_return_the_loss_of_a_closure_and_enable_gradients_in_it() {
        var optimizer = new SGD(List.of(weight), o -> o.lr(0.5));
        Tensor loss;
        try (var noGrad = Torch.noGrad()) {
            loss = optimizer.step(() -> {
                optimizer.zeroGrad();
                Tensor sum = weight.sum();
                sum.backward();
                return sum;
            });
        }
        assertThat(loss.item()).isEqualTo(6);
        assertThat(weight.sum().item()).isEqualTo(3);
    }

    @Test
    void should_drop_or_zero_gradients() {
        var optimizer = new SGD(List.of(weight, bias));
        setGrads();
        optimizer.zeroGrad(false);
        assertThat(weight.grad().sum().item()).isZero();
        optimizer.zeroGrad();
        assertThat(weight.grad()).isNull();
        assertThat(bias.grad()).isNull();
    }

    @Test
    void should_add_groups_later() {
        var optimizer = new SGD(List.of(weight), o -> o.lr(0.25).momentum(0.5));
        optimizer.addParamGroup(ParamGroup.of(bias).weightDecay(0.1));
        ParamGroup added = optimizer.paramGroups().get(1);
        assertThat(added.lr()).isEqualTo(0.25);
        assertThat(added.momentum()).isEqualTo(0.5);
        assertThat(added.weightDecay()).isEqualTo(0.1);
        assertThat(added.options().keySet()).startsWith("weight_decay", "lr", "momentum");
    }

    @Test
    void should_refuse_params_in_python_s_words() {
        assertThatThrownBy(() -> new SGD(List.<Tensor>of())).hasMessage("optimizer got an empty parameter list");
        assertThatThrownBy(() -> new SGD(weight))
                .hasMessage("params argument given to the optimizer should be an iterable of Tensors or dicts,"
                        + " but got torch.FloatTensor");
        assertThatThrownBy(() -> new SGD(List.of(weight.mul(2)))).hasMessage("can't optimize a non-leaf Tensor");
        assertThatThrownBy(() -> new SGD(List.of(ParamGroup.of(weight), ParamGroup.of(weight)), o -> {}))
                .hasMessage("some parameters appear in more than one parameter group");
        assertThatThrownBy(() -> new SGD(List.of(ParamGroup.of(weight), ParamGroup.of(Map.of("bias", bias))), o -> {}))
                .hasMessage("all optimizer param groups should be with/without names. "
                        + "cannot add param group with names to the optimizer");
    }

    @Test
    void should_refuse_options_in_python_s_words() {
        List<Tensor> params = List.of(weight);
        assertThatThrownBy(() -> new SGD(params, o -> o.lr(-0.5))).hasMessage("Invalid learning rate: -0.5");
        assertThatThrownBy(() -> new SGD(params, o -> o.nesterov(true)))
                .hasMessage("Nesterov momentum requires a momentum and zero dampening");
        assertThatThrownBy(() -> new Adam(params, o -> o.betas(1.0, 0.0)))
                .hasMessage("Invalid beta parameter at index 0: 1.0");
        assertThatThrownBy(() -> new AdamW(params, o -> o.fused(true).foreach(true)))
                .hasMessage("`fused` and `foreach` cannot be `True` together.");
        assertThatThrownBy(() -> new Rprop(params, o -> o.etas(1.0, 0.5))).hasMessage("Invalid eta values: 1.0, 0.5");
        assertThatThrownBy(() -> new Adafactor(params, o -> o.d(0)))
                .hasMessage("Clipping threshold d should be >= 1 but is: 0.0");
        assertThatThrownBy(() -> new Muon(List.of(bias)))
                .hasMessage("Muon only supports 2D parameters whereas we found a parameter with size: torch.Size([3])");
        assertThatThrownBy(() -> new SGD(params, o -> o.put("beta", 1)))
                .hasMessageStartingWith(
                        "SGD.__init__() got an unexpected keyword argument 'beta'; the options are lr, momentum, dampening");
    }

    @Test
    void should_refuse_a_step_that_cannot_be_captured_or_recorded() {
        var optimizer = new Adam(List.of(weight), o -> o.capturable(true));
        setGrads();
        assertThatThrownBy(optimizer::step)
                .hasMessageStartingWith("If capturable=True, params and state_steps must be on supported devices");
        optimizer.paramGroups().get(0).capturable(false).foreach(true).differentiable(true);
        assertThatThrownBy(optimizer::step).hasMessage("_foreach ops don't support autograd");
    }

    @Test
    void should_check_hyper_parameters_that_are_tensors_as_python_does() {
        var params = List.of(weight, bias);
        Tensor half = Torch.tensor(0.5);
        Tensor two = Torch.ones(2).mul(0.5);
        assertThatThrownBy(() -> new Adam(params, o -> o.lr(half).foreach(true)))
                .hasMessage("lr as a Tensor is not supported for capturable=False and foreach=True");
        assertThatThrownBy(() -> new SGD(params, o -> o.lr(two))).hasMessage("Tensor lr must be 1-element");
        assertThatThrownBy(() -> new SGD(params, o -> o.lr(half.neg()))).hasMessage("Invalid learning rate: -0.5");
        assertThatThrownBy(() -> new Adam(params, o -> o.put("betas", Tuple.of(half, 0.5))))
                .hasMessage("betas must be either both floats or both Tensors");
        assertThatThrownBy(() -> new Adam(params, o -> o.put("betas", Tuple.of(0L, 0.5))))
                .hasMessage("betas must be either both floats or both Tensors");
        assertThatThrownBy(() -> new Adam(params, o -> o.betas(half, half).foreach(true)))
                .hasMessage("betas[0] as a Tensor is not supported for capturable=False and foreach=True");
        assertThatThrownBy(() -> new Adam(params, o -> o.differentiable(true).fused(true)))
                .hasMessage("`fused` does not support `differentiable`");
        var optimizer = new AdamW(params, o -> o.betas(half, Torch.tensor(new double[] {0.5})));
        assertThat(((Tensor) optimizer.paramGroups().get(0).betas().get(1)).dim())
                .isZero();
        optimizer.paramGroups().get(0).foreach(true);
        setGrads();
        assertThatThrownBy(optimizer::step)
                .hasMessage("beta1 as a Tensor is not supported for capturable=False and foreach=True");
    }

    @Test
    void should_copy_a_saved_rate_that_is_a_tensor() {
        var saved = new SGD(List.of(weight), o -> o.lr(Torch.tensor(0.5))).stateDict();
        var optimizer = new SGD(List.of(weight));
        optimizer.loadStateDict(saved);
        ((Tensor) ((Map<?, ?>) ((List<?>) saved.get("param_groups")).get(0)).get("lr")).fill_(7);
        assertThat(optimizer.paramGroups().get(0).get("lr")).isInstanceOf(Tensor.class);
        assertThat(optimizer.paramGroups().get(0).lr()).isEqualTo(0.5);
    }

    @Test
    void should_say_what_cannot_be_captured_on_this_device_for_each_optimizer() {
        setGrads();
        var params = List.of(weight);
        assertThatThrownBy(new ASGD(params, o -> o.capturable(true))::step)
                .hasMessage("If capturable=True, params, mus, etas, and state_steps must be on supported devices:"
                        + " ['cuda', 'xpu', 'hpu', 'privateuseone', 'xla'].");
        assertThatThrownBy(new NAdam(params, o -> o.capturable(true).foreach(true))::step)
                .hasMessage("If capturable=True, params, mu_products, and state_steps must be on supported devices:"
                        + " ['cuda', 'xpu', 'hpu', 'privateuseone'].");
        assertThatThrownBy(new Adadelta(params, o -> o.capturable(true))::step)
                .hasMessage("If capturable=True, params and state_steps must be on supported devices:"
                        + " ['cuda', 'xpu', 'hpu', 'privateuseone'].");
    }

    @Test
    void should_count_in_double_precision_where_that_is_the_default() {
        setGrads();
        DType before = Torch.getDefaultDtype();
        Torch.setDefaultDtype(DType.FLOAT64);
        try {
            assertThat(countAfterAStep(new Adam(List.of(weight))).dtype()).isEqualTo(DType.FLOAT64);
            assertThat(countAfterAStep(new ASGD(List.of(weight))).dtype()).isEqualTo(DType.FLOAT64);
            assertThat(countAfterAStep(new Adam(List.of(weight), o -> o.fused(true)))
                            .dtype())
                    .isEqualTo(DType.FLOAT32);
        } finally {
            Torch.setDefaultDtype(before);
        }
    }

    private Tensor countAfterAStep(Optimizer optimizer) {
        optimizer.step();
        return (Tensor) optimizer.state(weight).get("step");
    }

    @Test
    @SuppressWarnings("unchecked") // groups have texts for keys
    void should_work_on_other_parameters_while_they_are_swapped_in() {
        var optimizer = new Adam(List.of(weight), o -> o.lr(0.5));
        setGrads();
        optimizer.step();
        Map<String, Object> state = optimizer.stateDict();
        Tensor other = Torch.zeros(2, 3).requiresGrad_();
        other.setGrad(Torch.ones(2, 3));
        Tensor average = Torch.zeros(2, 3);
        Map<String, Object> values = new LinkedHashMap<>(
                Map.of("step", Torch.tensor(0.0), "exp_avg", average, "exp_avg_sq", average.clone()));
        Map<String, Object> group =
                new LinkedHashMap<>((Map<String, Object>) ((List<?>) state.get("param_groups")).get(0));
        group.put("lr", 2.0);
        Map<String, Object> swapped = Map.of("state", Map.of(0L, values), "param_groups", List.of(group));
        double before = weight.get(0, 0).item();
        try (var swap = optimizer.swapIn(Map.of("other", other), swapped)) {
            assertThat(optimizer.paramGroups().get(0).lr()).isEqualTo(2);
            optimizer.step();
        }
        assertThat(other.get(0, 0).item()).isCloseTo(-2, within(1e-6));
        assertThat(((Tensor) values.get("step")).item()).isEqualTo(1);
        assertThat(average.get(0, 0).item()).isCloseTo(0.1, within(1e-6));
        assertThat(weight.get(0, 0).item()).isEqualTo(before);
        assertThat(optimizer.paramGroups().get(0).lr()).isEqualTo(0.5);
        assertThat(((Tensor) optimizer.state(weight).get("step")).item()).isEqualTo(1);
        group.remove("eps");
        assertThatThrownBy(() -> optimizer.swapIn(Map.of("other", other), swapped))
                .hasMessageEndingWith("for group 0. Keys only in swap-in: []. Keys only in live: ['eps'].");
    }

    @Test
    void should_run_hooks_around_steps_until_they_are_removed() {
        List<String> calls = new ArrayList<>();
        var optimizer = new SGD(List.of(weight));
        var pre = optimizer.registerStepPreHook(o -> calls.add("pre"));
        var post = optimizer.registerStepPostHook(o -> calls.add("post"));
        try (var all = Optimizer.registerOptimizerStepPreHook(o -> calls.add("all"))) {
            optimizer.step();
        }
        pre.remove();
        optimizer.step();
        post.remove();
        optimizer.step();
        assertThat(calls).containsExactly("all", "pre", "post", "post");
    }

    @Test
    void should_save_names_and_numbers_of_parameters() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        named.put("weight", weight);
        named.put("bias", bias);
        var optimizer = new Adam(List.of(ParamGroup.of(named).lr(0.5)), o -> {});
        Map<?, ?> group = (Map<?, ?>) ((List<?>) optimizer.stateDict().get("param_groups")).get(0);
        assertThat(group.get("params")).isEqualTo(List.of(0L, 1L));
        assertThat(group.get("param_names")).isEqualTo(List.of("weight", "bias"));
        assertThat(group.get("betas")).isInstanceOf(Tuple.class).isEqualTo(List.of(0.9, 0.999));
        assertThat(group.get("weight_decay")).isEqualTo(0L);
        assertThat(group.keySet().stream().map(String::valueOf))
                .startsWith("lr", "param_names", "betas")
                .endsWith("params");
    }

    @Test
    void should_take_parameters_by_name() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        named.put("layer.weight", weight);
        List<Optimizer> optimizers = List.of(
                new Adadelta(named),
                new Adafactor(named),
                new Adagrad(named),
                new Adam(named),
                new AdamW(named, o -> o.lr(0.5)),
                new Adamax(named),
                new ASGD(named),
                new LBFGS(named),
                new Muon(named),
                new NAdam(named),
                new RAdam(named),
                new RMSprop(named),
                new Rprop(named),
                new SGD(named, o -> o.momentum(0.9)),
                new SparseAdam(named));
        for (Optimizer optimizer : optimizers) {
            assertThat(optimizer.paramGroups().get(0).get("param_names")).isEqualTo(List.of("layer.weight"));
            assertThat(optimizer.paramGroups().get(0).params()).containsExactly(weight);
            assertThatThrownBy(() -> optimizer.addParamGroup(ParamGroup.of(bias)))
                    .hasMessage("all optimizer param groups should be with/without names. "
                            + "cannot add param group without names to the optimizer");
        }
        assertThatThrownBy(() -> new SGD(Map.<String, Tensor>of())).hasMessage("optimizer got an empty parameter list");
    }

    @Test
    void should_use_a_state_that_was_changed_from_outside() {
        var optimizer = new Adam(List.of(bias));
        bias.setGrad(Torch.ones(3));
        optimizer.step();
        Map<String, Object> state = optimizer.state(bias);
        ((Tensor) state.get("step")).fill_(41);
        try (TensorScope inner = new TensorScope()) {
            state.put("exp_avg", Torch.ones(3));
        }
        optimizer.step();
        assertThat(((Tensor) state.get("step")).item()).isEqualTo(42);
        assertThat(((Tensor) state.get("exp_avg")).sum().item()).isEqualTo(3);
        state.clear();
        assertThat(state).isEmpty();
        optimizer.step();
        assertThat(((Tensor) state.get("step")).item()).isEqualTo(1);
        assertThat(state.keySet()).containsExactly("step", "exp_avg", "exp_avg_sq");
        for (Object value : state.values()) {
            ((Tensor) value).close();
        }
    }

    @Test
    void should_let_a_hook_give_a_closure() {
        var optimizer = new LBFGS(List.of(weight), o -> o.maxIter(1));
        assertThatThrownBy(optimizer::step)
                .hasMessage("LBFGS.step() missing 1 required positional argument: 'closure'");
        List<String> calls = new ArrayList<>();
        try (var all = Optimizer.registerOptimizerClosureReplacer((o, closure) -> {
            calls.add("all " + (closure == null));
            return () -> {
                weight.setGrad(Torch.ones(2, 3));
                return weight.detach().sum();
            };
        })) {
            optimizer.registerClosureReplacer((o, closure) -> {
                calls.add("own " + (closure == null));
                return null;
            });
            optimizer.step();
        }
        assertThat(calls).containsExactly("all true", "own false");
        assertThat(weight.sum().item()).isLessThan(6);
    }

    @Test
    void should_refuse_a_state_dict_of_other_groups() {
        var one = new SGD(List.of(weight, bias));
        var two = new SGD(List.of(ParamGroup.of(weight), ParamGroup.of(bias)), o -> {});
        var less = new SGD(List.of(weight));
        assertThatThrownBy(() -> one.loadStateDict(two.stateDict()))
                .hasMessage("loaded state dict has a different number of parameter groups");
        assertThatThrownBy(() -> one.loadStateDict(less.stateDict()))
                .hasMessage(
                        "loaded state dict contains a parameter group that doesn't match the size of optimizer's group");
    }

    @Test
    void should_load_the_state_of_old_versions() {
        Map<String, Object> old = new LinkedHashMap<>();
        old.put("step", 7L);
        old.put("exp_avg", Torch.ones(new long[] {3}, o -> o.dtype(DType.FLOAT64)));
        old.put("exp_avg_sq", Torch.ones(3));
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("lr", 0.5);
        group.put("betas", Tuple.of(0.9, 0.99));
        group.put("eps", 1e-8);
        group.put("weight_decay", 0L);
        group.put("params", List.of(0L));
        Map<String, Object> saved = new LinkedHashMap<>();
        saved.put("state", Map.of(0L, old));
        saved.put("param_groups", List.of(group));

        var optimizer = new Adam(List.of(bias));
        optimizer.loadStateDict(saved);

        Map<String, Object> state = optimizer.state(bias);
        assertThat(((Tensor) state.get("step")).item()).isEqualTo(7);
        assertThat(((Tensor) state.get("step")).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(((Tensor) state.get("exp_avg")).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(optimizer.paramGroups().get(0).options())
                .containsEntry("lr", 0.5)
                .containsEntry("amsgrad", false)
                .containsEntry("fused", null)
                .containsEntry("decoupled_weight_decay", false);
        bias.setGrad(Torch.ones(3));
        optimizer.step();
        assertThat(((Tensor) optimizer.state(bias).get("step")).item()).isEqualTo(8);
    }

    @Test
    void should_share_what_it_loads_as_python_does() {
        var first = new SGD(List.of(bias), o -> o.momentum(0.9));
        bias.setGrad(Torch.ones(3));
        first.step();
        var second = new SGD(List.of(bias), o -> o.momentum(0.9));
        second.loadStateDict(first.stateDict());
        first.step();
        assertThat(((Tensor) second.state(bias).get("momentum_buffer")).sum().item())
                .isCloseTo(3 * 1.9, within(1e-5));
    }

    @Test
    void should_let_hooks_change_state_dicts() {
        var optimizer = new SGD(List.of(bias), o -> o.momentum(0.9));
        optimizer.registerStateDictPostHook(
                (o, dict) -> {
                    dict.put("note", "here");
                    return null;
                },
                false);
        List<Object> seen = new ArrayList<>();
        optimizer.registerLoadStateDictPreHook(
                (o, dict) -> {
                    seen.add(dict.get("note"));
                    return null;
                },
                false);
        optimizer.loadStateDict(optimizer.stateDict());
        assertThat(seen).containsExactly("here");
    }
}
