package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.Progress;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.heap.HeapBudget;
import dev.sconce.checkpoint.model.PyBytes;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.UnhashableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pickle of any protocol from 0 to 5 and gives its value.
 *
 * <p>It works through the opcodes in a loop, without recursion, so that no nesting is too deep for it; it keeps every value
 * as data, and asks an {@link ObjectBuilder} what a name, a call or a persistent id stands for. What an opcode does stands
 * in {@link Opcode}.
 */
public final class PickleMachine {
    /** A listener is told once in so many opcodes. */
    private static final int PROGRESS_MASK = (1 << 14) - 1;

    final PickleInput input;
    final ReadLimits limits;
    final ValueStack stack;
    final Memo memo = new Memo();
    private final HeapBudget budget;
    private final ObjectBuilder builder;
    private final Progress progress;
    private int opcodeStart;
    private @Nullable PyValue result;

    private PickleMachine(PickleInput input, ObjectBuilder builder, ReadLimits limits, Progress progress) {
        this.input = input;
        this.builder = builder;
        this.limits = limits;
        this.budget = new HeapBudget(limits);
        this.stack = new ValueStack(budget);
        this.progress = progress;
    }

    /**
     * A value and where its pickle ends.
     *
     * @param value the value
     * @param lengthBytes how many bytes the pickle took, up to and including its STOP
     */
    public record Result(PyValue value, int lengthBytes) {}

    /**
     * Reads the pickle that begins with the first of these bytes; what follows its STOP is not looked at.
     *
     * @throws CheckpointFormatException if the bytes are no pickle, or ask for what the builder refuses; with the offset
     *     of the opcode
     * @throws IOException if the builder cannot read what it needs
     */
    public static Result read(ByteBuffer pickle, ObjectBuilder builder, ReadLimits limits) throws IOException {
        return read(pickle, builder, limits, Progress.NONE);
    }

    /**
     * Reads a pickle as above.
     *
     * @param progress told of the bytes as they are read, now and then
     * @throws CheckpointFormatException as above
     * @throws IOException as above
     */
    public static Result read(ByteBuffer pickle, ObjectBuilder builder, ReadLimits limits, Progress progress)
            throws IOException {
        var machine = new PickleMachine(new PickleInput(pickle, limits.maxNameBytes()), builder, limits, progress);
        try {
            return new Result(machine.run(), machine.input.position());
        } catch (CheckpointFormatException e) {
            throw e.at(machine.opcodeStart);
        } catch (UnhashableException e) {
            throw CheckpointFormatException.corrupt(String.valueOf(e.getMessage()))
                    .at(machine.opcodeStart)
                    .causedBy(e);
        }
    }

    private PyValue run() throws IOException {
        for (long count = 0; result == null; count++) {
            opcodeStart = input.position();
            if (count > limits.maxOpcodes()) {
                throw CheckpointFormatException.limit(
                        "the number of opcodes", count, limits.maxOpcodes(), "maxOpcodes");
            }
            int code = input.nextByte();
            Opcode opcode = Opcode.of(code);
            if (opcode == null) {
                throw CheckpointFormatException.corrupt("no pickle opcode has the code 0x" + Integer.toHexString(code));
            }
            opcode.run(this);
            if ((count & PROGRESS_MASK) == PROGRESS_MASK) {
                progress.update(input.position(), (long) input.position() + input.remaining());
            }
        }
        progress.update(input.position(), input.position());
        return result;
    }

    void stop() throws CheckpointFormatException {
        result = stack.pop();
    }

    void popOne() throws CheckpointFormatException {
        if (stack.isMarkOnTop()) {
            stack.popToMark();
        } else {
            stack.pop();
        }
    }

    /** A number above 2^31 wraps to a negative one, which is as good a key. */
    void memoize(int index) throws CheckpointFormatException {
        budget.take(ValueSizes.MEMO_SLOT);
        memo.put(index, stack.top());
    }

    void recall(int index) throws CheckpointFormatException {
        PyValue value = memo.get(index);
        if (value == null) {
            throw CheckpointFormatException.corrupt(
                    "the memo has no value of number " + Integer.toUnsignedString(index));
        }
        stack.pushKnown(value);
    }

    /** Python 3 decodes what Python 2 called a string; what is not text stays bytes. */
    void pushPython2String(byte[] bytes) throws CheckpointFormatException {
        PyValue value;
        try {
            value = new PyStr(PickleText.decode(bytes));
        } catch (CheckpointFormatException notText) {
            value = PyBytes.of(bytes);
        }
        stack.push(value);
    }

    void pushBytes(long length) throws CheckpointFormatException {
        stack.push(PyBytes.of(input.nextBytes(length)));
    }

    void pushByteArray(long length) throws CheckpointFormatException {
        stack.push(PyBytes.ofByteArray(input.nextBytes(length)));
    }

    void tuple(int count) throws CheckpointFormatException {
        PyValue[] items = new PyValue[count];
        for (int i = count - 1; i >= 0; i--) {
            items[i] = stack.pop();
        }
        stack.push(PyTuple.copyOf(List.of(items)));
    }

    void list(List<PyValue> items) throws CheckpointFormatException {
        var list = new PyList();
        appendAll(list, items);
        stack.push(list);
    }

    void append() throws CheckpointFormatException {
        PyValue item = stack.pop();
        appendAll(stack.top(), List.of(item));
    }

    void appends() throws CheckpointFormatException {
        List<PyValue> items = stack.popToMark();
        appendAll(stack.top(), items);
    }

