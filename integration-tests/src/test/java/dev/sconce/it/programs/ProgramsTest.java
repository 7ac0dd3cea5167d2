package dev.sconce.it.programs;

import static dev.sconce.torch.Torch.manualSeed;

import java.lang.reflect.Method;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * One file of programs: each test is one, and asserts at its end that it printed what Python's program of the same name
 * did. The folder of the Python file has the name of the test's package.
 */
public abstract class ProgramsTest {
    private static final long SEED = 1; // as in programs.py

    private final StringBuilder printed = new StringBuilder();

    /** For the files. */
    protected ProgramsTest() {}

    /**
     * Python's {@code print}.
     *
     * @param values what to print, with blanks between
     */
    protected final void print(@Nullable Object... values) {
        printed.append(PythonText.line(values)).append('\n');
    }

    /**
     * Prints what an action throws, or that it throws nothing.
     *
     * @param action the action
     */
    protected final void printError(Runnable action) {
        try {
            action.run();
            print("no error");
        } catch (RuntimeException e) {
            print(e.getMessage());
        }
    }

    /** Runs the Python programs of this folder now, unless they have run: for what these leave to Java. */
    protected final void runPythonFirst() {
        PythonPrograms.of(folder(getClass()));
    }

    @BeforeEach
    final void seed() {
        manualSeed(SEED);
    }

    @AfterEach
    final void printedAsInPython(TestInfo test) {
        Class<?> type = test.getTestClass().orElseThrow();
        String expected = PythonPrograms.of(folder(type))
                .printedBy(file(type), program(test.getTestMethod().orElseThrow()));
        Transcript.assertSame(printed.toString(), expected);
    }

    /** The folder of the Python file. */
    static String folder(Class<?> type) {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The name of the Python file: {@code inside_modules} for {@code InsideModulesTest}. */
    static String file(Class<?> type) {
        return snakeCase(type.getSimpleName().replace("Test", ""));
    }

    /** The name of the Python function. */
    static String program(Method method) {
        return snakeCase(method.getName());
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<=.)(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT);
    }
}
