package dev.sconce.it.course;

import static dev.sconce.torch.Torch.manualSeed;

import dev.sconce.it.NoLeaks;
import java.lang.reflect.Method;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One file of the course: each test is a program, and asserts at its end that it printed what Python's program of the same
 * name did.
 */
@ExtendWith(NoLeaks.class)
abstract class CourseTest {
    private static final long SEED = 1; // as in run.py

    private final StringBuilder printed = new StringBuilder();

    /** Python's {@code print}. */
    final void print(Object... values) {
        printed.append(PythonText.line(values)).append('\n');
    }

    @BeforeEach
    final void seed() {
        manualSeed(SEED);
    }

    @AfterEach
    final void printedAsInPython(TestInfo test) {
        String expected = PythonPrograms.printedBy(
                file(test.getTestClass().orElseThrow()),
                program(test.getTestMethod().orElseThrow()));
        Transcript.assertSame(printed.toString(), expected);
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
