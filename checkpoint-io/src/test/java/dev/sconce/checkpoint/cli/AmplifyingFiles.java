package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.HandmadePickle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files whose every byte or two stand for an object: read without a limit, each takes hundreds of megabytes. */
final class AmplifyingFiles {
    private static final int COUNT = 3_000_000;
    private static final int TENSORS = 60_000;
    private static final int KEYS = 200_000;

    /** What each pickle begins with, repeats, and ends with, in the notation of {@link HandmadePickle#bytes}. */
    private static final String[][] PICKLES = {
        {"lists", "<80><02>](", "]", "e."},
        {"dicts", "<80><02>](", "}", "e."},
        {"sets", "<80><04>](", "<8f>", "e."},
        {"nones", "<80><02>](", "N", "e."},
        {"empty_tuples", "<80><02>](", ")", "e."},
        {"tuples_in_tuples", "<80><02>N", "<85>", "."},
        {"appended", "<80><02>]", "Na", "."},
        {"integers", "<80><02>](", "J<01><02><03><04>", "e."},
        {"floats", "<80><02>](", "G<3f><f0><00><00><00><00><00><01>", "e."},
        {"strings", "<80><04>](", "<8c><01>a", "e."},
        {"bytes", "<80><03>](", "C<01>a", "e."},
        {"memo", "<80><04>N", "<94>", "."},
        {"marks", "<80><02>", "(", "."},
        {"duplicates", "<80><02>N", "2", "."},
        {"ordered_dicts", "<80><02>](ccollections~OrderedDict~q<00>", "h<00>)R", "e."},
        {"objects", "<80><02>](cargparse~Namespace~q<00>", "h<00>)<81>", "e."},
        {"dict_items", "<80><02>}(J<01><02><03><04>", "NJ<01><02><03><05>", "Nu."},
    };

    private AmplifyingFiles() {}

    /** Writes them all into a folder. */
    static void write(Path folder) throws IOException {
        for (String[] pickle : PICKLES) {
            HandmadePickle.writeZip(folder.resolve(pickle[0] + ".pth"), repeated(pickle[1], pickle[2], pickle[3]));
        }
        var legacy = new ByteArrayOutputStream();
        legacy.writeBytes(HandmadePickle.bytes("<80><02><8a><0a><6c><fc><9c><46><f9><20><6a><a8><50><19>."));
        legacy.writeBytes(HandmadePickle.bytes("<80><02>M<e9><03>.<80><02>}."));
        legacy.writeBytes(repeated("<80><02>](", "]", "e."));
        Files.write(folder.resolve("legacy_lists.pth"), legacy.toByteArray());
        HandmadePickle.writeZip(folder.resolve("float_keys.pth"), floatKeys());
        HandmadePickle.writeZip(folder.resolve("wide_key.pth"), wideKey());
        writeHeader(folder.resolve("numbers.safetensors"), "{\"a\":[" + "0,".repeat(COUNT) + "0]}");
        writeHeader(folder.resolve("tensors.safetensors"), emptyTensors());
    }

    private static byte[] repeated(String start, String unit, String end) {
        var pickle = new ByteArrayOutputStream();
        pickle.writeBytes(HandmadePickle.bytes(start));
        byte[] bytes = HandmadePickle.bytes(unit);
        for (int length = 0; length < COUNT; length += bytes.length) {
            pickle.writeBytes(bytes);
        }
        pickle.writeBytes(HandmadePickle.bytes(end));
        return pickle.toByteArray();
    }

    /** Numbers whose 64 bits differ in the upper half alone, as keys of a dict. */
    private static byte[] floatKeys() {
        var pickle = ByteBuffer.allocate(KEYS * 10 + 6);
        pickle.put(HandmadePickle.bytes("<80><02>}("));
        for (int i = 0; i < KEYS; i++) {
            pickle.put((byte) 'G').putDouble(i * 0x1p32).put((byte) 'N');
        }
        return pickle.put((byte) 'u').put((byte) '.').array();
    }

    /** A tuple of 9,000 tuples of 9,000 values, as a key. */
    private static byte[] wideKey() {
        String many = "h<00>".repeat(9_000);
        return HandmadePickle.bytes("<80><02>}((" + "N".repeat(9_000) + "tq<00>0(" + many + "tNu.");
    }

    private static String emptyTensors() {
        var header = new StringBuilder("{");
        for (int i = 0; i < TENSORS; i++) {
            header.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(i)
                    .append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        return header.append('}').toString();
    }

    private static void writeHeader(Path file, String json) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.US_ASCII);
        var bytes = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(header.length).put(header).array());
    }
}
