package dev.sconce.checkpoint;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between packages. */
class ArchitectureTest {
    private static final String ROOT = "dev.sconce.checkpoint";
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packages_form_no_cycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void only_the_command_line_needs_picocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(classes);
    }

    @Test
    void zip_and_pickle_know_nothing_of_tensors_on_disk_nor_of_each_other() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".internal.zip")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".internal.pickle", ROOT + ".internal.torch")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".internal.pickle")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".internal.zip", ROOT + ".internal.torch")
                .check(classes);
    }

    @Test
    void only_zip_and_tar_readers_need_commons_compress() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".internal.zip", ROOT + ".internal.legacy")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons..")
                .check(classes);
    }
}
