package dev.sconce.it.example;

import static dev.sconce.torch.Torch.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsExampleTest {

    @TempDir
    private Path folder;

    @Test
    void theCheckpointNamesAsManyDigitsRightlyAsInPython() throws Exception {
        DigitsNet net = new DigitsNet();
        net.loadStateDict(load(DigitsExample.checkpoint(folder)).stateDict());
        Digits heldOut = Digits.heldOut();
        PythonResult python = PythonResult.read();

        assertThat(heldOut.size()).isEqualTo(python.heldOut()).isEqualTo(360);
        assertThat(heldOut.countCorrect(net)).isEqualTo(python.correct());
    }

    @Test
    void fineTuningHelpsAndTheSavedFileKeepsIt() throws Exception {
        DigitsExample.main(folder.toString());

        DigitsNet tuned = new DigitsNet();
        tuned.loadStateDict(load(folder.resolve("digits-tuned.pth")).stateDict());
        assertThat(Digits.heldOut().countCorrect(tuned)).isGreaterThanOrEqualTo(350);
    }
}
