package attune.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A share of {@code scripts/lab fuzz}, and all that it ever found. */
class FuzzTest {
    private static final int MUTANTS = 60;

    /** {@code reader/defect}: a file. */
    private static final Path FOUND = Path.of("src/test/resources/attune/fuzz");

    @TempDir
    Path folder;

    static Stream<String> readers() {
        return FuzzedReaders.all().stream().map(FuzzedReader::name);
    }

    static List<String> found() throws IOException {
        try (Stream<Path> defects = Files.walk(FOUND, 2)) {
            return defects.filter(defect -> defect.getNameCount() == FOUND.getNameCount() + 2)
                    .map(defect -> FOUND.relativize(defect).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @Timeout(120)
    @MethodSource("readers")
    void validFilesAreReadAndMutantsReadOrRefused(String name) throws IOException {
        Fuzzing fuzzing = new Fuzzing(FuzzedReaders.named(name), folder);
        fuzzing.readSamples();
        Fuzzing.Report report = fuzzing.run(0, MUTANTS, number -> {});
        for (Fuzzing.Failure failure : report.failures()) {
            throw new AssertionError(name + ", mutant " + failure.number() + ": " + failure.kind(), failure.thrown());
        }
        assertThat(report.refused() + report.accepted()).isEqualTo(MUTANTS);
    }

    @ParameterizedTest
    @Timeout(120)
    @MethodSource("found")
    void whatWasFoundIsReadOrRefusedNow(String defect) throws IOException {
        FuzzedReader reader = FuzzedReaders.named(Path.of(defect).getName(0).toString());
        try {
            // A copy, since a run writes a damaged cache anew.
            reader.reading().read(Files.copy(FOUND.resolve(defect), folder.resolve("defect")));
        } catch (UserFault refused) {
            assertThat(refused.getMessage()).doesNotContain("\n", "(null)", "Exception");
        } catch (RuntimeException | Error e) {
            fail(defect, e);
        }
    }
}
