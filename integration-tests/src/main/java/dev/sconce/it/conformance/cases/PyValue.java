package dev.sconce.it.conformance.cases;

import com.google.gson.JsonObject;
import dev.sconce.torch.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Python value of a case for which Java has no type of its own. */
public sealed interface PyValue {

    /**
     * A function by name.
     *
     * @param path such as {@code torch.nn.functional.gelu}
     */
    record Function(String path) implements PyValue {}

    /**
     * A class by name.
     *
     * @param path such as {@code torch.nn.Linear}
     */
    record ClassName(String path) implements PyValue {}

    /**
     * A Python lambda.
     *
     * @param source its text
     */
    record Lambda(String source) implements PyValue {}

    /**
     * A complex number.
     *
     * @param real its real part
     * @param imaginary its imaginary part
     */
    record Complex(double real, double imaginary) implements PyValue {}

    /**
     * A {@code range}.
     *
     * @param start the first number
     * @param stop where it ends, exclusive
     * @param step the distance
     */
    record Range(long start, long stop, long step) implements PyValue {}

    /**
     * A tuple with names.
     *
     * @param name the class
     * @param fields the items in order
     */
    record NamedTuple(String name, Map<String, @Nullable Object> fields) implements PyValue {}

    /**
     * An instance of a data class.
     *
     * @param path the class, such as {@code torch.nn.LinearCrossEntropyOptions}
     * @param fields its fields in order
     */
    record Instance(String path, Map<String, @Nullable Object> fields) implements PyValue {}

    /**
     * A {@code torch.nn.utils.rnn.PackedSequence}.
     *
     * @param data the steps
     * @param batchSizes sequences per step
     * @param sortedIndices how the batch was sorted
     * @param unsortedIndices how it is brought back
     */
    record Packed(
            Tensor data,
            Tensor batchSizes,
            @Nullable Tensor sortedIndices,
            @Nullable Tensor unsortedIndices) implements PyValue {}

    /**
     * A module that has to be built: class, arguments, state, mode.
     *
     * @param document its description
     */
    record Module(JsonObject document) implements PyValue {}

    /**
     * A scheduler that has to be built for the optimizer at hand.
     *
     * @param document its description
     */
    record Scheduler(JsonObject document) implements PyValue {}

    /**
     * Something that is not compared.
     *
     * @param type its Python type
     */
    record Opaque(String type) implements PyValue {}
}
