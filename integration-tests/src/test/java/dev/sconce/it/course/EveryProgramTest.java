package dev.sconce.it.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@LiveTest
class EveryProgramTest {

    @Test
    void everyProgramStandsInJava() {
        List<String> python = PythonPrograms.all().entrySet().stream()
                .flatMap(file -> file.getValue().keySet().stream().map(program -> file.getKey() + "." + program))
                .toList();

        assertThat(programsInJava()).containsExactlyInAnyOrderElementsOf(python);
    }

    private static List<String> programsInJava() {
        return Stream.of(
                        BuildingNetworksTest.class,
                        BlocksTest.class,
                        InsideModulesTest.class,
                        ToolboxTest.class,
                        FirstNetworksTest.class)
                .flatMap(file -> Arrays.stream(file.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(EveryProgramTest::name)
                .toList();
    }

    private static String name(Method method) {
        return CourseTest.file(method.getDeclaringClass()) + "." + CourseTest.program(method);
    }
}
