package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A beam wide enough for every prefix against all paths enumerated. */
class BeamExactnessTest {
    private static final long SEED = 41;
    private static final int ROUNDS = 200;
    private static final BeamSettings EVERYTHING =
            new BeamSettings(1_000_000, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1_000_000, 0);

    private final Alphabet spaced = new Alphabet(List.of("a", " ", "b"), 1);
    private final Alphabet unspaced = new Alphabet(List.of("a", "b", "c"), 3);
    private final List<String> words = List.of("a", "ab", "ba", "bb");

    @Test
    void withoutAModel() {
        assertExact(spaced, random -> new FusedModel.None(), random -> HotWords.none());
        assertExact(unspaced, random -> new FusedModel.None(), random -> HotWords.none());
    }

    @Test
    void withAModelOfWordsThatKnowsAllWordsAllowed() {
        assertExact(spaced, random -> words(random, new UnknownWords.Refused()), random -> HotWords.none());
        assertExact(unspaced, random -> words(random, new UnknownWords.Refused()), random -> HotWords.none());
    }

    @Test
    void withAPenaltyForUnknownWords() {
        assertExact(
                spaced,
                random -> words(random, new UnknownWords.Penalised(2 * random.nextDouble(), random.nextDouble())),
                random -> HotWords.none());
        assertExact(unspaced, random -> words(random, new UnknownWords.Penalised(1, 0.5)), random -> HotWords.none());
    }

    @Test
    void withAModelOfCharacters() {
        assertExact(spaced, this::characters, random -> HotWords.none());
        assertExact(unspaced, this::characters, BeamExactnessTest::hotWordsWithoutSpaces);
    }

    @Test
    void withHotWordsAlone() {
        assertExact(spaced, random -> new FusedModel.None(), BeamExactnessTest::hotWords);
        assertExact(unspaced, random -> new FusedModel.None(), BeamExactnessTest::hotWordsWithoutSpaces);
    }

    @Test
    void withHotWordsBesideAModel() {
        assertExact(spaced, random -> words(random, new UnknownWords.Refused()), BeamExactnessTest::hotWords);
        assertExact(spaced, random -> words(random, new UnknownWords.Penalised(1, 0.5)), BeamExactnessTest::hotWords);
    }

    private FusedModel words(SplittableRandom random, UnknownWords unknownWords) {
        double weight = List.of(0.0, 0.5, 1.0, 3.0).get(random.nextInt(4));
        return new FusedModel.Words(
                TableModel.random(words, random), weight, 2 * random.nextDouble() - 0.5, unknownWords);
    }

    private FusedModel characters(SplittableRandom random) {
        TableModel model = TableModel.random(List.of("a", "b", "_"), random);
        return new FusedModel.Characters(model, "_", 2 * random.nextDouble(), random.nextDouble());
    }

    /** Overlapping phrases, one inside another, one over two words, one unknown to the model. */
    private static HotWords hotWords(SplittableRandom random) {
        return some(random, List.of("ab", "a b", "b a", "aa", "a b a", "b"));
    }

    private static HotWords hotWordsWithoutSpaces(SplittableRandom random) {
        return some(random, List.of("ab", "aba", "b", "bab", "cc"));
    }

    private static HotWords some(SplittableRandom random, List<String> phrases) {
        List<HotWord> chosen = new ArrayList<>();
        for (String phrase : phrases) {
            if (random.nextInt(2) == 0) {
                chosen.add(new HotWord(phrase, 0.1 + 2 * random.nextDouble()));
            }
        }
        return new HotWords(chosen);
    }

    private interface Drawn<T> {
        T draw(SplittableRandom random);
    }

    private static void assertExact(Alphabet alphabet, Drawn<FusedModel> models, Drawn<HotWords> hotWords) {
        System.out.println("seed " + SEED);
        for (int round = 0; round < ROUNDS; round++) {
            SplittableRandom random = new RunSeed(SEED).stream("exact", round);
            float[][] logProbs = Frames.random(random, random.nextInt(6), 4, 3 * random.nextDouble());
            FusedModel model = models.draw(random);
            HotWords hot = hotWords.draw(random);

            List<Hypothesis> found = new BeamDecoder(alphabet, 1, EVERYTHING, model, hot)
                    .search(logProbs)
                    .hypotheses();

            List<Hypothesis> expected = new EveryText(alphabet, model, hot).search(logProbs);
            assertThat(found).as("round %d", round).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).text())
                        .as("round %d, %d", round, i)
                        .isEqualTo(expected.get(i).text());
                assertThat(found.get(i).acousticLogProb())
                        .as("round %d, %d", round, i)
                        .isCloseTo(expected.get(i).acousticLogProb(), within(1e-9));
                assertThat(found.get(i).languageScore())
                        .as("round %d, %d", round, i)
                        .isCloseTo(expected.get(i).languageScore(), within(1e-9));
            }
        }
    }
}
