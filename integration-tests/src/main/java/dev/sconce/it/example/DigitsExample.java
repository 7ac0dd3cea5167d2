package dev.sconce.it.example;

import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.save;
import static dev.sconce.torch.Torch.setNumThreads;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Loads a checkpoint that Python trained, goes on training it, and saves it so that Python can load it again. */
public final class DigitsExample {

    private static final int EPOCHS = 5;

    private DigitsExample() {}

    /**
     * Runs the example.
     *
     * @param args the folder for the files that it writes; {@code target} if there is none
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String... args) throws IOException {
        setNumThreads(1); // with so small a network, two threads would wait for each other more than they work
        Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target"));
        Digits heldOut = Digits.heldOut();
        PythonResult python = PythonResult.read();

        DigitsNet net = new DigitsNet();
        net.loadStateDict(load(checkpoint(folder)).stateDict());
        System.out.println("DigitsNet, as Python trained it:\n" + net);
        System.out.printf(
                "Accuracy before: %s (Python got %d of %d)%n",
                accuracy(net, heldOut), python.correct(), python.heldOut());

        fineTune(net, Digits.training());

        Path tuned = folder.resolve("digits-tuned.pth");
        save(net.stateDict(), tuned);
        DigitsNet again = new DigitsNet();
        again.loadStateDict(load(tuned).stateDict());
        System.out.printf("Accuracy after:  %s, saved to %s and loaded again%n", accuracy(again, heldOut), tuned);
    }

    private static void fineTune(DigitsNet net, Digits training) {
        DigitsFineTuning tuning = new DigitsFineTuning(net, training);
        ProgressBarBuilder style = new ProgressBarBuilder()
                .setTaskName("Fine-tuning")
                .setInitialMax(tuning.steps(EPOCHS))
                .setStyle(ProgressBarStyle.ASCII);
        try (ProgressBar bar = style.build()) {
            tuning.run(EPOCHS, loss -> {
                bar.step();
                bar.setExtraMessage(String.format(Locale.ROOT, "loss %.4f", loss));
            });
        }
    }

    private static String accuracy(DigitsNet net, Digits heldOut) {
        return heldOut.countCorrect(net) + " of " + heldOut.size();
    }

    /** The checkpoint as a file of its own: a resource may be inside a jar, and files are mapped into memory. */
    public static Path checkpoint(Path folder) throws IOException {
        Path copy = folder.resolve("digits.pth");
        try (InputStream resource = Objects.requireNonNull(DigitsExample.class.getResourceAsStream("digits.pth"))) {
            Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}
