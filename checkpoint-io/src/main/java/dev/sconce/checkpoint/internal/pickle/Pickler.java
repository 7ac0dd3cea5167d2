package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyBytes;
import dev.sconce.checkpoint.model.PyComplex;
import dev.sconce.checkpoint.model.PyDType;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyNone;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a value as a pickle of protocol 2: the same bytes as CPython's own pickler (Modules/_pickle.c), down to which
 * objects are remembered under which number.
 *
 * <p>What tensors look like is told by an {@link Extension}.
 */
public final class Pickler {
    /** Items of a container between two opcodes, as in CPython ({@code BATCHSIZE}). */
    private static final int BATCH_SIZE = 1000;

    /** Python's own pickler gives up near its recursion limit of 1000 too. */
    private static final int MAX_DEPTH = 1000;

    private static final int PROTOCOL = 2;
    private static final int MAX_LONG1_BYTES = 255;

    private static final PyGlobal ORDERED_DICT = new PyGlobal("collections", "OrderedDict");
    private static final PyGlobal COUNTER = new PyGlobal("collections", "Counter");
    private static final PyGlobal SET = new PyGlobal("builtins", "set");
    private static final PyGlobal FROZEN_SET = new PyGlobal("builtins", "frozenset");
    private static final PyGlobal COMPLEX = new PyGlobal("builtins", "complex");
    private static final PyGlobal BYTES = new PyGlobal("builtins", "bytes");
    private static final PyGlobal BYTE_ARRAY = new PyGlobal("builtins", "bytearray");
    private static final PyGlobal ENCODE = new PyGlobal("_codecs", "encode");
    private static final PyGlobal NEW_OBJECT_EX = new PyGlobal("copyreg", "__newobj_ex__");
    private static final PyStr LATIN1 = new PyStr("latin1");

    /** Writes the values that the pickle format itself does not know. */
    @FunctionalInterface
    public interface Extension {
        /**
         * Writes a value with the pickler's methods.
         *
         * @throws IllegalArgumentException if there is no such value in Python
         */
        void save(PyValue value, Pickler pickler);
    }

    private final PickleOutput out = new PickleOutput();
    private final WriterMemo memo = new WriterMemo();
    private final Extension extension;
    private int depth;

    private Pickler(Extension extension) {
        this.extension = extension;
    }

    /**
     * The pickle of a value.
     *
     * @throws IllegalArgumentException if Python has no such value, or it is nested too deep for Python
     */
    public static byte[] pickle(PyValue value, Extension extension) {
        var pickler = new Pickler(extension);
        pickler.out.put(Opcode.PROTO);
        pickler.out.putByte(PROTOCOL);
        pickler.save(value);
        pickler.out.put(Opcode.STOP);
        return pickler.out.toByteArray();
    }

