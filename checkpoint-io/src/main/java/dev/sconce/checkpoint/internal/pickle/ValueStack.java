package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.internal.heap.HeapBudget;
import dev.sconce.checkpoint.model.PyValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machine's stack, with marks below which nothing can be taken until the mark itself is. */
final class ValueStack {
    private @Nullable PyValue[] values = new PyValue[64];
    private int size;
    private int[] marks = new int[16];
    private int markCount;
    private final HeapBudget budget;

    ValueStack(HeapBudget budget) {
        this.budget = budget;
    }

    /** Pushes a value that was just made. */
    void push(PyValue value) throws CheckpointFormatException {
        budget.take(ValueSizes.of(value));
        pushKnown(value);
    }

    /** Pushes a value that is there already. */
    void pushKnown(PyValue value) throws CheckpointFormatException {
        budget.take(ValueSizes.STACK_SLOT);
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    private int floor() {
        return markCount == 0 ? 0 : marks[markCount - 1];
    }

    private void requireValue() throws CheckpointFormatException {
        if (size <= floor()) {
            throw CheckpointFormatException.corrupt("an opcode takes a value from an empty stack");
        }
    }

    PyValue pop() throws CheckpointFormatException {
        requireValue();
        PyValue value = at(--size);
        values[size] = null;
        return value;
    }

    PyValue top() throws CheckpointFormatException {
        requireValue();
        return at(size - 1);
    }

    private PyValue at(int index) {
        PyValue value = values[index];
        if (value == null) {
            throw new AssertionError("the stack has values up to its size");
        }
        return value;
    }

    void mark() throws CheckpointFormatException {
        budget.take(ValueSizes.STACK_SLOT);
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, markCount * 2);
        }
        marks[markCount++] = size;
    }

    boolean isMarkOnTop() {
        return markCount > 0 && marks[markCount - 1] == size;
    }

    /** Takes the last mark and everything above it. */
    List<PyValue> popToMark() throws CheckpointFormatException {
        if (markCount == 0) {
            throw CheckpointFormatException.corrupt("an opcode looks for a mark where there is none");
        }
        int start = marks[--markCount];
        PyValue[] items = new PyValue[size - start];
        for (int i = 0; i < items.length; i++) {
            items[i] = at(start + i);
            values[start + i] = null;
        }
        size = start;
        return Arrays.asList(items);
    }
}
