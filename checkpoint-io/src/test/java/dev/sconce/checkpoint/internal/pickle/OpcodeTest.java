package dev.sconce.checkpoint.internal.pickle;

import static dev.sconce.checkpoint.HandmadePickle.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each opcode does what CPython's does. */
class OpcodeTest {
    /** A builder for which every name is inert. */
    private static final class Inert implements ObjectBuilder {
        @Override
        public PyValue global(String module, String name, long offset) {
            return new PyGlobal(module, name);
        }

        @Override
        public PyValue call(PyValue callable, PyTuple arguments) {
            return new PyObject((PyGlobal) callable, arguments.items(), null, PyObject.Construction.CALL);
        }

        @Override
        public PyValue newObject(PyValue type, PyTuple arguments, PyDict keywords) {
            return new PyObject((PyGlobal) type, arguments.items(), keywords, PyObject.Construction.NEW);
        }

        @Override
        public PyValue build(PyValue object, PyValue state) {
            ((PyObject) object).setState(state);
            return object;
        }

        @Override
        public PyValue persistentId(PyValue id) {
            return PyTuple.of("persistent", id);
        }
    }

    private static PyValue read(byte[] pickle) throws IOException {
        return PickleMachine.read(ByteBuffer.wrap(pickle), new Inert(), ReadLimits.DEFAULT)
                .value();
    }

    private static final String[][] EXAMPLES = {
        {"PROTO NONE STOP", "<80><02>N.", "None"},
        {"FRAME", "<80><04><95><02><00><00><00><00><00><00><00>N.", "None"},
        {"POP", "K<01>K<02>0.", "1"},
        {"POP_MARK MARK", "K<01>(K<02>K<03>1.", "1"},
        {"DUP TUPLE2", "K<01>2<86>.", "(1, 1)"},
        {"PUT GET", "K<07>p5~0g5~.", "7"},
        {"BINPUT BINGET", "K<07>q<05>0h<05>.", "7"},
        {"LONG_BINPUT LONG_BINGET", "K<07>r<00><01><00><00>0j<00><01><00><00>.", "7"},
        {"MEMOIZE", "K<07><94>0h<00>.", "7"},
        {"NEWTRUE NEWFALSE", "<88><89><86>.", "(True, False)"},
        {"INT", "I-12~.", "-12"},
        {"INT", "I01~.", "True"},
        {"LONG", "L123456789012345678901L~.", "123456789012345678901"},
        {"BININT", "J<fe><ff><ff><ff>.", "-2"},
        {"BININT1", "K<ff>.", "255"},
        {"BININT2", "M<00><01>.", "256"},
        {"LONG1", "<8a><02><00><80>.", "-32768"},
        {"LONG4", "<8b><01><00><00><00><ff>.", "-1"},
        {"FLOAT", "F-1.5e3~.", "-1500.0"},
        {"FLOAT", "Finf~.", "inf"},
        {"BINFLOAT", "G<3f><f8><00><00><00><00><00><00>.", "1.5"},
        {"STRING", "S'a\\x41\\n'~.", "'aA\n'"},
        {"BINSTRING", "T<02><00><00><00>ab.", "'ab'"},
        {"SHORT_BINSTRING", "U<02>ab.", "'ab'"},
        {"SHORT_BINSTRING", "U<02><ff><fe>.", "bytes.fromhex('fffe')"},
        {"UNICODE", "Vk\\u00e9~.", "'k\u00e9'"},
        {"BINUNICODE", "X<02><00><00><00><c3><a9>.", "'\u00e9'"},
        {"SHORT_BINUNICODE", "<8c><01>a.", "'a'"},
        {"BINUNICODE8", "<8d><01><00><00><00><00><00><00><00>a.", "'a'"},
        {"BINBYTES", "B<01><00><00><00>a.", "bytes.fromhex('61')"},
        {"SHORT_BINBYTES", "C<01>a.", "bytes.fromhex('61')"},
        {"BINBYTES8", "<8e><01><00><00><00><00><00><00><00>a.", "bytes.fromhex('61')"},
        {"BYTEARRAY8", "<96><01><00><00><00><00><00><00><00>a.", "bytearray.fromhex('61')"},
        {"EMPTY_TUPLE", ").", "()"},
        {"TUPLE", "(K<01>K<02>K<03>K<04>t.", "(1, 2, 3, 4)"},
        {"TUPLE1", "K<01><85>.", "(1,)"},
        {"TUPLE3", "K<01>K<02>K<03><87>.", "(1, 2, 3)"},
        {"EMPTY_LIST APPEND", "]K<01>a.", "[1]"},
        {"LIST", "(K<01>K<02>l.", "[1, 2]"},
        {"APPENDS", "](K<01>K<02>e.", "[1, 2]"},
        {"EMPTY_DICT SETITEM", "}K<01>K<02>s.", "{1: 2}"},
        {"DICT", "(K<01>K<02>d.", "{1: 2}"},
        {"SETITEMS", "}(K<01>K<02>K<03>K<04>u.", "{1: 2, 3: 4}"},
        {"EMPTY_SET ADDITEMS", "<8f>(K<01>K<02>K<01><90>.", "set([1, 2])"},
        {"FROZENSET", "(K<01><91>.", "frozenset([1])"},
        {"GLOBAL", "c__builtin__~len~.", "<global builtins.len>"},
        {"STACK_GLOBAL", "<8c><02>os<8c><06>system<93>.", "<global os.system>"},
        {"REDUCE", "cm~f~K<01><85>R.", "<m.f(1)>"},
        {"BUILD", "cm~f~)R}b.", "<m.f() state={}>"},
        {"INST", "(K<01>im~C~.", "<m.C(1)>"},
        {"OBJ", "(cm~C~K<01>o.", "<m.C(1)>"},
        {"NEWOBJ", "cm~C~)<81>.", "<m.C()>"},
        {"NEWOBJ_EX", "cm~C~)}<92>.", "<m.C() keywords={}>"},
        {"BINPERSID", "K<05>Q.", "('persistent', 5)"},
        {"PERSID", "Pabc~.", "('persistent', 'abc')"},
    };

