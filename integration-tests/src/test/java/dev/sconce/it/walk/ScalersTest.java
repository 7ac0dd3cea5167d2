package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.*;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.utils.GradientClipping;
import dev.sconce.optim.Adagrad;
import dev.sconce.optim.Adam;
import dev.sconce.optim.AdamW;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.SGD;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.GradScaler;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** GradScaler. */
@LiveTest
class ScalersTest extends ProgramsTest {

    private static Tensor leaf(DType dtype, float... values) {
        return tensor(values).to(dtype).requiresGrad_();
    }

    private static Tensor leaf(float... values) {
        return leaf(DType.FLOAT32, values);
    }

    private static SGD descent(Tensor parameter) {
        return new SGD(List.of(parameter), o -> o.lr(1));
    }

    private void caution(Runnable action) {
        Caution.of(action).forEach(this::print);
    }

    @Test
    void aScaler() {
        var first = new GradScaler("cpu");
        print(
                first.getScale(),
                first.getGrowthFactor(),
                first.getBackoffFactor(),
                first.getGrowthInterval(),
                first.isEnabled());
        print(first.stateDict());
        var s = new GradScaler(
                "cpu", o -> o.initScale(4).growthFactor(3).backoffFactor(0.25).growthInterval(7));
        print(s.stateDict());
        s.setGrowthFactor(0.5);
        s.setBackoffFactor(2);
        s.setGrowthInterval(-1);
        print(s.stateDict());
        printError(() -> new GradScaler("cpu", o -> o.growthFactor(1)));
        printError(() -> new GradScaler("cpu", o -> o.backoffFactor(1)));
        printError(() -> new GradScaler("cpu", o -> o.growthFactor(1).backoffFactor(1)));
        printError(() -> new GradScaler("cpu", o -> o.growthFactor(1).enabled(false)));
        if (!cudaIsAvailable()) {
            caution(() ->
                    print(new GradScaler().isEnabled(), new GradScaler("cuda", o -> o.enabled(false)).isEnabled()));
        }
    }

