package dev.sconce.it.example;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What Python counted for the checkpoint that it trained ({@code digits.json}).
 *
 * @param correct the held-out images that it named rightly
 * @param heldOut all held-out images
 */
public record PythonResult(int correct, int heldOut) {

    /** Reads the file that stands beside the checkpoint. */
    public static PythonResult read() throws IOException {
        try (InputStream json = Objects.requireNonNull(PythonResult.class.getResourceAsStream("digits.json"))) {
            return new Gson().fromJson(new InputStreamReader(json, StandardCharsets.UTF_8), PythonResult.class);
        }
    }
}
