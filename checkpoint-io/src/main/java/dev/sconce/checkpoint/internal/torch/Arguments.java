package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyDType;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.util.List;

/** The arguments of a call in a pickle, each taken as the one kind of value that it may be. */
public final class Arguments {
    private final String function;
    private final List<PyValue> values;
    private final ReadLimits limits;

    /** Arguments of this function. */
    public Arguments(String function, PyTuple values, ReadLimits limits) {
        this(function, values.items(), limits);
    }

    private Arguments(String function, List<PyValue> values, ReadLimits limits) {
        this.function = function;
        this.values = values;
        this.limits = limits;
    }

    /** How many. */
    public int count() {
        return values.size();
    }

    List<PyValue> all() {
        return values;
    }

    /**
     * Refuses another number of arguments.
     *
     * @throws CheckpointFormatException if there are fewer or more
     */
    public Arguments requireCount(int min, int max) throws CheckpointFormatException {
        if (count() < min || count() > max) {
            throw CheckpointFormatException.corrupt("a call of " + function + " has the wrong number of arguments")
                    .expected(min == max ? min : min + " to " + max, count());
        }
        return this;
    }

    /** The value itself. */
    public PyValue get(int index) {
        return values.get(index);
    }

    private CheckpointFormatException wrong(int index, String wanted) {
        return CheckpointFormatException.corrupt("argument " + index + " of " + function + " is of the wrong kind")
                .expected(wanted, values.get(index));
    }

    private <T extends PyValue> T as(int index, Class<T> type, String wanted) throws CheckpointFormatException {
        if (type.isInstance(values.get(index))) {
            return type.cast(values.get(index));
        }
        throw wrong(index, wanted);
    }

    /**
     * An integer that fits a long; True and False are none here.
     *
     * @throws CheckpointFormatException if it is something else
     */
    public long integer(int index) throws CheckpointFormatException {
        PyInt value = as(index, PyInt.class, "an integer");
        if (!value.fitsLong()) {
            throw wrong(index, "an integer of 64 bits");
        }
        return value.longValue();
    }

    double number(int index) throws CheckpointFormatException {
        return values.get(index) instanceof PyFloat real ? real.value() : (double) integer(index);
    }

    boolean flag(int index) throws CheckpointFormatException {
        return as(index, PyBool.class, "True or False").value();
    }

    /**
     * The text of a string.
     *
     * @throws CheckpointFormatException if it is something else
     */
    public String text(int index) throws CheckpointFormatException {
        return as(index, PyStr.class, "a string").value();
    }

    HostTensor tensor(int index) throws CheckpointFormatException {
        return as(index, HostTensor.class, "a dense tensor");
    }

    PyStorage storage(int index) throws CheckpointFormatException {
        return as(index, PyStorage.class, "a storage");
    }

    Arguments tuple(int index) throws CheckpointFormatException {
        return new Arguments(function, as(index, PyTuple.class, "a tuple"), limits);
    }

    ElementType dtype(int index) throws CheckpointFormatException {
        return as(index, PyDType.class, "a dtype")
                .elementType()
                .orElseThrow(() -> wrong(index, "a dtype that stored tensors have"));
    }

    /** Lengths or strides: a tuple, a list or a torch.Size of integers. */
    long[] integers(int index) throws CheckpointFormatException {
        PyValue value = values.get(index);
        if (value instanceof PySize size) {
            return size.dimensions().stream().mapToLong(Long::longValue).toArray();
        }
        List<PyValue> items;
        if (value instanceof PyTuple tuple) {
            items = tuple.items();
        } else if (value instanceof PyList list) {
            items = list.items();
        } else {
            throw wrong(index, "a tuple of integers");
        }
        if (items.size() > limits.maxDimensions()) {
            throw CheckpointFormatException.limit(
                    "the number of dimensions", items.size(), limits.maxDimensions(), "maxDimensions");
        }
        var each = new Arguments(function, items, limits);
        long[] numbers = new long[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = each.integer(i);
        }
        return numbers;
    }
}
