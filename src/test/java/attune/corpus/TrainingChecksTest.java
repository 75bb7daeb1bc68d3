package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import attune.corpus.TrainingChecks.Finding;
import attune.corpus.TrainingChecks.Rule;
import attune.ctc.CtcLoss;
import attune.fault.UserFault;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingChecksTest {
    /** A network with 20 frames a second. */
    private final TrainingChecks checks = new TrainingChecks(
            TextNormalizer.ENGLISH_BASIC, Alphabet.english(), seconds -> (int) Math.floor(seconds * 20));

    private static Utterance utterance(int line, double seconds, String text) {
        return new Utterance(
                "u" + line,
                new Clip(Path.of("u" + line + ".wav"), 0, OptionalDouble.of(seconds)),
                Optional.of(text),
                "train.jsonl:" + line,
                Map.of());
    }

    @Test
    void soundUtterancesPass() {
        List<Utterance> sound = List.of(utterance(1, 2, "Hello, world!"), utterance(2, 1, "don't"));
        assertThat(checks.findings(sound)).isEmpty();
        assertThatCode(() -> checks.require(sound)).doesNotThrowAnyException();
    }

    @Test
    void tooLongATextNamesLabelsRepeatsAndFrames() {
        // The pairs in "all", "keep", "book" and "door" need a blank between them.
        String text = "all of us keep a book on a table next to the door by the ways";
        assertThatThrownBy(() -> checks.require(List.of(utterance(17, 2.0, text))))
                .isInstanceOf(UserFault.class)
                .hasMessage("train.jsonl:17: text has 61 labels (4 repeated) but the clip gives only 40 frames; "
                        + "shorten the text, split the clip, or use a model with a shorter frame step");
    }

    @Test
    void aTextThatJustFitsPassesAndOneFrameLessDoesNot() {
        // "hello": five labels, and a blank between the two l.
        assertThat(checks.findings(List.of(utterance(1, 6 / 20.0 + 0.001, "hello"))))
                .isEmpty();
        assertThat(checks.findings(List.of(utterance(1, 5 / 20.0 + 0.001, "hello"))))
                .extracting(Finding::rule)
                .containsExactly(Rule.TOO_FEW_FRAMES);
    }

    @Test
    void unknownCharactersAreListedOnceWithCountsTheMostFrequentFirst() {
        List<Utterance> utterances = List.of(
                utterance(1, 9, "press 1"),
                utterance(2, 9, "fine"),
                utterance(3, 9, "café, café, café"),
                utterance(4, 9, "1 é"));
        assertThatThrownBy(() -> checks.require(utterances))
                .hasMessage("train.jsonl:1: text has characters that the alphabet lacks (likewise train.jsonl:3,"
                        + " train.jsonl:4), in all \"é\" (U+00E9) 4 times, \"1\" (U+0031) 2 times; \"é\" could be \"e\"; write them with"
                        + " characters of the alphabet (numbers as words), or adapt with an alphabet that has them, such"
                        + " as alphabet auto: all characters of the transcripts");
    }

    @Test
    void emptyTextsAreThoseMissingAndThoseWithNothingToHear() {
        Utterance none =
                new Utterance("u9", Clip.whole(Path.of("u9.wav")), Optional.empty(), "train.jsonl:9", Map.of());
        assertThatThrownBy(() -> checks.require(List.of(none, utterance(10, 1, ""), utterance(11, 1, "…"))))
                .hasMessage("train.jsonl:9: has no text (likewise train.jsonl:10, train.jsonl:11);"
                        + " give the words spoken, or remove the clip");
        assertThatThrownBy(() -> checks.require(List.of(utterance(11, 1, "…"))))
                .hasMessage("train.jsonl:11: text \"…\" has no character left to learn;"
                        + " give the words spoken, or remove the clip");
    }

    @Test
    void findingsSayWhichUtterancesToLeaveOut() {
        List<Utterance> utterances = List.of(
                utterance(1, 0.1, "much too long"),
                utterance(2, 9, "5"),
                utterance(3, 9, "good"),
                utterance(4, 9, " "),
                utterance(5, 0.1, "this as well"));
        assertThat(checks.findings(utterances))
                .extracting(
                        Finding::rule,
                        finding ->
                                finding.utterances().stream().map(Utterance::id).toList())
                .containsExactly(
                        tuple(Rule.EMPTY_TEXT, List.of("u4")),
                        tuple(Rule.UNKNOWN_CHARACTER, List.of("u2")),
                        tuple(Rule.TOO_FEW_FRAMES, List.of("u1", "u5")));
    }

    @Test
    void manyLikeFaultsNameTheFirstFewAndCountTheRest() {
        List<Utterance> utterances = IntStream.rangeClosed(1, 12)
                .mapToObj(line -> utterance(line, 0.1, "hello"))
                .toList();
        assertThatThrownBy(() -> checks.require(utterances))
                .hasMessageStartingWith("train.jsonl:1: text has 5 labels (1 repeated) but the clip gives only 2 frames"
                        + " (likewise train.jsonl:2, train.jsonl:3, train.jsonl:4, train.jsonl:5, train.jsonl:6"
                        + " and 6 more); shorten");
    }

    @Test
    void lengthsMustBeKnown() {
        Utterance unmeasured =
                new Utterance("u", Clip.whole(Path.of("u.wav")), Optional.of("hello"), "train.csv:2", Map.of());
        assertThatIllegalStateException().isThrownBy(() -> checks.require(List.of(unmeasured)));
    }

    /** Against the definition: the shortest path over {blank, a, b} that collapses to the labels, found by trying all. */
    @Test
    void theMinimumOfFramesIsTheShortestPathThatCollapsesToTheLabels() {
        for (int length = 0; length <= 4; length++) {
            for (int code = 0; code < 1 << length; code++) {
                int[] labels = new int[length];
                for (int i = 0; i < length; i++) {
                    labels[i] = 1 + (code >> i & 1);
                }
                assertThat(CtcLoss.minimumFrames(labels))
                        .as(Arrays.toString(labels))
                        .isEqualTo(shortestPath(labels));
            }
        }
    }

    private static int shortestPath(int[] labels) {
        for (int frames = 0; ; frames++) {
            for (int code = 0; code < (int) Math.pow(3, frames); code++) {
                if (Arrays.equals(collapsed(code, frames), labels)) {
                    return frames;
                }
            }
        }
    }

    private static int[] collapsed(int path, int frames) {
        int[] labels = new int[frames];
        int count = 0;
        int before = 0;
        for (int t = 0, rest = path; t < frames; t++, rest /= 3) {
            int label = rest % 3; // 0 is the blank
            if (label != 0 && label != before) {
                labels[count++] = label;
            }
            before = label;
        }
        return Arrays.copyOf(labels, count);
    }
}
