package attune.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read when an annotation is wrong: one fixture for each defect. */
class MalformedAnnotationTest {
    private static final Path FIXTURES = Path.of("src/test/resources/attune/annotations/malformed");
    private static final String PRAAT = "save the TextGrid again as a text file, or correct it";
    private static final String ELAN = "save it again with ELAN";

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "backward-interval.TextGrid",
                        "backward-interval.TextGrid:14: interval 1 of tier 1 ends at 0.1, before its start at 0.9; "
                                + PRAAT),
                Arguments.of(
                        "backward-label.txt",
                        "backward-label.txt:3: the label ends at 1.0, before its start at 2.0; " + "correct the times"),
                Arguments.of(
                        "binary.TextGrid",
                        "binary.TextGrid: is a binary or chronological file of Praat; "
                                + "save it in Praat with \"Save as text file\""),
                Arguments.of(
                        "circle.eaf",
                        "circle.eaf:4: the annotation refers to \"a1\", and so on without an end; " + ELAN),
                Arguments.of(
                        "cut-short.TextGrid",
                        "cut-short.TextGrid:16: the file ends where the start of interval 2 of tier 1 should be; "
                                + PRAAT),
                Arguments.of(
                        "cut-short.eaf",
                        "cut-short.eaf:4: malformed XML: XML document structures must start and end within the same entity; "
                                + ELAN),
                Arguments.of(
                        "entity-bomb.eaf",
                        "entity-bomb.eaf:15: has a document type or an entity, which ELAN does not write; " + ELAN),
                Arguments.of(
                        "external-dtd.eaf",
                        "external-dtd.eaf:2: has a document type or an entity, which ELAN does not write; " + ELAN),
                Arguments.of(
                        "external-entity.eaf",
                        "external-entity.eaf:2: has a document type or an entity, which ELAN does not write; " + ELAN),
                Arguments.of(
                        "fractional-time.eaf",
                        "fractional-time.eaf:4: TIME_VALUE is \"0.5\"; " + "a time is a whole number of milliseconds"),
                Arguments.of(
                        "half-an-interval.TextGrid",
                        "half-an-interval.TextGrid:12: the size of tier 1 is 1.5; it must be a whole number; " + PRAAT),
                Arguments.of("id-missing.eaf", "id-missing.eaf:4: REF_ANNOTATION lacks its ANNOTATION_ID; " + ELAN),
                Arguments.of("id-twice.eaf", "id-twice.eaf:4: the annotation \"a1\" is there twice; " + ELAN),
                Arguments.of(
                        "label-without-times.txt",
                        "label-without-times.txt:2: found \"two\" among Audacity labels; "
                                + "a label is its start, its end and its text, a tab between them"),
                Arguments.of(
                        "markup-in-value.eaf", "markup-in-value.eaf:4: the annotation has b within its value; " + ELAN),
                Arguments.of(
                        "missing-slot.eaf", "missing-slot.eaf:5: the time slot \"ts9\" is not in TIME_ORDER; " + ELAN),
                Arguments.of(
                        "negative-duration.ctm",
                        "negative-duration.ctm:3: found \"call 1 0.50 -0.30 two\" in CTM; "
                                + "a line is a recording, a channel, a start and a duration in seconds, and a word"),
                Arguments.of(
                        "no-letters.TextGrid",
                        "no-letters.TextGrid: has no text in any of its tiers: \"words\"; "
                                + "write what is said, or give another file"),
                Arguments.of(
                        "no-number.ctm",
                        "no-number.ctm: is not what its name says: it begins with \"call 1 zero 0.3 one\"; a line of CTM is a recording, a channel, a start, a duration and a word; "
                                + "save it again, or name plain text .txt"),
                Arguments.of(
                        "no-tiers.eaf",
                        "no-tiers.eaf: has no text in it; " + "write what is said, or give another file"),
                Arguments.of(
                        "orphan.eaf", "orphan.eaf:4: the annotation refers to \"a7\", which is not there; " + ELAN),
                Arguments.of(
                        "other-root.eaf",
                        "other-root.eaf:2: is XML with the root \"html\"; "
                                + "of XML, only ELAN's files are read, whose root is ANNOTATION_DOCUMENT"),
                Arguments.of(
                        "pitch-tier.TextGrid",
                        "pitch-tier.TextGrid:2: holds a \"PitchTier\" of Praat's; " + "save the TextGrid by itself"),
                Arguments.of(
                        "prose.TextGrid",
                        "prose.TextGrid: is not what its name says: it begins with \"one two three\"; a TextGrid begins with File type = \"ooTextFile\"; "
                                + "save it again, or name plain text .txt"),
                Arguments.of(
                        "text-for-a-number.TextGrid",
                        "text-for-a-number.TextGrid:14: found \"one\" where the end of interval 1 of tier 1 should be, a number; "
                                + PRAAT),
                Arguments.of(
                        "two-recordings.ctm",
                        "two-recordings.ctm: has words of 2 recordings, a, b, none of which is two-recordings; "
                                + "give each recording a file of its own"),
                Arguments.of(
                        "unclosed-quote.TextGrid",
                        "unclosed-quote.TextGrid:15: a quotation mark is not closed; " + PRAAT));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isSaidInOneLine(String fixture, String message) {
        Throwable thrown = catchThrowable(() -> RecordingText.read(FIXTURES.resolve(fixture)));
        assertThat(thrown).isInstanceOf(UserFault.class);
        assertThat(String.valueOf(thrown.getMessage()).replace(FIXTURES + "/", ""))
                .isEqualTo(message);
    }

    @Test
    void everyFixtureIsTested() throws IOException {
        Set<Object> tested = messages().map(arguments -> arguments.get()[0]).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(FIXTURES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(tested::contains);
        }
    }

    @Test
    void aFileTooLargeForATextIsNotRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.txt");
        try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
            empty.setLength(Source.MOST_BYTES + 1L); // takes no room on the disk
        }
        assertThat(catchThrowable(() -> RecordingText.read(file)))
                .isInstanceOf(UserFault.class)
                .hasMessage(file + ": has more than 100000000 bytes; give the text of one recording");
    }

    /** Whatever is done to a good file, it is read or refused: nothing else is thrown. */
    @ParameterizedTest
    @MethodSource("goodFiles")
    void damagedFilesAreReadOrRefused(String name, byte[] good, @TempDir Path folder) throws IOException {
        long seed = 20261129;
        Random random = new Random(seed);
        Path file = folder.resolve(name);
        for (int trial = 0; trial < 400; trial++) {
            byte[] damaged = Arrays.copyOf(good, trial % 3 == 0 ? random.nextInt(good.length + 1) : good.length);
            for (int i = 0; i < 3 && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) "\"<>&!0-9 \n\t\\".charAt(random.nextInt(12));
            }
            Files.write(file, damaged);
            Throwable thrown = catchThrowable(() -> RecordingText.read(file));
            if (thrown != null) {
                assertThat(thrown).as("seed %d, trial %d", seed, trial).isInstanceOf(UserFault.class);
            }
        }
    }

    static Stream<Arguments> goodFiles() throws IOException {
        Path annotations = FIXTURES.resolveSibling("interview.eaf");
        Path grid = Path.of("src/test/resources/attune/transcripts/menu.TextGrid");
        Path ctm = grid.resolveSibling("menu.ctm");
        return Stream.of(
                Arguments.of("a.eaf", Files.readAllBytes(annotations)),
                Arguments.of("a.TextGrid", Files.readAllBytes(grid)),
                Arguments.of("a.ctm", Files.readAllBytes(ctm)),
                Arguments.of("a.txt", "0.0\t1.5\tone\n\\\t100\t200\n2.0\t3.0\ttwo\n".getBytes(StandardCharsets.UTF_8)));
    }
}
