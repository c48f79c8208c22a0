package dev.kechuang;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.kechuang.shared.web.NavItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyDepth;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

/** The house stands as docs/modules.svg draws it. */
class HouseTest {

    private static final ApplicationModules MODULES = ApplicationModules.of(
            Kechuang.class, JavaClass.Predicates.resideInAnyPackage("dev.kechuang.engine..", "dev.kechuang.reader.."));
    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)).importPackages("dev.kechuang");

    @Test
    void modulesUseOnlyWhatTheyNameAndOnlyItsPublicFace() {
        MODULES.verify();
    }

    @Test
    void dataGoesDownTheFloors() {
        var climbing = new ArrayList<String>();
        for (ApplicationModule module : MODULES) {
            String from = module.getIdentifier().toString();
            module.getDependencies(MODULES, DependencyDepth.IMMEDIATE)
                    .uniqueModules()
                    .map(below -> below.getIdentifier().toString())
                    .filter(to -> Floors.place(to) >= Floors.place(from))
                    .forEach(to -> climbing.add(from + " -> " + to));
        }
        assertThat(climbing).isEmpty();
    }

    @Test
    void everyModuleHasAFloor() {
        assertThat(MODULES.stream().map(module -> module.getIdentifier().toString()))
                .allSatisfy(name -> assertThat(Floors.ORDER).contains(name));
    }

    @Test
    void thePictureOfTheHouseIsCurrent() throws IOException {
        Path picture = Path.of("../docs/modules.svg");
        String drawn = HousePicture.draw(MODULES);
        String kept = Files.exists(picture) ? Files.readString(picture) : "";
        if (!kept.equals(drawn)) Files.writeString(picture, drawn);
        assertThat(kept)
                .as("docs/modules.svg was out of date and has been drawn anew: commit it")
                .isEqualTo(drawn);
    }

    @Test
    void controllersLiveInWeb() {
        classes()
                .that()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should()
                .resideInAPackage("..web..")
                .check(CLASSES);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kechuang.launch..")
                .should()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void nothingPrintsToTheConsoleButTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.kechuang.launch..", "dev.kechuang.engine.cli..", "dev.kechuang.reader.cli..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    /** All menu entries are made before the first page; what they count with would make every module with them. */
    @Test
    void menuEntriesWaitForNoModule() {
        methods()
                .that()
                .areAnnotatedWith(Bean.class)
                .and()
                .haveRawReturnType(NavItem.class)
                .should()
                .haveRawParameterTypes(DescribedPredicate.describe(
                        "only of ObjectProvider",
                        types -> types.stream().allMatch(type -> type.isEquivalentTo(ObjectProvider.class))))
                .check(CLASSES);
    }

    @Test
    void fieldsAreNotInjected() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(CLASSES);
    }

    @Test
    void theLibrariesKnowNoSpring() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.kechuang.engine..", "dev.kechuang.reader..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "dev.kechuang.shared..")
                .check(CLASSES);
    }

    @Test
    void aModuleReadsAnothersPublishedViewsOnly() throws IOException {
        assertThat(SqlReach.violations(Path.of("src/main/java/dev/kechuang"))).isEmpty();
    }

    @Test
    void everySchemaIsAModulesOwn() throws IOException {
        try (var folders = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .allSatisfy(name -> assertThat(Floors.ORDER).contains(name));
        }
    }
}