    @Test
    void whatIsScaled() {
        var s = new GradScaler("cpu", o -> o.initScale(4));
        print(s.scale(ones(2).requiresGrad_()));
        print(s.scale(List.of(ones(1), ones(2))));
        print(s.scale(List.of(ones(1), List.of(ones(2), Tuple.of(ones(1), ones())))));
        print(s.scale(Tuple.of()), s.scale(List.of()));
        for (DType dtype :
                List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT64, DType.INT64, DType.COMPLEX64, DType.BOOL)) {
            print(s.scale(ones(1).to(dtype)), s.scale(ones().to(dtype)));
        }
        for (Object wrong : Arrays.<@Nullable Object>asList(5, List.of(1), Arrays.asList(ones(1), null), null)) {
            printError(() -> s.scale(wrong));
        }
        printError(() -> new GradScaler("cpu", o -> o.initScale(1e40)).scale(ones(1)));
        print(new GradScaler("cpu", o -> o.initScale(0.1)).scale(ones(1)));
        var tenth = new GradScaler("cpu", o -> o.initScale(0.1));
        print(tenth.getScale());
        tenth.scale(ones(1));
        print(tenth.getScale());
    }

    @Test
    void theWrongOrder() {
        Tensor p = leaf(1, 2);
        SGD o = descent(p);
        var s = new GradScaler("cpu");
        printError(() -> s.unscale_(o));
        printError(() -> s.step(o));
        printError(() -> s.update());
        printError(() -> s.update(2.0));
        s.scale(p.sum());
        printError(() -> s.update());
        printError(() -> s.step(o));
        printError(() -> s.step(o));
        printError(() -> s.unscale_(o));
        printError(() -> s.update());
        s.update(8.0);
        s.scale(p.sum()).backward();
        s.unscale_(o);
        print(p.grad());
        printError(() -> s.unscale_(o));
        s.step(o);
        printError(() -> s.unscale_(o));
        printError(() -> s.step(o));
        s.update();
        print(p, s.stateDict());
        printError(() -> s.step(o, () -> p.sum()));
        printError(() -> s.loadStateDict(java.util.Map.of()));
    }

    @Test
    void gradientsThatAreRefused() {
        var s = new GradScaler("cpu", o -> o.initScale(4));
        s.scale(ones(1));
        Tensor half = leaf(DType.FLOAT16, 1);
        half.setGrad(onesLike(half));
        SGD ofHalf = descent(half);
        printError(() -> s.step(ofHalf));
        printError(() -> s.unscale_(ofHalf));
        printError(() -> s.update());
        Tensor z = leaf(DType.COMPLEX64, 1);
        z.setGrad(onesLike(z));
        SGD ofComplex = descent(z);
        printError(() -> s.step(ofComplex));
        for (DType dtype : List.of(DType.FLOAT64, DType.BFLOAT16)) {
            Tensor p = leaf(dtype, 1);
            p.setGrad(fullLike(p, 4));
            s.step(descent(p));
            print(p, p.grad());
            s.update();
        }
    }

    private static Tensor rows(Tensor table, long... indices) {
        return F.embedding(tensor(indices), table, null, null, 2, false, true);
    }

    @Test
    void sparseGradients() {
        var s = new GradScaler("cpu", o -> o.initScale(4));
        Tensor table = arange(6.0).view(3, 2).requiresGrad_();
        SGD o = descent(table);
        for (long[] indices : List.of(new long[] {0, 0, 2}, new long[] {1})) {
            s.scale(rows(table, indices).sum()).backward();
            s.unscale_(o);
            Tensor grad = Objects.requireNonNull(table.grad());
            print(grad.isCoalesced(), grad.toDense());
            s.step(o);
            s.update();
            print(table);
            o.zeroGrad();
        }
        s.scale(rows(table, 0, 0).sum().mul(Double.POSITIVE_INFINITY)).backward();
        s.step(o);
        s.update();
        print(table, s.getScale());
    }

    @Test
    void updatesByHand() {
        var s = new GradScaler("cpu");
        s.scale(ones(1));
        List<Runnable> updates = List.of(
                () -> s.update(8.0),
                () -> s.update(0.1),
                () -> s.update(-1.0),
                () -> s.update(Double.NaN),
                () -> s.update(Double.POSITIVE_INFINITY),
                () -> s.update(tensor(4.0)),
                () -> s.update(tensor(3)),
                () -> s.update(tensor(0.1).to(DType.FLOAT64)),
                () -> s.update(tensor(new float[] {4})),
                () -> s.update(ones(2)),
                () -> s.update(ones().requiresGrad_()),
                () -> s.update(ones().to(Device.META)),
                () -> s.update(1e40));
        for (Runnable update : updates) {
            printError(update);
            print(number(s.getScale()));
        }
        Tensor mine = tensor(16.0);
        s.update(mine);
        mine.fill_(2);
        print(s.getScale());
    }

    /** A number as Python writes it. */
    private static Object number(double value) {
        return Double.isNaN(value) ? "nan" : value == Double.POSITIVE_INFINITY ? "inf" : value;
    }

    @Test
    void aScalerThatDoesNothing() {
        var s = new GradScaler("cpu", options -> options.enabled(false));
        Tensor p = leaf(1, 2);
        SGD o = descent(p);
        Tensor loss = p.sum();
        print(s.scale(loss) == loss, s.getScale(), s.isEnabled(), s.stateDict());
        print(s.scale(List.of(1, "a")));
        loss.backward();
        s.unscale_(o);
        s.step(o);
        s.step(o);
        print(p);
        s.update();
        s.update(2.0);
        s.update(ones(2));
        s.loadStateDict(java.util.Map.of());
        print(s.step(o, () -> {
            o.zeroGrad();
            Tensor doubled = p.mul(2).sum();
            doubled.backward();
            return doubled;
        }));
        print(p);
    }

    private static List<Object> bits(Tensor tensor) {
        return Arrays.asList(
                tensor.detach().view(DType.INT32).flatten().toList().toArray());
    }

    private void run(
            List<? extends Optimizer> optimizers, List<Tensor> parameters, GradScaler scaler, int steps, boolean clip) {
        run(optimizers, parameters, scaler, steps, clip, ScalersTest::bits);
    }

    /** Steps with gradients that overflow now and then; shows everything at the end. */
    private void run(
            List<? extends Optimizer> optimizers,
            List<Tensor> parameters,
            GradScaler scaler,
            int steps,
            boolean clip,
            Function<Tensor, Object> show) {
        Tensor x = linspace(-1, 1, 12).view(4, 3);
        for (int step = 0; step < steps; step++) {
            optimizers.forEach(Optimizer::zeroGrad);
            for (int index = 0; index < parameters.size(); index++) {
                Tensor loss =
                        x.mul(parameters.get(index)).sum(1).sub(index).square().mean();
                if (step % 17 == 3 + index) {
                    loss = loss.mul(Double.POSITIVE_INFINITY);
                }
                if (step % 29 == 5) {
                    loss = loss.mul(Double.NaN);
                }
                scaler.scale(loss).backward();
            }
            if (clip) {
                for (Optimizer optimizer : optimizers) {
                    scaler.unscale_(optimizer);
                    GradientClipping.clipGradNorm_(
                            optimizer.paramGroups().get(0).params(), 0.5);
                }
            }
            optimizers.forEach(scaler::step);
            scaler.update();
            if (step % 20 == 19) {
                print(step, bits(tensor(scaler.getScale())), scaler.stateDict().get("_growth_tracker"));
            }
        }
        for (Tensor parameter : parameters) {
            print(show.apply(parameter));
            for (Optimizer optimizer : optimizers) {
                optimizer
                        .state(parameter)
                        .forEach((name, value) -> print(name, show.apply((Tensor) Objects.requireNonNull(value))));
            }
        }
    }

    private static List<Tensor> parameters() {
        return List.of(leaf(0.5F, -1.25F, 2), leaf(1, -2, 3));
    }

    @Test
    void twoHundredSteps() {
        List<Tensor> params = parameters();
        run(
                List.of(new SGD(params, o -> o.lr(0.01).momentum(0.9))),
                params,
                new GradScaler("cpu", o -> o.growthInterval(5)),
                200,
                false);
        params = parameters();
        run(
                List.of(new Adam(params, o -> o.lr(0.01))),
                params,
                new GradScaler("cpu", o -> o.initScale(1000).growthInterval(3)),
                200,
                true);
    }

    @Test
    void factorsThatRound() {
        List<Tensor> params = parameters();
        var scaler = new GradScaler(
                "cpu", o -> o.growthFactor(1.5).backoffFactor(0.3).growthInterval(4));
        run(List.of(new SGD(params, o -> o.lr(0.01))), params, scaler, 200, false);
    }

    private static List<Optimizer> two(List<Tensor> params) {
        return List.of(
                new SGD(params.subList(0, 1), o -> o.lr(0.01)), new AdamW(params.subList(1, 2), o -> o.lr(0.01)));
    }

    @Test
    void severalOptimizers() {
        List<Tensor> params = parameters();
        var scaler =
                new GradScaler("cpu", o -> o.growthFactor(4).backoffFactor(0.25).growthInterval(4));
        run(two(params), params, scaler, 200, false, Tensor::detach);
        params = parameters();
        run(two(params), params, new GradScaler("cpu", o -> o.growthInterval(4)), 60, true, Tensor::detach);
    }

    @Test
    void fusedOptimizers() {
        List<Function<List<Tensor>, Optimizer>> makers = new ArrayList<>();
        makers.add(p -> new SGD(p, o -> o.lr(0.01).fused(true)));
        makers.add(p -> new SGD(p, o -> o.lr(0.01).momentum(0.9).fused(true)));
        makers.add(p -> new Adam(p, o -> o.lr(0.01).fused(true)));
        makers.add(
                p -> new Adam(p, o -> o.lr(0.01).amsgrad(true).weightDecay(0.1).fused(true)));
        makers.add(p -> new AdamW(p, o -> o.lr(0.01).fused(true)));
        makers.add(p -> new Adagrad(p, o -> o.lr(0.01).fused(true)));
        for (Function<List<Tensor>, Optimizer> make : makers) {
            List<Tensor> params = parameters();
            run(List.of(make.apply(params)), params, new GradScaler("cpu", o -> o.growthInterval(5)), 200, false);
            params = parameters();
            run(List.of(make.apply(params)), params, new GradScaler("cpu", o -> o.growthInterval(5)), 60, true);
        }
    }

    @Test
    void fusedStepsOneByOne() {
        Tensor p = leaf(1, 2);
        Adam adam = new Adam(List.of(p), o -> o.lr(0.5).fused(true));
        var s = new GradScaler("cpu", o -> o.initScale(4));
        s.scale(p.sum()).backward();
        s.step(adam);
        printError(() -> s.step(adam));
        print(p, p.grad(), adam.state(p).get("step"));
        s.update();
        p.setGrad(tensor(new float[] {1, Float.POSITIVE_INFINITY}));
        s.step(adam);
        s.update();
        print(p, p.grad(), adam.state(p).get("step"), s.getScale());
        p.setGrad(null);
        s.step(adam);
        printError(s::update);
        Tensor half = leaf(DType.FLOAT16, 1, 2);
        SGD ofHalf = new SGD(List.of(half), o -> o.lr(0.5).fused(true));
        half.setGrad(fullLike(half, 4));
        var s2 = new GradScaler("cpu", o -> o.initScale(4));
        s2.scale(ones(1));
        printError(() -> s2.unscale_(ofHalf));
        s2.step(ofHalf);
        print(half, half.grad());
        Tensor q = leaf(1);
        SGD unfused = new SGD(
                List.of(ParamGroup.of(List.of(q)).fused(false)), o -> o.lr(0.5).fused(true));
        q.setGrad(ones(1));
        printError(() -> s2.step(unfused));
    }
}