    /** Writes a value, or a reference to it where it was written before. */
    public void save(PyValue value) {
        if (saveAtom(value)) {
            return;
        }
        Integer number = memo.find(value);
        if (number != null) {
            recall(number);
            return;
        }
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("values are nested deeper than Python can pickle them: " + MAX_DEPTH);
        }
        saveNew(value);
        depth--;
    }

    private boolean saveAtom(PyValue value) {
        if (value instanceof PyNone) {
            out.put(Opcode.NONE);
        } else if (value instanceof PyBool flag) {
            out.put(flag.value() ? Opcode.NEWTRUE : Opcode.NEWFALSE);
        } else if (value instanceof PyInt number) {
            saveInt(number);
        } else if (value instanceof PyFloat number) {
            out.put(Opcode.BINFLOAT);
            out.putDouble(number.value());
        } else if (value instanceof PyTuple tuple && tuple.size() == 0) {
            out.put(Opcode.EMPTY_TUPLE);
        } else {
            return false;
        }
        return true;
    }

    private void saveNew(PyValue value) {
        if (value instanceof PyStr text) {
            saveText(text);
        } else if (value instanceof PyDict dict) {
            saveDict(dict);
        } else if (value instanceof PyList list) {
            out.put(Opcode.EMPTY_LIST);
            memoize(list);
            saveListItems(list.items());
        } else if (value instanceof PyTuple tuple) {
            saveTuple(tuple);
        } else if (value instanceof PyGlobal global) {
            saveGlobal(global);
        } else if (value instanceof PyDType dtype) {
            saveName("torch", dtype.name());
            memoize(dtype);
        } else if (value instanceof PyBytes bytes) {
            saveBytes(bytes);
        } else if (value instanceof PyComplex number) {
            call(COMPLEX, PyTuple.of(new PyFloat(number.real()), new PyFloat(number.imaginary())));
            memoize(value);
        } else if (value instanceof PySet set) {
            var items = new PyList();
            set.items().forEach(items::add);
            call(set.isFrozen() ? FROZEN_SET : SET, PyTuple.of(items));
            memoize(set);
        } else if (value instanceof PyObject object) {
            saveObject(object);
        } else {
            extension.save(value, this);
        }
    }

    private void saveInt(PyInt number) {
        BigInteger big = number.bigValue();
        if (!number.fitsLong() || number.longValue() != (int) number.longValue()) {
            saveLong(big);
        } else if (big.signum() >= 0 && big.bitLength() <= Byte.SIZE) {
            out.put(Opcode.BININT1);
            out.putByte(big.intValue());
        } else if (big.signum() >= 0 && big.bitLength() <= Short.SIZE) {
            out.put(Opcode.BININT2);
            out.putShort(big.intValue());
        } else {
            out.put(Opcode.BININT);
            out.putInt(big.intValue());
        }
    }

    private void saveLong(BigInteger number) {
        byte[] bytes = number.toByteArray();
        if (bytes.length <= MAX_LONG1_BYTES) {
            out.put(Opcode.LONG1);
            out.putByte(bytes.length);
        } else {
            out.put(Opcode.LONG4);
            out.putInt(bytes.length);
        }
        for (int i = bytes.length - 1; i >= 0; i--) {
            out.putByte(bytes[i]);
        }
    }

    private void saveText(PyStr text) {
        byte[] bytes = PickleText.encode(text.value());
        out.put(Opcode.BINUNICODE);
        out.putInt(bytes.length);
        out.putBytes(bytes);
        memoize(text);
    }

    private void saveDict(PyDict dict) {
        List<PyDict.Entry> entries = List.copyOf(dict.entries());
        switch (dict.kind()) {
            case DICT -> {
                out.put(Opcode.EMPTY_DICT);
                memoize(dict);
                if (!entries.isEmpty()) {
                    saveExactBatches(entries);
                }
            }
            case ORDERED_DICT -> {
                call(ORDERED_DICT, PyTuple.EMPTY);
                memoize(dict);
                saveBatches(entries.iterator(), this::savePair, Opcode.SETITEM, Opcode.SETITEMS);
                dict.attributes().ifPresent(this::saveState);
            }
            case COUNTER -> {
                var counts = PyDict.dict();
                entries.forEach(entry -> counts.put(entry.key(), entry.value()));
                call(COUNTER, PyTuple.of(counts));
                memoize(dict);
            }
        }
    }

    private void saveState(PyValue state) {
        save(state);
        out.put(Opcode.BUILD);
    }

    private void savePair(PyDict.Entry pair) {
        save(pair.key());
        save(pair.value());
    }

    /** CPython's {@code batch_dict_exact}: after exactly 1000 items comes an empty batch. */
    private void saveExactBatches(List<PyDict.Entry> entries) {
        if (entries.size() == 1) {
            savePair(entries.get(0));
            out.put(Opcode.SETITEM);
            return;
        }
        int done = 0;
        int count;
        do {
            count = Math.min(BATCH_SIZE, entries.size() - done);
            out.put(Opcode.MARK);
            entries.subList(done, done + count).forEach(this::savePair);
            out.put(Opcode.SETITEMS);
            done += count;
        } while (count == BATCH_SIZE);
    }

    /** CPython's {@code batch_list_exact}. */
    private void saveListItems(List<PyValue> items) {
        if (items.size() == 1) {
            save(items.get(0));
            out.put(Opcode.APPEND);
            return;
        }
        for (int done = 0; done < items.size(); done += BATCH_SIZE) {
            out.put(Opcode.MARK);
            items.subList(done, Math.min(done + BATCH_SIZE, items.size())).forEach(this::save);
            out.put(Opcode.APPENDS);
        }
    }

    /** CPython's {@code batch_dict} and {@code batch_list}, which see an iterator: a single item left over goes alone. */
    private <T> void saveBatches(Iterator<T> items, Consumer<T> saveItem, Opcode one, Opcode several) {
        int count = BATCH_SIZE;
        while (count == BATCH_SIZE && items.hasNext()) {
            T first = items.next();
            if (!items.hasNext()) {
                saveItem.accept(first);
                out.put(one);
                return;
            }
            out.put(Opcode.MARK);
            saveItem.accept(first);
            for (count = 1; count < BATCH_SIZE && items.hasNext(); count++) {
                saveItem.accept(items.next());
            }
            out.put(several);
        }
    }

    private void saveTuple(PyTuple tuple) {
        if (tuple.size() > 3) {
            out.put(Opcode.MARK);
        }
        tuple.forEach(this::save);
        Integer number = memo.find(tuple);
        if (number != null) {
            // The tuple holds itself, by way of a list: it is there already.
            discard(tuple.size());
            recall(number);
            return;
        }
        out.put(
                switch (tuple.size()) {
                    case 1 -> Opcode.TUPLE1;
                    case 2 -> Opcode.TUPLE2;
                    case 3 -> Opcode.TUPLE3;
                    default -> Opcode.TUPLE;
                });
        memoize(tuple);
    }

    private void discard(int count) {
        if (count > 3) {
            out.put(Opcode.POP_MARK);
            return;
        }
        for (int i = 0; i < count; i++) {
            out.put(Opcode.POP);
        }
    }

    private void saveGlobal(PyGlobal global) {
        String module =
                switch (global.module()) {
                    case "builtins" -> "__builtin__";
                    case "copyreg" -> "copy_reg";
                    default -> global.module();
                };
        saveName(module, global.name());
        memoize(global);
    }

    private void saveName(String module, String name) {
        if (module.indexOf('\n') >= 0 || name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a Python name cannot hold a line feed: " + module + "." + name);
        }
        out.put(Opcode.GLOBAL);
        out.putBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void saveBytes(PyBytes bytes) {
        if (bytes.isByteArray()) {
            call(BYTE_ARRAY, bytes.length() == 0 ? PyTuple.EMPTY : PyTuple.of(PyBytes.of(bytes.toByteArray())));
        } else if (bytes.length() == 0) {
            call(BYTES, PyTuple.EMPTY);
        } else {
            var text = new PyStr(new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1));
            call(ENCODE, PyTuple.of(text, LATIN1));
        }
        memoize(bytes);
    }

    private void saveObject(PyObject object) {
        PyTuple arguments = PyTuple.copyOf(object.arguments());
        if (object.keywords().isPresent()) {
            call(
                    NEW_OBJECT_EX,
                    PyTuple.of(object.type(), arguments, object.keywords().get()));
        } else {
            save(object.type());
            save(arguments);
            out.put(object.construction() == PyObject.Construction.NEW ? Opcode.NEWOBJ : Opcode.REDUCE);
        }
        memoize(object);
        saveBatches(object.items().iterator(), this::save, Opcode.APPEND, Opcode.APPENDS);
        saveBatches(object.pairs().iterator(), this::savePair, Opcode.SETITEM, Opcode.SETITEMS);
        object.state().ifPresent(this::saveState);
    }

    /** Writes a call of a function or class; its result is not remembered until {@link #memoize}. */
    public void call(PyGlobal function, PyTuple arguments) {
        save(function);
        save(arguments);
        out.put(Opcode.REDUCE);
    }

    /** Writes a persistent id: the value that the loader exchanges for something outside the pickle. */
    public void persistentId(PyTuple id) {
        save(id);
        out.put(Opcode.BINPERSID);
    }

    /** Remembers what was written last as this value. */
    public void memoize(PyValue value) {
        int number = memo.add(value);
        if (number <= 0xff) {
            out.put(Opcode.BINPUT);
            out.putByte(number);
        } else {
            out.put(Opcode.LONG_BINPUT);
            out.putInt(number);
        }
    }

    private void recall(int number) {
        if (number <= 0xff) {
            out.put(Opcode.BINGET);
            out.putByte(number);
        } else {
            out.put(Opcode.LONG_BINGET);
            out.putInt(number);
        }
    }
}
