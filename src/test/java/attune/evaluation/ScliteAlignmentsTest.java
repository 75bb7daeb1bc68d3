package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clips that NIST's sclite aligned, from its own documentation and test data. */
class ScliteAlignmentsTest {

    /** A clip as {@code pralign} prints it, in lower case: sclite writes errors in capitals. */
    record Printed(String id, ErrorCounts counts, List<String> lines) {

        static Printed read(String entry) {
            List<String> lines = entry.lines().toList();
            List<Integer> scores = Arrays.stream(lines.get(1).split(" "))
                    .skip(5)
                    .map(Integer::valueOf)
                    .toList();
            return new Printed(
                    lines.get(0).replaceAll("id: \\((.*)\\)", "$1"),
                    new ErrorCounts(
                            scores.get(1), scores.get(2), scores.get(3), scores.get(0) + scores.get(1) + scores.get(2)),
                    lines.subList(2, 5).stream()
                            .map(line -> line.toLowerCase(Locale.ROOT).stripTrailing())
                            .toList());
        }

        String text(int line) {
            return Arrays.stream(lines.get(line).split(" +"))
                    .skip(1)
                    .filter(token -> !token.matches("\\*+"))
                    .collect(Collectors.joining(" "));
        }
    }

    static Stream<Printed> printed() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(ScliteAlignmentsTest.class.getResourceAsStream("sclite-pralign.txt"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\n")).skip(1).map(Printed::read);
        }
    }

    @ParameterizedTest
    @MethodSource("printed")
    void theCountsAreSclites(Printed clip) {
        assertThat(EditDistance.words(clip.text(0), clip.text(1))).isEqualTo(clip.counts());
    }

    @ParameterizedTest
    @MethodSource("printed")
    void theAlignmentReadsAsSclitePrintsIt(Printed clip) {
        String ours = AlignedText.of(Alignment.ofWords(clip.text(0), clip.text(1)), 1_000);

        assertThat(ours.toLowerCase(Locale.ROOT).lines()).containsExactlyElementsOf(clip.lines());
    }
}
