package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.fault.UserFault;
import attune.lm.LanguageModel;
import attune.seed.RunSeed;
import attune.text.Alphabet;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeamDecoderTest {
    private final Alphabet alphabet = Alphabet.english();
    private final FusedModel none = new FusedModel.None();

    private BeamDecoder decoder(FusedModel model, HotWord... hotWords) {
        return new BeamDecoder(alphabet, 0.02, BeamSettings.DEFAULT, model, new HotWords(List.of(hotWords)));
    }

    private static FusedModel uniform(UnknownWords unknownWords, String... words) {
        return new FusedModel.Words(TableModel.uniform(List.of(words), 1e-3), 1, 0, unknownWords);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hheelll_loo", "  h_i  _a ", "_ _a_ _ _b_ _", "____", "    ", "", "don't"})
    void clearFramesAreReadAsGreedilyWithTheSameTimes(String path) {
        float[][] logProbs = Frames.spelling(alphabet, path, 0.999);

        Transcript transcript = decoder(none).decode(logProbs);

        Transcript greedy = new GreedyDecoder(alphabet, 0.02).decode(logProbs);
        assertThat(transcript.text()).isEqualTo(greedy.text());
        assertThat(transcript.logProb()).isCloseTo(greedy.logProb(), within(1e-3));
        assertThat(transcript.words()).hasSameSizeAs(greedy.words());
        for (int i = 0; i < greedy.words().size(); i++) {
            assertSameTimes(transcript.words().get(i), greedy.words().get(i));
        }
    }

    private static void assertSameTimes(Word found, Word expected) {
        assertThat(found.text()).isEqualTo(expected.text());
        assertThat(found.characters()).isEqualTo(expected.characters());
        assertThat(found.startSeconds()).isEqualTo(expected.startSeconds());
        assertThat(found.endSeconds()).isEqualTo(expected.endSeconds());
        assertThat(found.confidence()).isBetween(0.97 * expected.confidence(), expected.confidence());
    }

    @Test
    void pathsToOneTextHelpEachOther() {
        // Best path: two blanks, 0.36. But "a" is on three paths: 0.16 + 0.24 + 0.24.
        Alphabet a = new Alphabet(List.of("a"), 0);
        float[][] logProbs = {
            {(float) Math.log(0.6), (float) Math.log(0.4)}, {(float) Math.log(0.6), (float) Math.log(0.4)}
        };

        BeamResult result = new BeamDecoder(a, 1, BeamSettings.DEFAULT, none, HotWords.none()).search(logProbs);

        assertThat(result.transcript().text()).isEqualTo("a");
        assertThat(result.hypotheses().get(0).acousticLogProb()).isCloseTo(Math.log(0.64), within(1e-6));
        assertThat(result.transcript().words().get(0).confidence())
                .as("share of the beam times sound of the best path, one of three")
                .isCloseTo(
                        0.64
                                * result.transcript()
                                        .words()
                                        .get(0)
                                        .characters()
                                        .get(0)
                                        .confidence(),
                        within(1e-6));
    }

    @Nested
    class Vocabulary {
        @Test
        void onlyItsWordsAreWrittenHoweverNarrowTheBeam() {
            long seed = 59;
            System.out.println("seed " + seed);
            Alphabet small = new Alphabet(List.of(" ", "a", "b"), 0);
            List<String> words = List.of("ab", "bba", "abab");
            FusedModel model = uniform(new UnknownWords.Refused(), words.toArray(String[]::new));
            for (int round = 0; round < 300; round++) {
                SplittableRandom random = new RunSeed(seed).stream("narrow", round);
                float[][] logProbs = Frames.random(random, random.nextInt(40), 4, 3);
                BeamSettings settings = new BeamSettings(1 + random.nextInt(5), -4, 5, 10, 0);

                BeamResult result = new BeamDecoder(small, 1, settings, model, HotWords.none()).search(logProbs);

                assertThat(result.hypotheses()).as("round %d", round).allSatisfy(hypothesis -> {
                    assertThat(words).containsAll(wordsOf(hypothesis.text()));
                    assertThat(hypothesis.score()).isFinite();
                });
                assertThat(result.transcript().text())
                        .isEqualTo(result.hypotheses().get(0).text());
            }
        }

        private List<String> wordsOf(String text) {
            return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
        }

        @Test
        void aPenaltyOfTheBlankIsTakenOffItInEveryFrame() {
            SplittableRandom random = new SplittableRandom(61);
            Alphabet small = new Alphabet(List.of(" ", "a", "b"), 0);
            FusedModel model = uniform(new UnknownWords.Penalised(1, 1), "ab", "bba");
            BeamDecoder plain = new BeamDecoder(small, 1, BeamSettings.DEFAULT, model, HotWords.none());
            BeamDecoder penalised = plain.with(BeamSettings.DEFAULT.withBlankPenalty(0.75), model);
            for (int round = 0; round < 50; round++) {
                float[][] logProbs = Frames.random(random, 1 + random.nextInt(40), 4, 3);
                float[][] lowered = Arrays.stream(logProbs).map(float[]::clone).toArray(float[][]::new);
                for (float[] row : lowered) {
                    row[small.blankIndex()] -= 0.75f;
                }
                assertThat(texts(penalised, logProbs)).isEqualTo(texts(plain, lowered));
            }
        }

        private List<String> texts(BeamDecoder decoder, float[][] logProbs) {
            return decoder.search(logProbs).hypotheses().stream()
                    .map(Hypothesis::text)
                    .toList();
        }

        @Test
        void whereNoWordFitsNothingIsSaid() {
            float[][] certain = Frames.spelling(alphabet, "zz z", 1); // all else has probability 0

            assertThat(decoder(uniform(new UnknownWords.Refused(), "hello"))
                            .search(certain)
                            .hypotheses())
                    .extracting(Hypothesis::text)
                    .contains("");
        }

        @Test
        void aWordCutOffAtTheEndIsLeftOut() {
            float[][] logProbs = Frames.spelling(alphabet, "hel_lo wor", 0.9999999);
            BeamSettings narrow = new BeamSettings(1, -5, 10, 1, 0);
            FusedModel model = uniform(new UnknownWords.Refused(), "hello", "world");

            assertThat(new BeamDecoder(alphabet, 1, narrow, model, HotWords.none())
                            .decode(logProbs)
                            .text())
                    .isEqualTo("hello");
        }

        @Test
        void unknownWordsCanBeSpelledAtAPrice() {
            float[][] logProbs = Frames.spelling(alphabet, "hel_lo waldo", 0.999);

            Hypothesis cheap = decoder(uniform(new UnknownWords.Penalised(1, 0.5), "hello"))
                    .search(logProbs)
                    .hypotheses()
                    .get(0);
            Hypothesis dear = decoder(uniform(new UnknownWords.Penalised(100, 0), "hello"))
                    .search(logProbs)
                    .hypotheses()
                    .get(0);

            assertThat(cheap.text()).isEqualTo("hello waldo");
            // Words and end share 0.999 by two; the unknown word has 0.001.
            assertThat(cheap.languageScore())
                    .isCloseTo(2 * Math.log(0.999 / 2) + Math.log(0.001) - 1 - 5 * 0.5, within(1e-9));
            assertThat(dear.text()).doesNotContain("waldo");
        }

        @Test
        void anUnknownWordOfNoProbabilityStillHasALittle() {
            FusedModel closed = new FusedModel.Words(
                    TableModel.uniform(List.of("hello"), 0), 1, 0, new UnknownWords.Penalised(0, 0));

            assertThat(decoder(closed)
                            .decode(Frames.spelling(alphabet, "waldo", 0.99999))
                            .text())
                    .isEqualTo("waldo");
        }

        @Test
        void aModelWithoutASingleWordOfTheAlphabetIsRefused() {
            assertThatThrownBy(() -> decoder(uniform(new UnknownWords.Penalised(1, 1), "HELLO", "ÄÖ")))
                    .isInstanceOf(UserFault.class)
                    .hasMessageStartingWith(
                            "language model: none of its 5 words can be written with the speech model's characters;");
        }
    }

    @Nested
    class Hot {
        /** "ab" and "ac" sound alike, "ab" a little better. */
        private float[][] doubtful() {
            float[][] logProbs = Frames.spelling(alphabet, "ab", 0.9);
            logProbs[1][alphabet.encode("b")[0]] = (float) Math.log(0.5);
            logProbs[1][alphabet.encode("c")[0]] = (float) Math.log(0.4);
            return logProbs;
        }

        @Test
        void aHotWordIsPreferred() {
            assertThat(decoder(none).decode(doubtful()).text()).isEqualTo("ab");
            assertThat(decoder(none, new HotWord("ac", 1)).decode(doubtful()).text())
                    .isEqualTo("ac");
        }

        @Test
        void aHotWordNeedNotBeInTheVocabulary() {
            FusedModel model = uniform(new UnknownWords.Refused(), "ab");

            assertThat(decoder(model, new HotWord("ac", 4)).decode(doubtful()).text())
                    .isEqualTo("ac");
        }

        @Test
        void thePartOfAPhraseThatWasBegunGainsNothing() {
            float[][] logProbs = Frames.spelling(alphabet, "as", 0.999);

            Hypothesis found = decoder(none, new HotWord("asterisk", 5))
                    .search(logProbs)
                    .hypotheses()
                    .get(0);

            assertThat(found.text()).isEqualTo("as");
            assertThat(found.languageScore()).isZero();
        }

        @Test
        void aHotWordInsideAnotherWordIsNotMeant() {
            float[][] logProbs = Frames.spelling(alphabet, "casts as", 0.999);

            assertThat(decoder(none, new HotWord("as", 1))
                            .search(logProbs)
                            .hypotheses()
                            .get(0))
                    .returns("casts as", Hypothesis::text)
                    .returns(2.0, Hypothesis::languageScore);
        }
    }

    @Test
    void manyThreadsMayUseOne() {
        BeamDecoder decoder = decoder(uniform(new UnknownWords.Penalised(1, 1), "abc", "a"), new HotWord("abc", 1));
        List<float[][]> clips = IntStream.range(0, 40)
                .mapToObj(i -> Frames.random(new RunSeed(61).stream("clip", i), 50, 29, 2))
                .toList();

        List<BeamResult> together = clips.parallelStream().map(decoder::search).toList();

        assertThat(together).isEqualTo(clips.stream().map(decoder::search).toList());
    }

    @Test
    void framesThatAreNoDistributionsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decoder(none).decode(new float[][] {new float[29], new float[28]}))
                .withMessage("frame 1 has 28 outputs, the alphabet 29");
    }

    @Test
    void settingsUnderWhichNothingWouldBeFoundAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BeamSettings(0, -10, 20, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BeamSettings(1, 0, 20, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BeamSettings(1, -10, Double.NaN, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BeamSettings(1, -10, 20, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BeamSettings(1, -10, 20, 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new UnknownWords.Penalised(-1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new FusedModel.Words(TableModel.uniform(List.of("a"), 0), -1, 0, new UnknownWords.Refused()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BeamDecoder(alphabet, 0, BeamSettings.DEFAULT, none, HotWords.none()));
    }

    @Test
    void anotherWeightNeedsNoOtherDecoder() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> words = List.of("a", "ab", "ba", "b");
        LanguageModel model = TableModel.random(words, random);
        LanguageModel letters = TableModel.random(List.of("a", "b", " "), random);
        HotWord hot = new HotWord("bab", 2);
        List<List<FusedModel>> pairs = List.of(
                List.of(
                        new FusedModel.Words(model, 0.1, 0, new UnknownWords.Refused()),
                        new FusedModel.Words(model, 2, 1.5, new UnknownWords.Penalised(1, 0.2))),
                List.of(
                        new FusedModel.Characters(letters, " ", 0.1, 0),
                        new FusedModel.Characters(letters, " ", 2, 1.5)),
                List.of(none, none));
        BeamSettings narrow = BeamSettings.DEFAULT.withWidth(7);
        for (List<FusedModel> pair : pairs) {
            BeamDecoder changed = decoder(pair.get(0), hot).with(narrow, pair.get(1));
            BeamDecoder anew = new BeamDecoder(alphabet, 0.02, narrow, pair.get(1), new HotWords(List.of(hot)));
            for (int clip = 0; clip < 5; clip++) {
                float[][] logProbs = Frames.random(random, 12, alphabet.size(), 3);
                assertThat(changed.search(logProbs)).isEqualTo(anew.search(logProbs));
            }
        }
    }

    @Test
    void anotherLanguageModelNeedsAnotherDecoder() {
        List<FusedModel> models = List.of(
                uniform(new UnknownWords.Refused(), "a"),
                uniform(new UnknownWords.Refused(), "a"),
                new FusedModel.Characters(TableModel.uniform(List.of("a", " "), 1e-3), " ", 1, 0),
                none);
        for (FusedModel before : models) {
            BeamDecoder decoder = decoder(before);
            for (FusedModel after : models) {
                if (after != before) {
                    assertThatIllegalArgumentException().isThrownBy(() -> decoder.with(BeamSettings.DEFAULT, after));
                }
            }
        }
    }
}
