package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.it.conformance.check.Warnings;
import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.Linear;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What is warned of, and in which words. */
@LiveTest
class CautionsTest extends ProgramsTest {

    private void caution(Runnable action) {
        Caution.of(action).forEach(this::print);
    }

    @Test
    void sizesThatAreBroadcast() {
        List<BiConsumer<Tensor, Tensor>> losses = List.of(F::mseLoss, F::l1Loss, F::smoothL1Loss, F::huberLoss);
        for (BiConsumer<Tensor, Tensor> loss : losses) {
            caution(() -> loss.accept(ones(2, 3), ones(3)));
            caution(() -> loss.accept(ones(3), ones(3)));
        }
    }

    @Test
    @SuppressWarnings("deprecation") // that is what is warned of
    void optionsWithoutEffect() {
        caution(() -> new LSTM(2, 3, o -> o.dropout(0.25)));
        caution(() -> new LSTM(2, 3, o -> o.numLayers(2).dropout(0.25)));
        caution(() -> Init.xavierUniform(ones(2, 3)));
        caution(() -> Init.constant(ones(2, 3), 2));
        caution(() -> Init.kaimingUniform_(ones(0, 3)));
        caution(() -> Init.kaimingNormal_(ones(0, 3)));
    }

    @Test
    void defaultsThatChanged() {
        caution(() -> F.klDiv(zeros(2), ones(2)));
        caution(() -> F.klDiv(zeros(2), ones(2), "batchmean"));
        caution(() -> F.gridSample(ones(1, 1, 2, 2), zeros(1, 2, 2, 2)));
        caution(() -> F.affineGrid(ones(1, 2, 3), 1, 1, 2, 2));
        caution(() -> F.affineGrid(ones(1, 2, 3), new long[] {1, 1, 2, 2}, false));
    }

    @Test
    void modules() {
        caution(() -> new Linear(1, 1).to(DType.COMPLEX64));
        var saved = new Linear(1, 1).stateDict();
        caution(() -> new Linear(1, 1).to(Device.META).loadStateDict(saved));
        caution(() -> new Linear(1, 1).to(Device.META).loadStateDict(saved, true, true));

        var net = new Linear(1, 1);
        net.registerFullBackwardHook((m, gin, gout) -> {});
        caution(() -> net.call(ones(1, 1)).sum().backward());
        caution(() -> net.call(ones(1, 1).requiresGrad_(true)).sum().backward());
    }

    @Test
    void theSameTextOnce() {
        PyWarnings.forget();
        try (var caught = new Warnings(false)) {
            PyWarnings.warn("a text");
            PyWarnings.warn("a text");
            print(caught.messages());
        }
    }
}
