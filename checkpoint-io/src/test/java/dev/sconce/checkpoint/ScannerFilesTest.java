package dev.sconce.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.model.PyStr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks that scanners of pickles describe in public (picklescan's advisories and issues 14 and 22, fickling's bypasses,
 * modelaudit's detectors, modelscan's issues 85 and 338), rebuilt by hand. Scanners had to learn them one by one, as they look
 * for names that are bad; the reader accepts only names that are good.
 */
class ScannerFilesTest {
    /** What it is, the pickle, and the global that the refusal names; none where the pickle is damaged before that. */
    private static final String[][] ATTACKS = {
        {"picklescan malicious1 v0", "cos~system~p0~(Vecho~p1~tp2~Rp3~.", "os.system"},
        {
            "picklescan malicious1 v4",
            "<80><04><8c><05>posix<94><8c><06>system<94><93><94><8c><04>echo<94><85><94>R<94>.",
            "posix.system"
        },
        {"picklescan malicious2 (eval)", "c__builtin__~eval~(S'1+1'~tR.", "builtins.eval"},
        {"picklescan malicious3 (http)", "<80><02>chttplib~HTTPSConnection~q<00>)Rq<01>.", "httplib.HTTPSConnection"},
        {"picklescan malicious7 (apply getattr)", "c__builtin__~getattr~(cos~path~S'system'~tR.", "builtins.getattr"},
        {"picklescan malicious10 (code after a broken opcode)", "c__builtin__~exec~(S'1'~tR<ff>", "builtins.exec"},
        {
            "picklescan malicious13 (pickle in a pickle)",
            "cpickle~loads~(c_codecs~encode~(VI12345\\u000a.~Vlatin1~tRtR.",
            "pickle.loads"
        },
        {"picklescan malicious15 (debugger)", "<80><02>cpdb~run~X<01><00><00><00>1<85>R.", "pdb.run"},
        {
            "picklescan malicious17 (a batch of names)",
            "(ctorch.jit.unsupported_tensor_ops~execWrapper~S'1'~o.",
            "torch.jit.unsupported_tensor_ops.execWrapper"
        },
        {
            "picklescan memo confusion (issue 14)",
            "U<02>osq<00>U<06>systemq<01>U<0c>torch._utils<94>U<12>_rebuild_tensor_v2<94>h<00>h<01><93>U<04>echo<85>R.",
            "os.system"
        },
        {
            "picklescan memo out of order (issue 22)",
            "Vos~p2~0Vsystem~p3~0Vtorch~p0~0VLongStorage~p1~0g2~g3~<93>(Vecho~tR.",
            "os.system"
        },
        {"picklescan broken STACK_GLOBAL", "<8c><02>os<8c><06>systemN<86><93>.", ""},
        {"picklescan names that are no UTF-8", "<80><04>U<02><ff><fe>U<06>system<93>.", ""},
        {"picklescan keyerror-exploit (memo that was never set)", "g7~cos~system~(S'1'~tR.", ""},
        {"picklescan sys_module_override", "csys~modules~S'sys'~csys~modules~s.", "sys.modules"},
        {"picklescan importlib", "cimportlib~import_module~S'os'~<85>R.", "importlib.import_module"},
        {"picklescan operator.attrgetter", "coperator~attrgetter~S'system'~<85>R(cos~path~tR.", "operator.attrgetter"},
        {"picklescan operator.methodcaller", "c_operator~methodcaller~(S'system'~S'1'~tR.", "_operator.methodcaller"},
        {"picklescan pkgutil.resolve_name", "cpkgutil~resolve_name~S'os:system'~<85>R(S'1'~tR.", "pkgutil.resolve_name"
        },
        {
            "picklescan cloudpickle",
            "<80><04><8c><17>cloudpickle.cloudpickle<94><8c><0e>_make_function<94><93><94>)R.",
            "cloudpickle.cloudpickle._make_function"
        },
        {
            "picklescan logging.FileHandler",
            "<80><04><8c><07>logging<94><8c><0b>FileHandler<94><93><94><8c><01>x<85>R.",
            "logging.FileHandler"
        },
        {"picklescan _io.FileIO", "c_io~FileIO~(S'x'~S'w'~tR.", "_io.FileIO"},
        {
            "picklescan torch bottleneck",
            "ctorch.utils.bottleneck.__main__~run_cprofile~(S'1'~tR.",
            "torch.utils.bottleneck.__main__.run_cprofile"
        },
        {
            "picklescan torch fx shapes",
            "ctorch.fx.experimental.symbolic_shapes~ShapeEnv.evaluate_guards_expression~(S'1'~tR.",
            "torch.fx.experimental.symbolic_shapes.ShapeEnv.evaluate_guards_expression"
        },
        {
            "picklescan torch inductor",
            "ctorch._inductor.codecache~compile_file~(S'1'~tR.",
            "torch._inductor.codecache.compile_file"
        },
        {
            "picklescan asyncio subprocess",
            "casyncio.unix_events~_UnixSubprocessTransport._start~)R.",
            "asyncio.unix_events._UnixSubprocessTransport._start"
        },
        {"picklescan numpy f2py", "cnumpy.f2py.crackfortran~getlincoef~(S'1'~}tR.", "numpy.f2py.crackfortran.getlincoef"
        },
        {"picklescan idlelib", "cidlelib.run~Executive.runcode~)R.", "idlelib.run.Executive.runcode"},
        {"picklescan uuid", "cuuid~_get_command_stdout~(S'id'~tR.", "uuid._get_command_stdout"},
        {
            "fickling pty by STACK_GLOBAL and BUILD",
            "<80><04><8c><03>pty<94><8c><05>spawn<94><93><94><8c><02>id<94><85><94>R<94><8c><01>x<94>b.",
            "pty.spawn"
        },
        {"fickling pty by OBJ", "(cpty~spawn~S'id'~o.", "pty.spawn"},
        {"fickling pty by INST", "(S'id'~ipty~spawn~.", "pty.spawn"},
        {
            "fickling marshal and types",
            "<80><04><8c><07>marshal<8c><05>loads<93><94>h<00>C<01>x<85>R<94><8c><05>types<8c><0c>FunctionType<93><94>h<02>h<01>}<86>R)R.",
            "marshal.loads"
        },
        {
            "fickling runpy",
            "<80><05><8c><05>runpy<94><8c><08>run_path<94><93><94><8c><04>x.py<94><85>R.",
            "runpy.run_path"
        },
        {"fickling cProfile", "<80><05><8c><08>cProfile<94><8c><03>run<94><93><94><8c><01>1<85>R.", "cProfile.run"},
        {
            "fickling ctypes by getattr",
            "<80><05><8c><08>builtins<94><8c><07>getattr<94><93><94><8c><06>ctypes<94><8c><04>CDLL<94><93><94><8c><04>libc<85>R<8c><06>system<86>RC<02>id<85>R.",
            "builtins.getattr"
        },
        {
            "fickling pydoc.locate, result unused",
            "cpydoc~locate~S'os.system'~<85>Rp0~0g0~S'1'~<85>Rp1~0}S's'~g1~s.",
            "pydoc.locate"
        },
        {
            "fickling InteractiveInterpreter",
            "<80><05><8c><04>code<94><8c><16>InteractiveInterpreter<94><93><94>)R.",
            "code.InteractiveInterpreter"
        },
        {
            "fickling multiprocessing.util",
            "<80><05><8c><14>multiprocessing.util<94><8c><0e>spawnv_passfds<94><93><94>C<02>sh]<94>)<87>R.",
            "multiprocessing.util.spawnv_passfds"
        },
        {"fickling call whose result is dropped", "cos~system~(S'1'~tR0N.", "os.system"},
        {
            "fickling call that only BUILD hides",
            "cbuiltins~Exception~)R}S'a'~cos~system~(S'1'~tRsb.",
            "builtins.Exception"
        },
        {"modelaudit NEWOBJ", "<80><02>csubprocess~Popen~S'id'~<85><81>.", "subprocess.Popen"},
        {
            "modelaudit NEWOBJ_EX",
            "<80><04><8c><0a>subprocess<94><8c><05>Popen<94><93><94>S'id'~<85>}<92>.",
            "subprocess.Popen"
        },
        {"modelaudit EXT1", "<82><01>)R.", ""},
        {"modelaudit EXT4", "<84><01><00><00><00>)R.", ""},
        {"modelaudit persistent id that is a call", "(cos~system~(S'1'~tRtQ.", "os.system"},
        {
            "modelaudit callable in a storage's place",
            "(X<07><00><00><00>storagecos~system~X<01><00><00><00>0X<03><00><00><00>cpuK<10>tQ.",
            "os.system"
        },
        {
            "modelaudit tensor rebuilt by another function",
            "ctorch._utils~_rebuild_tensor_v2~(cos~system~K<00>)).",
            "os.system"
        },
        {"modelaudit nested pickle in base64", "cbase64~b64decode~S'Y29zCnN5c3RlbQo='~<85>R.", "base64.b64decode"},
        {
            "modelaudit zlib-compressed code",
            "<80><04><8c><04>zlib<94><8c><0a>decompress<94><93><94>C<01>x<85>R.",
            "zlib.decompress"
        },
        {
            "modelscan numpy.prod attributes",
            "<80><05>cnumpy~prod~N(Va~Vos~d<86>bN(Vb~Vsystem~d<86>b0cnumpy~prod.a~p0~cnumpy~prod.b~p1~00g0~g1~<93>Vecho~<85>R.",
            "numpy.prod"
        },
        {"modelscan STACK_GLOBAL of bytes", "<80><04>C<02>os<8c><06>system<93>)R.", ""},
        {"modelscan STACK_GLOBAL of a number", "<80><04>J<2a><00><00><00><8c><02>os<93>)R.", ""},
        {
            "modelscan STACK_GLOBAL of a bytearray",
            "<80><05><8c><02>os<96><06><00><00><00><00><00><00><00>system<93>)R.",
            ""
        },
        {"name with a blank", "cos ~system~(S'1'~tR.", "os .system"},
        {
            "name with dots that leads out of an allowed module",
            "ctorch~serialization.os.system~(S'1'~tR.",
            "torch.serialization.os.system"
        },
    };

