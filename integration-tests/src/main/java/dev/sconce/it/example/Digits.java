package dev.sconce.it.example;

import static dev.sconce.torch.Torch.noGrad;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.nn.Layer;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Images of handwritten digits.
 *
 * @param images float32, {@code (N, 1, 8, 8)}, 0 to 1
 * @param labels int64, {@code (N)}
 */
public record Digits(Tensor images, Tensor labels) {

    private static final int PIXELS = 64;
    private static final int HELD_OUT_STEP = 5;

    /** The digits to train with. */
    public static Digits training() throws IOException {
        return read(false);
    }

    /** Every fifth digit, which training never sees. */
    public static Digits heldOut() throws IOException {
        return read(true);
    }

    private static Digits read(boolean heldOut) throws IOException {
        List<String> lines = chooseLines(heldOut);
        float[] pixels = new float[lines.size() * PIXELS];
        long[] labels = new long[lines.size()];
        for (int i = 0; i < labels.length; i++) {
            String[] cells = lines.get(i).split(",", -1);
            for (int j = 0; j < PIXELS; j++) {
                pixels[i * PIXELS + j] = Integer.parseInt(cells[j]) / 16f;
            }
            labels[i] = Long.parseLong(cells[PIXELS]);
        }
        return new Digits(tensor(pixels).view(-1, 1, 8, 8), tensor(labels));
    }

    private static List<String> chooseLines(boolean heldOut) throws IOException {
        List<String> chosen = new ArrayList<>();
        try (InputStream csv = Objects.requireNonNull(Digits.class.getResourceAsStream("digits.csv"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(csv, StandardCharsets.US_ASCII))) {
            int row = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if ((row++ % HELD_OUT_STEP == 0) == heldOut) {
                    chosen.add(line);
                }
            }
        }
        return chosen;
    }

    /** How many digits there are. */
    public int size() {
        return Math.toIntExact(labels.size(0));
    }

    /** How many of these digits a network names rightly; leaves it in eval mode. */
    public long countCorrect(Layer net) {
        net.eval();
        try (var mode = noGrad();
                TensorScope scope = new TensorScope()) {
            return net.call(images).argmax(1).eq(labels).sum().itemLong();
        }
    }
}
