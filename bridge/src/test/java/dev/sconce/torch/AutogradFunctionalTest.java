package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.AutogradFunctional.Product;
import dev.sconce.torch.AutogradFunctional.Products;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The expected values are in autograd.tsv, written by src/test/python/autograd_golden.py. */
class AutogradFunctionalTest {
    private static final GoldenTensors GOLDEN = new GoldenTensors("autograd.tsv");

    private final TensorScope scope = new TensorScope();
    private Tensor x;
    private Tensor y;
    private Tensor v;
    private Tensor w;

    @BeforeEach
    void makeInputs() {
        x = Values.vector(0.5, -1, 2);
        y = Values.vector(1, 0.25, -0.5, 2, -1.5, 0.75).view(2, 3);
        v = Values.vector(1, -2, 0.5);
        w = Values.vector(0.5, 1, -1, 2, 0, 1).view(2, 3);
    }

    @AfterEach
    void free() {
        scope.close();
    }

    private static Tensor cubic(Tensor a) {
        return a.pow(3).mul(a.sin());
    }

    private static Tensor scalar(Tensor a) {
        return a.pow(3).mul(a.sin()).sum().mul(a.prod());
    }

    private static List<Tensor> pair(List<Tensor> in) {
        Tensor a = in.get(0);
        Tensor b = in.get(1);
        return List.of(b.mul(a).sum(1).tanh(), a.exp().mul(b.select(0, 0)));
    }

    private static Tensor energy(List<Tensor> in) {
        Tensor a = in.get(0);
        return in.get(1).mul(a).tanh().sum().mul(a.sum()).pow(2);
    }

    @Test
    void differentiatesFourTimes() {
        Tensor point = x.requiresGrad_();
        List<Tensor> order = new ArrayList<>(List.of(cubic(point).sum()));
        for (int i = 0; i < 4; i++) {
            order.addAll(
                    Autograd.grad(List.of(order.get(i).sum()), List.of(point), options -> options.createGraph(true)));
        }
        GOLDEN.check("order", order);
    }

    @Test
    void computesJacobiansAsPythonDoes() {
        GOLDEN.check("jacobian", List.of(AutogradFunctional.jacobian(AutogradFunctionalTest::cubic, x)));
        List<List<Tensor>> blocks = AutogradFunctional.jacobian(AutogradFunctionalTest::pair, List.of(x, y), false);
        GOLDEN.check("jacobian.pair.0", blocks.get(0));
        GOLDEN.check("jacobian.pair.1", blocks.get(1));
    }

    @Test
    void computesHessiansAsPythonDoes() {
        GOLDEN.check("hessian", List.of(AutogradFunctional.hessian(AutogradFunctionalTest::scalar, x)));
        List<List<Tensor>> blocks = AutogradFunctional.hessian(AutogradFunctionalTest::energy, List.of(x, y), false);
        GOLDEN.check("hessian.pair.0", blocks.get(0));
        GOLDEN.check("hessian.pair.1", blocks.get(1));
        assertThat(blocks.get(0).get(0).requiresGrad()).isFalse();
    }

    @Test
    void multipliesWithVectorsAsPythonDoes() {
        check("vjp", AutogradFunctional.vjp(AutogradFunctionalTest::cubic, x, v));
        check("jvp", AutogradFunctional.jvp(AutogradFunctionalTest::cubic, x, v));
        check("vhp", AutogradFunctional.vhp(AutogradFunctionalTest::scalar, x, v));
        check("hvp", AutogradFunctional.hvp(AutogradFunctionalTest::scalar, x, v));
        List<Tensor> inputs = List.of(x, y);
        check(
                "vjp.pair",
                AutogradFunctional.vjp(AutogradFunctionalTest::pair, inputs, List.of(Values.vector(1, 2), v), false));
        check("jvp.pair", AutogradFunctional.jvp(AutogradFunctionalTest::pair, inputs, List.of(v, w), false));
        check("vhp.pair", AutogradFunctional.vhp(AutogradFunctionalTest::energy, inputs, List.of(v, w), false));
        check("hvp.pair", AutogradFunctional.hvp(AutogradFunctionalTest::energy, inputs, List.of(v, w), false));
    }

    private static void check(String name, Product product) {
        GOLDEN.check(name, List.of(product.output(), product.product()));
    }

    private static void check(String name, Products products) {
        List<Tensor> all = new ArrayList<>(products.outputs());
        all.addAll(products.products());
        GOLDEN.check(name, all);
    }

    @Test
    void leavesTheInputsAloneAndCanBeDifferentiatedAgain() {
        Tensor point = x.requiresGrad_();
        Tensor jacobian = AutogradFunctional.jacobian(in -> List.of(cubic(in.get(0))), List.of(point), true)
                .get(0)
                .get(0);
        assertThat(jacobian.requiresGrad()).isTrue();
        assertThat(point.grad()).isNull();
        Tensor second = Autograd.grad(jacobian.sum(), point).get(0);
        GOLDEN.check("order", List.of(cubic(x).sum()));
        assertThat(Values.of(second)).hasSize(3);
    }

    @Test
    void refusesVectorsThatDoNotFit() {
        assertThatThrownBy(() -> AutogradFunctional.vjp(AutogradFunctionalTest::cubic, x, Values.vector(1)))
                .isInstanceOf(TorchException.class)
                .hasMessage("v has invalid size: should be torch.Size([3]) but got torch.Size([1]).");
        assertThatThrownBy(() -> AutogradFunctional.hessian(AutogradFunctionalTest::cubic, x))
                .hasMessageStartingWith(
                        "The Tensor returned by the function given to hessian should contain a single" + " element");
    }
}
