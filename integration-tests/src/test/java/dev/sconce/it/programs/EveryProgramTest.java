package dev.sconce.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sconce.it.python.LiveTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LiveTest
class EveryProgramTest {

    @ParameterizedTest
    @ValueSource(strings = {"course", "walk"})
    void everyProgramStandsInJava(String folder) {
        List<String> java = files(folder)
                .flatMap(file -> Arrays.stream(file.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(method -> ProgramsTest.file(file) + "." + ProgramsTest.program(method)))
                .toList();

        assertThat(java)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(PythonPrograms.of(folder).all());
    }

    private static Stream<? extends Class<?>> files(String folder) {
        return new ClassFileImporter()
                .importPackages("dev.sconce.it." + folder).stream()
                        .filter(type -> type.isAssignableTo(ProgramsTest.class))
                        .map(type -> type.reflect());
    }
}
