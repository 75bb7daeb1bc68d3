package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    private static final Bootstrap USUAL = Bootstrap.usual(new RunSeed(1));
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JudgedWord right(double confidence) {
        return new JudgedWord(confidence, true);
    }

    private static JudgedWord wrong(double confidence) {
        return new JudgedWord(confidence, false);
    }

    @Test
    void aFewWordsByHand() {
        Reliability reliability = Reliability.of(
                new JudgedWords(
                        List.of(List.of(right(1), wrong(0.92), right(0.9)), List.of(), List.of(wrong(0), right(0.25)))),
                USUAL);

        // The last bin is sure of 2.82 words and has 2, the third of 0.25 and has 1.
        assertThat(reliability.expectedError()).isCloseTo((0.82 + 0.75) / 5, within(1e-12));
        assertThat(reliability.brier()).isCloseTo((0.92 * 0.92 + 0.1 * 0.1 + 0.75 * 0.75) / 5, within(1e-12));
        assertThat(reliability.words()).isEqualTo(5);
        assertThat(reliability.shareRight()).isEqualTo(0.6);
        assertThat(reliability.bins())
                .extracting(Reliability.Bin::words)
                .containsExactly(1L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 3L);
        Reliability.Bin last = reliability.bins().get(9);
        assertThat(last.right()).isEqualTo(2);
        assertThat(last.meanConfidence()).isCloseTo(0.94, within(1e-12));
        assertThat(last.low()).isEqualTo(0.9);
        assertThat(last.high()).isEqualTo(1);
        assertThat(reliability.bins().get(1).shareRight()).isNaN();
    }

    @Test
    void whereNothingIsHeardNothingIsWrong() {
        Reliability reliability = Reliability.of(new JudgedWords(List.of(List.of(), List.of())), USUAL);

        assertThat(reliability.expectedError()).isZero();
        assertThat(reliability.brier()).isZero();
        assertThat(reliability.expectedErrorInterval()).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(reliability.shareRight()).isNaN();
    }

    @Test
    void rightIsWhatTheAlignmentPairs() {
        assertThat(JudgedWords.judge("a b c", List.of("a", "x", "c", "d"), List.of(0.1, 0.2, 0.3, 0.4)))
                .containsExactly(right(0.1), wrong(0.2), right(0.3), wrong(0.4));
        assertThat(JudgedWords.judge("a b c", List.of("c"), List.of(0.5))).containsExactly(right(0.5));
        assertThat(JudgedWords.judge("a", List.of(), List.of())).isEmpty();
        // Two substitutions would be as few errors, but a word fewer that is right.
        assertThat(JudgedWords.judge("a b", List.of("b", "c"), List.of(0.6, 0.7)))
                .containsExactly(right(0.6), wrong(0.7));
    }

    /** The numbers of {@code reliability.py} beside the words, which shares no code with us. */
    @Test
    void agreesWithTheDefinitionsInPython() throws IOException {
        Properties golden = golden();
        JudgedWords words = heard(1);
        Reliability reliability = Reliability.of(words, USUAL);

        assertThat(reliability.words()).isEqualTo((long) number(golden, "words"));
        assertThat(reliability.shareRight() * reliability.words()).isCloseTo(number(golden, "right"), within(1e-9));
        assertThat(reliability.expectedError()).isCloseTo(number(golden, "expectedError"), within(1e-12));
        assertThat(reliability.brier()).isCloseTo(number(golden, "brier"), within(1e-12));
        for (int i = 0; i < 10; i++) {
            Reliability.Bin bin = reliability.bins().get(i);
            assertThat(bin.words()).as("bin %s", i).isEqualTo((long) number(golden, "bin" + i + ".words"));
            assertThat(bin.right()).as("bin %s", i).isEqualTo((long) number(golden, "bin" + i + ".right"));
            if (bin.words() > 0) {
                assertThat(bin.meanConfidence())
                        .as("bin %s", i)
                        .isCloseTo(number(golden, "bin" + i + ".meanConfidence"), within(1e-12));
            }
        }
        // Ends of 10,000 draws whose standard deviation is 0.03 have standard errors near 0.0008.
        Interval interval = reliability.expectedErrorInterval();
        assertThat(interval.low()).isCloseTo(number(golden, "expectedError.low"), within(0.004));
        assertThat(interval.high()).isCloseTo(number(golden, "expectedError.high"), within(0.004));

        ReliabilityDifference difference = ReliabilityDifference.of(words, heard(2), USUAL);
        assertThat(difference.difference()).isCloseTo(number(golden, "difference"), within(1e-12));
        // Here the deviation is 0.009.
        assertThat(difference.interval().low()).isCloseTo(number(golden, "difference.low"), within(0.0015));
        assertThat(difference.interval().high()).isCloseTo(number(golden, "difference.high"), within(0.0015));
    }

    @Test
    void drawsAreThoseOfEveryPossibleOne() {
        SplittableRandom random = new SplittableRandom(5);
        List<List<JudgedWord>> clips = new ArrayList<>();
        for (int words : new int[] {3, 0, 5, 1}) {
            clips.add(Stream.generate(() -> new JudgedWord(random.nextDouble(), random.nextBoolean()))
                    .limit(words)
                    .toList());
        }
        double[] every = new double[256];
        for (int draw = 0; draw < every.length; draw++) {
            List<List<JudgedWord>> drawn = new ArrayList<>();
            for (int digit = 0; digit < 4; digit++) {
                drawn.add(clips.get((draw >> (2 * digit)) & 3));
            }
            every[draw] = Reliability.of(new JudgedWords(drawn), new Bootstrap(1, 0.95, new RunSeed(1)))
                    .expectedError();
        }
        Arrays.sort(every);
        BinnedWords binned = new BinnedWords(new JudgedWords(clips));
        double[] drawn = new Bootstrap(100_000, 0.95, new RunSeed(3)).drawn(4, binned::expectedError);
        for (double share : new double[] {0.025, 0.25, 0.5, 0.75, 0.975}) {
            double error = every[(int) (share * every.length)] + 1e-9; // sums in another order round otherwise
            // Four standard errors of a share found in 100,000 draws are at most 0.0064.
            assertThat(shareAtMost(drawn, error)).isCloseTo(shareAtMost(every, error), within(0.0064));
        }
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> right(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> right(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> JudgedWords.judge("a", List.of("a", "b"), List.of(0.5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReliabilityDifference.of(
                        new JudgedWords(List.of(List.of())), new JudgedWords(List.of(List.of(), List.of())), USUAL));
    }

    private static double shareAtMost(double[] values, double most) {
        return Arrays.stream(values).filter(value -> value <= most).count() / (double) values.length;
    }

    /** The words of {@code heard-words.jsonl}, their confidences to some power. */
    private static JudgedWords heard(int power) throws IOException {
        List<List<JudgedWord>> clips = new ArrayList<>();
        try (BufferedReader lines = open("heard-words.jsonl")) {
            for (String line : lines.lines().toList()) {
                JsonNode clip = JSON.readTree(line);
                clips.add(JudgedWords.judge(
                        clip.get("said").asText(),
                        clip.findValues("word").stream().map(JsonNode::asText).toList(),
                        clip.findValues("confidence").stream()
                                .map(confidence -> Math.pow(confidence.asDouble(), power))
                                .toList()));
            }
        }
        return new JudgedWords(clips);
    }

    private static Properties golden() throws IOException {
        Properties golden = new Properties();
        try (BufferedReader file = open("reliability.properties")) {
            golden.load(file);
        }
        return golden;
    }

    private static double number(Properties golden, String name) {
        return Double.parseDouble(golden.getProperty(name));
    }

    private static BufferedReader open(String name) {
        InputStream file = Objects.requireNonNull(ReliabilityTest.class.getResourceAsStream(name));
        return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
}
