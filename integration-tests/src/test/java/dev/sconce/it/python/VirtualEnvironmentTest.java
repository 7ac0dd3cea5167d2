package dev.sconce.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With requirements that need no network: pip is only asked for itself, or for what cannot be. */
@LiveTest
class VirtualEnvironmentTest {

    // Not a @TempDir: JUnit warns of each link to the interpreter that it deletes there.
    private final Path folder = ProjectFiles.module().resolve("target").resolve("venv-test");

    private PythonInterpreter base;

    @BeforeEach
    void findPython() throws Exception {
        Files.createDirectories(folder);
        base = PythonInterpreter.probe(List.of(PythonEnvironment.interpreter().toString()))
                .orElseThrow();
    }

    @Test
    void whatPipCannotInstallIsReportedAndNotTakenForFinished() throws Exception {
        Requirements impossible = requirements("torch==0.0.0\n./there-is-no-such-folder\n");
        VirtualEnvironment environment = new VirtualEnvironment(folder, base, impossible);

        assertThatThrownBy(environment::interpreter)
                .isInstanceOf(PythonUnavailableException.class)
                .hasMessageContaining("pip could not install")
                .hasMessageContaining("there-is-no-such-folder");
        assertThat(folder.resolve(impossible.fingerprint(base)).resolve("complete"))
                .doesNotExist();
    }

    @Test
    void anotherSetOfPackagesIsAnotherEnvironment() throws Exception {
        String one = requirements("torch==1.0\n").fingerprint(base);
        String other = requirements("torch==2.0\n").fingerprint(base);

        assertThat(one).hasSize(12).isNotEqualTo(other);
    }

    @Test
    void lineEndsDoNotMakeAnotherEnvironment() throws Exception {
        assertThat(requirements("torch==1.0\r\n").fingerprint(base))
                .isEqualTo(requirements("torch==1.0\n").fingerprint(base));
    }

    private Requirements requirements(String text) throws Exception {
        return Requirements.read(Files.writeString(folder.resolve("requirements.txt"), text));
    }
}
