package io.caisson.app.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. The product's own paths must not load the demo engine. */
class BoundaryTest {
    private static final String DEMO = "io.caisson.app.demo";
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.caisson");

    @Test
    void only_the_demo_command_knows_the_demo_engine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(DEMO + "..")
                .and()
                .haveSimpleNameNotStartingWith("Demo")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DEMO + "..")
                .check(PRODUCT);
    }

    @Test
    void the_demo_engine_shares_no_code_with_what_it_is_a_peer_for() {
        noClasses()
                .that()
                .resideInAPackage(DEMO + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.caisson.core..", "io.caisson.server..", "io.caisson.app.command..")
                .check(PRODUCT);
    }

    @Test
    void arrows_inside_the_demo_engine_point_from_the_operations_to_the_wire() {
        noClasses()
                .that()
                .resideInAnyPackage(DEMO + ".http", DEMO + ".json", DEMO + ".process")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DEMO, DEMO + ".world", DEMO + ".api")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(DEMO + ".world")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DEMO, DEMO + ".api")
                .check(PRODUCT);
    }
}
