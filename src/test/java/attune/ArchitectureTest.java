package attune;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Holds the compiled program to what docs/packages.md says of its packages. */
class ArchitectureTest {
    private static final String ROOT = "attune.";

    /** Fewer would mean that the import went wrong, and rules about no classes always hold. */
    private static final int FEWEST_CLASSES = 200;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("attune");

    private static PackageTable table() throws IOException {
        return PackageTable.read(Path.of("docs/packages.md"));
    }

    /** Below {@code attune}; the root package itself comes out as "attune". */
    private static Set<String> packagesWithClasses() {
        return CLASSES.stream()
                .map(type -> type.getPackageName().replaceFirst("^attune\\.", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void enoughClassesWereLookedAt() {
        assertThat(CLASSES).hasSizeGreaterThan(FEWEST_CLASSES);
    }

    @Test
    void everyPackageStandsInTheTable() throws IOException {
        assertThat(table().imports().keySet()).containsAll(packagesWithClasses());
    }

    static Stream<String> packages() {
        return packagesWithClasses().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatTheTableAllows(String name) throws IOException {
        Set<String> allowed = table().imports().getOrDefault(name, Set.of());
        String[] own = Stream.concat(Stream.of(name), allowed.stream())
                .map(ArchitectureTest::full)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(full(name))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("attune..").or(resideInAnyPackage(own)))
                .check(CLASSES);
    }

    private static String full(String name) {
        return name.equals("attune") ? name : ROOT + name;
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("attune.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli")
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "be.tarsos.., audio audio.augment features",
        "picocli.., cli",
        "org.eclipse.jetty.., server",
        "com.ibm.icu.., text",
        "com.google.protobuf.., foreign",
        "org.bytedeco.., backend layers.kernel torch"
    })
    void librariesStayInTheirRooms(String library, String rooms) {
        String[] packages = Stream.of(rooms.split(" ", -1)).map(ROOT::concat).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"audio", "audio.augment", "text", "features", "corpus", "ctc", "lm", "decoding", "evaluation"})
    void plainPackagesDoWithoutTheNetworkLibraries(String name) {
        noNetworks(name);
    }

    @Test
    void theGroundFloorDoesWithoutTheNetworkLibraries() throws IOException {
        table().groundFloor().forEach(ArchitectureTest::noNetworks);
    }

    private static void noNetworks(String name) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..")
                .check(CLASSES);
    }

    /** Generators may be made anywhere, but from a seed, which can only come from the run's. */
    @Test
    void everyRandomNumberHasASeed() {
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(Collections.class, "shuffle", List.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .orShould()
                .callMethodWhere(target(nameMatching("rand.*|choice|shuffle")).and(targetOwner(type(Nd4j.class))))
                .check(CLASSES);
    }
}
