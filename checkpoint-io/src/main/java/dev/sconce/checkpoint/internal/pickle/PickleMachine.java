package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
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
    final PickleInput input;
    final ReadLimits limits;
    final ValueStack stack = new ValueStack();
    final Memo memo = new Memo();
    private final ObjectBuilder builder;
    private int opcodeStart;
    private @Nullable PyValue result;

    private PickleMachine(PickleInput input, ObjectBuilder builder, ReadLimits limits) {
        this.input = input;
        this.builder = builder;
        this.limits = limits;
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
        var machine = new PickleMachine(new PickleInput(pickle), builder, limits);
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
        }
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
        memo.put(index, stack.top());
    }

    void recall(int index) throws CheckpointFormatException {
        PyValue value = memo.get(index);
        if (value == null) {
            throw CheckpointFormatException.corrupt(
                    "the memo has no value of number " + Integer.toUnsignedString(index));
        }
        stack.push(value);
    }

    /** Python 3 decodes what Python 2 called a string; what is not text stays bytes. */
    void pushPython2String(byte[] bytes) {
        try {
            stack.push(new PyStr(PickleText.decode(bytes)));
        } catch (CheckpointFormatException notText) {
            stack.push(PyBytes.of(bytes));
        }
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

    void list(List<PyValue> items) {
        var list = new PyList();
        items.forEach(list::add);
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

    private static void appendAll(PyValue target, List<PyValue> items) throws CheckpointFormatException {
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

    private static void setAll(PyValue target, List<PyValue> items) throws CheckpointFormatException {
        if (items.size() % 2 != 0) {
            throw CheckpointFormatException.corrupt("the last key of a dictionary has no value");
        }
        for (int i = 0; i < items.size(); i += 2) {
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
        if (stack.top() instanceof PySet set) {
            items.forEach(set::add);
        } else if (stack.top() instanceof PyObject object) {
            items.forEach(object::addItem);
        } else {
            throw wrongTarget("members can only be added to a set", stack.top());
        }
    }

    void frozenSet() throws CheckpointFormatException {
        var set = new PySet(true);
        stack.popToMark().forEach(set::add);
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
        stack.push(built);
    }

    void persistentId(PyValue id) throws IOException {
        stack.push(builder.persistentId(id));
    }
}
