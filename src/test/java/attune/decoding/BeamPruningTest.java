package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import attune.text.Alphabet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is never tried, and what is dropped before a frame is through, would not have stayed in the beam. */
class BeamPruningTest {
    private static final long SEED = 83;
    private static final int ROUNDS = 150;

    private final Alphabet alphabet = new Alphabet(List.of("a", " ", "b", "c"), 2);
    private final List<String> words = List.of("a", "ab", "cab", "bb", "abba", "caca");

    @Test
    void withoutAModel() {
        assertAsPlain(random -> new FusedModel.None(), random -> HotWords.none());
    }

    @Test
    void withAModelOfWords() {
        assertAsPlain(random -> words(random, new UnknownWords.Refused()), random -> HotWords.none());
        assertAsPlain(
                random -> words(random, new UnknownWords.Penalised(2 * random.nextDouble(), random.nextDouble())),
                random -> HotWords.none());
    }

    @Test
    void withAModelOfCharacters() {
        assertAsPlain(this::characters, random -> HotWords.none());
    }

    @Test
    void withHotWords() {
        assertAsPlain(random -> new FusedModel.None(), BeamPruningTest::hotWords);
        assertAsPlain(random -> words(random, new UnknownWords.Penalised(1, 0.5)), BeamPruningTest::hotWords);
        assertAsPlain(this::characters, BeamPruningTest::hotWords);
    }

    private FusedModel words(SplittableRandom random, UnknownWords unknownWords) {
        return new FusedModel.Words(
                TableModel.random(words, random), 2 * random.nextDouble(), 3 * random.nextDouble() - 1, unknownWords);
    }

    private FusedModel characters(SplittableRandom random) {
        TableModel model = TableModel.random(List.of("a", "b", "c", "_"), random);
        return new FusedModel.Characters(model, "_", 2 * random.nextDouble(), 3 * random.nextDouble() - 1);
    }

    /** Of words that every model above knows, so that a hot word costs nothing. */
    private static HotWords hotWords(SplittableRandom random) {
        return new HotWords(List.of(
                new HotWord("a", 0.1 + random.nextDouble()),
                new HotWord("ab cab", 0.1 + random.nextDouble()),
                new HotWord("cab a", 0.1 + random.nextDouble())));
    }

    private interface Drawn<T> {
        T draw(SplittableRandom random);
    }

    private void assertAsPlain(Drawn<FusedModel> models, Drawn<HotWords> hotWords) {
        System.out.println("seed " + SEED);
        for (int round = 0; round < ROUNDS; round++) {
            SplittableRandom random = new RunSeed(SEED).stream("pruning", round);
            float[][] logProbs =
                    Frames.random(random, 1 + random.nextInt(25), alphabet.size(), 3 * random.nextDouble());
            FusedModel model = models.draw(random);
            HotWords hot = hotWords.draw(random);
            BeamSettings settings = new BeamSettings(
                    1 + random.nextInt(12),
                    -1 - 8 * random.nextDouble(),
                    1 + 9 * random.nextDouble(),
                    Integer.MAX_VALUE,
                    random.nextDouble());

            BeamResult result = new BeamDecoder(alphabet, 1, settings, model, hot).search(logProbs);

            Map<String, Double> expected = new PlainBeam(alphabet, settings, model, hot).after(logProbs);
            if (!expected.isEmpty()) {
                Map<String, Double> found = new TreeMap<>();
                result.hypotheses().forEach(one -> found.put(one.text(), one.acousticLogProb()));
                assertThat(found.keySet()).as("round %d", round).isEqualTo(expected.keySet());
                found.forEach((text, acoustic) -> assertThat(acoustic)
                        .as("%s, %s", text, expected)
                        .isCloseTo(expected.getOrDefault(text, Double.NaN), within(1e-9)));
            }
        }
    }
}