    @Test
    void every_opcode_reads_as_in_cpython() throws IOException {
        for (String[] example : EXAMPLES) {
            assertThat(read(bytes(example[1])).toString()).as(example[0]).isEqualTo(example[2]);
        }
    }

    @Test
    void examples_and_refusals_cover_the_whole_table() {
        Set<Opcode> covered =
                EnumSet.of(Opcode.EXT1, Opcode.EXT2, Opcode.EXT4, Opcode.NEXT_BUFFER, Opcode.READONLY_BUFFER);
        for (String[] example : EXAMPLES) {
            Arrays.stream(example[0].split(" ")).map(Opcode::valueOf).forEach(covered::add);
        }
        assertThat(covered).isEqualTo(EnumSet.allOf(Opcode.class));
    }

    @Test
    void codes_are_unique_and_found_again() {
        var codes = new HashSet<Integer>();
        for (Opcode opcode : Opcode.values()) {
            assertThat(codes.add(opcode.code())).as(opcode.name()).isTrue();
            assertThat(Opcode.of(opcode.code())).isEqualTo(opcode);
            assertThat(opcode.protocol()).isBetween(0, 5);
        }
        assertThat(codes).hasSize(68);
    }

    @ParameterizedTest
    @CsvSource({
        "<82><01>., EXT1, 0",
        "<83><01><00>., EXT2, 0",
        "<84><01><00><00><00>., EXT4, 0",
        "N<97>., NEXT_BUFFER, 1",
        "N<98>., READONLY_BUFFER, 1",
        "NN<fe>, no pickle opcode, 2",
        "N0R, empty stack, 2",
        "(K<01>s, empty stack, 3",
        "X<ff><ff><ff><ff>a, ends inside a string, 0",
        "h<05>, the memo has no value of number 5, 0",
        "}]Ns, unhashable type: 'list', 3",
    })
    void refusals_tell_what_and_where(String pickle, String message, long offset) {
        assertThatThrownBy(() -> read(bytes(pickle))).isInstanceOfSatisfying(CheckpointFormatException.class, e -> {
            assertThat(e.getMessage()).contains(message);
            assertThat(e.offset()).hasValue(offset);
        });
    }
}