    @TempDir
    private Path folder;

    static Stream<Arguments> attacks() {
        return Arrays.stream(ATTACKS).map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void the_strict_mode_refuses_and_the_inspecting_mode_runs_nothing(String name, String pickle, String global)
            throws IOException {
        Path file = HandmadePickle.writeZip(folder.resolve("evil.pt"), HandmadePickle.bytes(pickle));
        assertThatThrownBy(() -> Checkpoint.open(file))
                .as(name)
                .isInstanceOfSatisfying(CheckpointFormatException.class, e -> {
                    if (!global.isEmpty()) {
                        assertThat(e.globals()).contains(global);
                        assertThat(e.getMessage()).contains(global);
                    }
                });
        try (var inspected = Checkpoint.open(file, ReadOptions.DEFAULT.inspecting())) {
            assertThat(inspected.unknownGlobals()).anyMatch(unknown -> unknown.equals(global) || global.isEmpty());
            assertThat(inspected.root().toString()).isNotEmpty();
        } catch (CheckpointFormatException damaged) {
            assertThat(damaged.getMessage()).contains("evil.pt");
        }
    }

    @Test
    void what_stands_behind_the_end_of_a_pickle_is_not_read() throws IOException {
        byte[] twice = HandmadePickle.bytes("Va~.cos~system~(S'1'~tR.");
        try (var checkpoint = Checkpoint.open(HandmadePickle.writeZip(folder.resolve("twice.pt"), twice))) {
            assertThat(checkpoint.root()).isEqualTo(new PyStr("a"));
        }
    }

    /** picklescan's malicious1_0x1.zip and its like: flags that a scanner believes and PyTorch does not look at. */
    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x20, 0x40})
    void a_flag_does_not_hide_a_pickle(int flag) throws IOException {
        Path file = HandmadePickle.writeZip(folder.resolve("evil.pt"), HandmadePickle.bytes("cos~system~(S'1'~tR."));
        byte[] bytes = Files.readAllBytes(file);
        setFlag(bytes, new byte[] {'P', 'K', 3, 4}, 6, flag);
        setFlag(bytes, new byte[] {'P', 'K', 1, 2}, 8, flag);
        Files.write(file, bytes);
        assertThatThrownBy(() -> Checkpoint.open(file)).isInstanceOf(CheckpointFormatException.class);
    }

    private static void setFlag(byte[] zip, byte[] signature, int offset, int flag) {
        for (int at = 0; at + offset < zip.length; at++) {
            if (Arrays.equals(zip, at, at + signature.length, signature, 0, signature.length)) {
                zip[at + offset] |= (byte) flag;
            }
        }
    }
}
