package dev.sconce.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages that {@code docs/design.md} draws. */
class ArchitectureTest {
    private static final String CHECKPOINT = "dev.sconce.checkpoint..";
    private static final String TORCH = "dev.sconce.torch..";
    private static final String NN = "dev.sconce.nn..";
    private static final String OPTIM = "dev.sconce.optim..";
    private static final String DATA = "dev.sconce.data..";
    private static final String TRAIN = "dev.sconce.train..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sconce");

    @Test
    void modules_should_use_only_what_stands_left_of_them() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.sconce..")
                .layer("checkpoint")
                .definedBy(CHECKPOINT)
                .layer("torch")
                .definedBy(TORCH)
                .optionalLayer("nn")
                .definedBy(NN)
                .optionalLayer("optim")
                .definedBy(OPTIM)
                .optionalLayer("data")
                .definedBy(DATA)
                .optionalLayer("train")
                .definedBy(TRAIN)
                .layer("it")
                .definedBy("dev.sconce.it..")
                .whereLayer("it")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("nn")
                .mayOnlyBeAccessedByLayers("optim", "it")
                .whereLayer("optim")
                .mayOnlyBeAccessedByLayers("it")
                .whereLayer("data")
                .mayOnlyBeAccessedByLayers("it")
                .whereLayer("train")
                .mayOnlyBeAccessedByLayers("it")
                .whereLayer("torch")
                .mayOnlyBeAccessedByLayers("nn", "optim", "data", "it")
                .check(CLASSES);
    }

    @Test
    void the_native_presets_should_be_named_in_the_bridge_alone() {
        noClasses()
                .that()
                .resideInAnyPackage(CHECKPOINT, NN, OPTIM, DATA, TRAIN)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void packages_should_form_no_cycle() {
        slices().matching("dev.sconce.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void internal_packages_should_be_used_by_their_own_module_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CHECKPOINT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sconce.checkpoint.internal..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(NN, OPTIM)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sconce.nn.internal..")
                .check(CLASSES);
    }
}
