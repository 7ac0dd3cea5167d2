package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyNone;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The opcodes of all pickle protocols, and what each does (CPython, Lib/pickle.py and Lib/pickletools.py). */
enum Opcode {
    PROTO(0x80, 2, m -> m.input.nextByte()),
    FRAME(0x95, 4, m -> m.input.requireFrame(m.input.nextLong())),
    STOP('.', 0, PickleMachine::stop),

    MARK('(', 0, m -> m.stack.mark()),
    POP('0', 0, PickleMachine::popOne),
    POP_MARK('1', 1, m -> m.stack.popToMark()),
    DUP('2', 0, m -> m.stack.pushKnown(m.stack.top())),

    PUT('p', 0, m -> m.memoize(NumberText.memoIndex(m.input))),
    BINPUT('q', 1, m -> m.memoize(m.input.nextByte())),
    LONG_BINPUT('r', 1, m -> m.memoize(m.input.nextInt())),
    MEMOIZE(0x94, 4, m -> m.memoize(m.memo.size())),
    GET('g', 0, m -> m.recall(NumberText.memoIndex(m.input))),
    BINGET('h', 1, m -> m.recall(m.input.nextByte())),
    LONG_BINGET('j', 1, m -> m.recall(m.input.nextInt())),

    NONE('N', 0, m -> m.stack.push(PyNone.NONE)),
    NEWTRUE(0x88, 2, m -> m.stack.push(PyBool.TRUE)),
    NEWFALSE(0x89, 2, m -> m.stack.push(PyBool.FALSE)),
    INT('I', 0, m -> m.stack.push(NumberText.integer(m.input, m.limits))),
    LONG('L', 0, m -> m.stack.push(NumberText.longInteger(m.input, m.limits))),
    BININT('J', 1, m -> m.stack.push(PyInt.of(m.input.nextInt()))),
    BININT1('K', 1, m -> m.stack.push(PyInt.of(m.input.nextByte()))),
    BININT2('M', 1, m -> m.stack.push(PyInt.of(m.input.nextShort()))),
    LONG1(0x8a, 2, m -> m.stack.push(NumberText.binary(m.input, m.input.nextByte(), m.limits))),
    LONG4(0x8b, 2, m -> m.stack.push(NumberText.binary(m.input, m.input.nextInt(), m.limits))),
    FLOAT('F', 0, m -> m.stack.push(NumberText.decimal(m.input))),
    BINFLOAT('G', 1, m -> m.stack.push(new PyFloat(m.input.nextDouble()))),

    STRING('S', 0, m -> m.pushPython2String(PickleText.unquote(m.input.nextLine(Integer.MAX_VALUE)))),
    BINSTRING('T', 1, m -> m.pushPython2String(m.input.nextBytes(m.input.nextInt()))),
    SHORT_BINSTRING('U', 1, m -> m.pushPython2String(m.input.nextBytes(m.input.nextByte()))),
    UNICODE('V', 0, m -> m.stack.push(new PyStr(PickleText.unescape(m.input.nextLine(Integer.MAX_VALUE))))),
    BINUNICODE('X', 1, m -> m.stack.push(new PyStr(m.input.nextText(Integer.toUnsignedLong(m.input.nextInt()))))),
    SHORT_BINUNICODE(0x8c, 4, m -> m.stack.push(new PyStr(m.input.nextText(m.input.nextByte())))),
    BINUNICODE8(0x8d, 4, m -> m.stack.push(new PyStr(m.input.nextText(m.input.nextLong())))),
    BINBYTES('B', 3, m -> m.pushBytes(Integer.toUnsignedLong(m.input.nextInt()))),
    SHORT_BINBYTES('C', 3, m -> m.pushBytes(m.input.nextByte())),
    BINBYTES8(0x8e, 4, m -> m.pushBytes(m.input.nextLong())),
    BYTEARRAY8(0x96, 5, m -> m.pushByteArray(m.input.nextLong())),

    EMPTY_TUPLE(')', 1, m -> m.stack.push(PyTuple.EMPTY)),
    TUPLE('t', 0, m -> m.stack.push(PyTuple.copyOf(m.stack.popToMark()))),
    TUPLE1(0x85, 2, m -> m.tuple(1)),
    TUPLE2(0x86, 2, m -> m.tuple(2)),
    TUPLE3(0x87, 2, m -> m.tuple(3)),
    EMPTY_LIST(']', 1, m -> m.stack.push(new PyList())),
    LIST('l', 0, m -> m.list(m.stack.popToMark())),
    APPEND('a', 0, PickleMachine::append),
    APPENDS('e', 1, PickleMachine::appends),
    EMPTY_DICT('}', 1, m -> m.stack.push(PyDict.dict())),
    DICT('d', 0, m -> m.dict(m.stack.popToMark())),
    SETITEM('s', 0, PickleMachine::setItem),
    SETITEMS('u', 1, PickleMachine::setItems),
    EMPTY_SET(0x8f, 4, m -> m.stack.push(new PySet(false))),
    ADDITEMS(0x90, 4, PickleMachine::addItems),
    FROZENSET(0x91, 4, PickleMachine::frozenSet),

    GLOBAL('c', 0, m -> m.global(m.input.nextName(), m.input.nextName())),
    STACK_GLOBAL(0x93, 4, PickleMachine::stackGlobal),
    REDUCE('R', 0, PickleMachine::reduce),
    BUILD('b', 0, PickleMachine::build),
    INST('i', 0, PickleMachine::inst),
    OBJ('o', 1, PickleMachine::obj),
    NEWOBJ(0x81, 2, PickleMachine::newObj),
    NEWOBJ_EX(0x92, 4, PickleMachine::newObjEx),
    BINPERSID('Q', 1, m -> m.persistentId(m.stack.pop())),
    PERSID('P', 0, m -> m.persistentId(new PyStr(m.input.nextName()))),

    EXT1(0x82, 2, m -> refuse("EXT1", "the extension registry of a running Python")),
    EXT2(0x83, 2, m -> refuse("EXT2", "the extension registry of a running Python")),
    EXT4(0x84, 2, m -> refuse("EXT4", "the extension registry of a running Python")),
    NEXT_BUFFER(0x97, 5, m -> refuse("NEXT_BUFFER", "buffers outside the pickle")),
    READONLY_BUFFER(0x98, 5, m -> refuse("READONLY_BUFFER", "buffers outside the pickle"));

    /** What an opcode does to the machine. */
    @FunctionalInterface
    interface Handler {
        void run(PickleMachine machine) throws IOException;
    }

    private static final @Nullable Opcode[] BY_CODE = new Opcode[256];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;
    private final int protocol;

    /** A lambda that captures nothing, which Error Prone cannot see without a dependency on its annotations. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Handler handler;

    Opcode(int code, int protocol, Handler handler) {
        this.code = code;
        this.protocol = protocol;
        this.handler = handler;
    }

    /** The opcode of a byte from 0 to 255; null if there is none. */
    static @Nullable Opcode of(int code) {
        return BY_CODE[code];
    }

    /** The byte, from 0 to 255. */
    int code() {
        return code;
    }

    /** The protocol that brought it. */
    int protocol() {
        return protocol;
    }

    void run(PickleMachine machine) throws IOException {
        handler.run(machine);
    }

    private static void refuse(String name, String need) throws CheckpointFormatException {
        throw CheckpointFormatException.unsupported("opcode " + name + " needs " + need);
    }
}