    private void appendAll(PyValue target, List<PyValue> items) throws CheckpointFormatException {
        takeSlots(items.size(), ValueSizes.LIST_SLOT);
        if (target instanceof PyList list) {
            items.forEach(list::add);
        } else if (target instanceof PyObject object) {
            items.forEach(object::addItem);
        } else {
            throw wrongTarget("items can only be appended to a list", target);
        }
    }

    void dict(List<PyValue> items) throws CheckpointFormatException {
        var dict = PyDict.dict();
        setAll(dict, items);
        stack.push(dict);
    }

    void setItem() throws CheckpointFormatException {
        PyValue value = stack.pop();
        PyValue key = stack.pop();
        setAll(stack.top(), List.of(key, value));
    }

    void setItems() throws CheckpointFormatException {
        List<PyValue> items = stack.popToMark();
        setAll(stack.top(), items);
    }

    /** An item that is set anew costs what the first one does; most pickles set them in batches. */
    private void takeSlots(int count, int bytes) throws CheckpointFormatException {
        budget.take(ValueSizes.FIRST_ITEM + (long) count * bytes);
    }

    private void setAll(PyValue target, List<PyValue> items) throws CheckpointFormatException {
        takeSlots(items.size() / 2, ValueSizes.DICT_SLOT);
        if (items.size() % 2 != 0) {
            throw CheckpointFormatException.corrupt("the last key of a dictionary has no value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            KeySizes.requireAtMost(items.get(i), limits.maxKeyNodes());
            if (target instanceof PyDict dict) {
                dict.put(items.get(i), items.get(i + 1));
            } else if (target instanceof PyObject object) {
                object.addPair(items.get(i), items.get(i + 1));
            }
        }
        if (!(target instanceof PyDict || target instanceof PyObject)) {
            throw wrongTarget("items can only be set in a dict, OrderedDict or Counter", target);
        }
    }

    void addItems() throws CheckpointFormatException {
        List<PyValue> items = stack.popToMark();
        takeMembers(items);
        if (stack.top() instanceof PySet set) {
            items.forEach(set::add);
        } else if (stack.top() instanceof PyObject object) {
            items.forEach(object::addItem);
        } else {
            throw wrongTarget("members can only be added to a set", stack.top());
        }
    }

    private void takeMembers(List<PyValue> items) throws CheckpointFormatException {
        takeSlots(items.size(), ValueSizes.DICT_SLOT);
        for (PyValue item : items) {
            KeySizes.requireAtMost(item, limits.maxKeyNodes());
        }
    }

    void frozenSet() throws CheckpointFormatException {
        var set = new PySet(true);
        List<PyValue> items = stack.popToMark();
        takeMembers(items);
        items.forEach(set::add);
        stack.push(set);
    }

    private static CheckpointFormatException wrongTarget(String rule, PyValue target) {
        return CheckpointFormatException.corrupt(
                rule + ", but this is a " + target.getClass().getSimpleName());
    }

    /** Pickles of protocol 2 name Python 2's modules (CPython, Lib/_compat_pickle.py). */
    void global(String module, String name) throws IOException {
        String current =
                switch (module) {
                    case "__builtin__" -> "builtins";
                    case "copy_reg" -> "copyreg";
                    default -> module;
                };
        stack.push(builder.global(current, name, opcodeStart));
    }

    void stackGlobal() throws IOException {
        PyValue name = stack.pop();
        PyValue module = stack.pop();
        if (!(name instanceof PyStr nameText) || !(module instanceof PyStr moduleText)) {
            throw CheckpointFormatException.corrupt("STACK_GLOBAL needs two strings");
        }
        global(moduleText.value(), nameText.value());
    }

    void reduce() throws IOException {
        PyTuple arguments = arguments(stack.pop());
        stack.push(builder.call(stack.pop(), arguments));
    }

    void newObj() throws IOException {
        PyTuple arguments = arguments(stack.pop());
        stack.push(builder.newObject(stack.pop(), arguments, null));
    }

    void newObjEx() throws IOException {
        if (!(stack.pop() instanceof PyDict keywords)) {
            throw CheckpointFormatException.corrupt("NEWOBJ_EX needs a dict of keyword arguments");
        }
        PyTuple arguments = arguments(stack.pop());
        stack.push(builder.newObject(stack.pop(), arguments, keywords));
    }

    void inst() throws IOException {
        List<PyValue> arguments = stack.popToMark();
        global(input.nextName(), input.nextName());
        stack.push(builder.newObject(stack.pop(), PyTuple.copyOf(arguments), null));
    }

    void obj() throws IOException {
        List<PyValue> items = stack.popToMark();
        if (items.isEmpty()) {
            throw CheckpointFormatException.corrupt("OBJ needs a class");
        }
        stack.push(builder.newObject(items.get(0), PyTuple.copyOf(items.subList(1, items.size())), null));
    }

    private static PyTuple arguments(PyValue value) throws CheckpointFormatException {
        if (value instanceof PyTuple tuple) {
            return tuple;
        }
        throw CheckpointFormatException.corrupt("the arguments of a call must be a tuple, but this is a "
                + value.getClass().getSimpleName());
    }

    void build() throws IOException {
        PyValue state = stack.pop();
        PyValue object = stack.pop();
        PyValue built = builder.build(object, state);
        if (built != object && object instanceof PyObject unfinished) {
            memo.replace(unfinished, built);
        }
        stack.pushKnown(built);
    }

    void persistentId(PyValue id) throws IOException {
        stack.push(builder.persistentId(id));
    }
}
