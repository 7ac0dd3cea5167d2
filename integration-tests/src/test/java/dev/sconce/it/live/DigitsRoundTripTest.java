package dev.sconce.it.live;

import static dev.sconce.it.live.Closeness.assertAllClose;
import static dev.sconce.it.live.Closeness.assertClose;
import static dev.sconce.it.live.Closeness.assertTreeClose;
import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.noGrad;
import static dev.sconce.torch.Torch.save;
import static dev.sconce.torch.Torch.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.example.Digits;
import dev.sconce.it.example.DigitsExample;
import dev.sconce.it.example.DigitsFineTuning;
import dev.sconce.it.example.DigitsNet;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the checkpoint that Python trained, Python and Java go on training apart, and meet. */
@LiveTest
@ExtendWith(SingleThread.class)
class DigitsRoundTripTest {

    private static final int EPOCHS = 3;

    /**
     * The two builds of libtorch round differently. After the 135 steps of three epochs, which the differences grow
     * through, the largest that was measured is 7.5e-7 of its tensor's scale.
     */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    @Test
    void javaGoesOnAsPythonDoes() throws Exception {
        Path checkpoint = DigitsExample.checkpoint(folder);
        PythonScript.run("digits_finetune.py", checkpoint, folder, EPOCHS);
        StateDict trace = load(folder.resolve("trace.pth")).stateDict();

        DigitsNet net = loaded(checkpoint);
        Digits training = Digits.training();
        DigitsFineTuning tuning = new DigitsFineTuning(net, training);
        List<Double> losses = new ArrayList<>();
        tuning.run(EPOCHS, losses::add);

        double[] asArray = losses.stream().mapToDouble(Double::doubleValue).toArray();
        assertClose("losses", tensor(asArray), trace.get("losses"), TOLERANCE);
        assertAllClose(net.stateDict(), load(folder.resolve("model.pth")).stateDict(), TOLERANCE);
        assertTreeClose(
                "optimizer",
                tuning.optimizer().stateDict(),
                load(folder.resolve("optimizer.pth")).value(),
                TOLERANCE);
        assertClose("logits", logits(net, Digits.heldOut()), trace.get("logits"), TOLERANCE);
        assertThat(Digits.heldOut().countCorrect(net))
                .isEqualTo(trace.get("correct").itemLong());
    }

    @Test
    void pythonGoesOnFromWhatJavaSaved() throws Exception {
        Path checkpoint = DigitsExample.checkpoint(folder);
        Path copy = folder.resolve("saved-by-java.pth");
        save(loaded(checkpoint).stateDict(), copy);
        Path fromOriginal = Files.createDirectory(folder.resolve("original"));
        Path fromCopy = Files.createDirectory(folder.resolve("copy"));

        PythonScript.run("digits_finetune.py", checkpoint, fromOriginal, 1);
        PythonScript.run("digits_finetune.py", copy, fromCopy, 1);

        assertAllClose(
                load(fromCopy.resolve("model.pth")).stateDict(),
                load(fromOriginal.resolve("model.pth")).stateDict(),
                0);
    }

    private static DigitsNet loaded(Path checkpoint) throws Exception {
        DigitsNet net = new DigitsNet();
        net.loadStateDict(load(checkpoint).stateDict());
        return net;
    }

    private static Tensor logits(DigitsNet net, Digits digits) {
        net.eval();
        try (var mode = noGrad()) {
            return net.call(digits.images());
        }
    }
}
