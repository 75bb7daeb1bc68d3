package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import attune.ctc.CtcAligner;
import attune.ctc.FrameLayout;
import attune.ctc.FrameView;
import attune.seed.RunSeed;
import attune.text.Alphabet;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreedyDecoderTest {
    private final Alphabet alphabet = Alphabet.english();
    private final GreedyDecoder decoder = new GreedyDecoder(alphabet, 0.02);

    @ParameterizedTest
    @CsvSource({
        "'hheelll_loo', hello",
        "'a_a', aa",
        "'aa', a",
        "'__h__i__', hi",
        "'a b', a b",
        "'  a  b  ', a b",
        "'_ _a_ _ _b_ _', a b",
        "'____', ''",
        "'    ', ''",
        "'', ''",
        "'dd_o_n''_t', don't",
    })
    void mergesRepeatsThenRemovesBlanks(String path, String text) {
        assertThat(decoder.decode(frames(path, 0.9)).text()).isEqualTo(text);
    }

    @Test
    void ofEquallyProbableOutputsTheLowestIsChosen() {
        Alphabet abc = new Alphabet(List.of("a", "b", "c"), 3);
        float[][] logProbs = {{-9, -1, -1, -1}, {-9, -9, -1, -1}};

        assertThat(new GreedyDecoder(abc, 1).decode(logProbs).text()).isEqualTo("bc");
    }

    @Nested
    class TimesAndConfidence {
        /** "hi" in frames 2 to 5, "a" in frame 8. */
        private final float[][] logProbs = frames("__h_ii _a_", 0.8);

        @Test
        void aWordLastsFromItsFirstFrameToItsLast() {
            assertThat(decoder.decode(logProbs).words())
                    .satisfiesExactly(
                            hi -> {
                                assertThat(hi.text()).isEqualTo("hi");
                                assertThat(hi.startSeconds()).isCloseTo(0.04, within(1e-12));
                                assertThat(hi.endSeconds()).isCloseTo(0.12, within(1e-12));
                            },
                            a -> {
                                assertThat(a.text()).isEqualTo("a");
                                assertThat(a.startSeconds()).isCloseTo(0.16, within(1e-12));
                                assertThat(a.endSeconds()).isCloseTo(0.18, within(1e-12));
                            });
        }

        @Test
        void aCharacterLastsAsLongAsItsRepeats() {
            TimedCharacter i =
                    decoder.decode(logProbs).words().get(0).characters().get(1);

            assertThat(i.text()).isEqualTo("i");
            assertThat(i.startSeconds()).isCloseTo(0.08, within(1e-12));
            assertThat(i.endSeconds()).isCloseTo(0.12, within(1e-12));
        }

        @Test
        void confidenceIsTheGeometricMeanOverTheFrames() {
            float[][] doubtful = frames("_hi", 0.9);
            doubtful[2] = frames("i", 0.4)[0];

            Transcript transcript = decoder.decode(doubtful);

            Word hi = transcript.words().get(0);
            assertThat(hi.characters().get(0).confidence()).isCloseTo(0.9, within(1e-6));
            assertThat(hi.characters().get(1).confidence()).isCloseTo(0.4, within(1e-6));
            assertThat(hi.confidence()).isCloseTo(Math.sqrt(0.9 * 0.4), within(1e-6));
            assertThat(transcript.confidence()).isCloseTo(Math.cbrt(0.9 * 0.9 * 0.4), within(1e-6));
            assertThat(transcript.logProb()).isCloseTo(Math.log(0.9 * 0.9 * 0.4), within(1e-6));
        }

        @Test
        void blanksInsideAWordCountTowardsItsConfidence() {
            float[][] doubtful = frames("h_i", 0.9);
            doubtful[1] = frames("_", 0.4)[0];

            assertThat(decoder.decode(doubtful).words().get(0).confidence())
                    .isCloseTo(Math.cbrt(0.9 * 0.4 * 0.9), within(1e-6));
        }

        @Test
        void noFramesAreNothingForCertain() {
            assertThat(decoder.decode(new float[0][])).isEqualTo(new Transcript(List.of(), 1, 0));
        }

        @Test
        void aLogProbabilityRoundedAboveZeroIsNoMoreThanCertain() {
            float[][] rounded = frames("a", 0.5);
            rounded[0][alphabet.encode("a")[0]] = 1e-6f;

            assertThat(decoder.decode(rounded).confidence()).isEqualTo(1);
        }
    }

    @Test
    void anyPathThatSpellsATextIsDecodedToIt() {
        long seed = 32;
        System.out.println("seed " + seed);
        for (int round = 0; round < 500; round++) {
            SplittableRandom random = new RunSeed(seed).stream("path", round);
            String text = randomText(random);

            Transcript transcript = decoder.decode(frames(randomPath(text, random), 0.5 + random.nextDouble() / 2));

            assertThat(transcript.text()).as("round %d", round).isEqualTo(text);
            double earlier = 0;
            for (Word word : transcript.words()) {
                assertThat(word.startSeconds()).isGreaterThanOrEqualTo(earlier);
                earlier = word.endSeconds();
            }
        }
    }

    @Test
    void aligningTheDecodedLabelsFindsThePathAgain() {
        long seed = 33;
        System.out.println("seed " + seed);
        Alphabet small = new Alphabet(List.of("a", "b", "c"), 1);
        for (int round = 0; round < 100; round++) {
            SplittableRandom random = new RunSeed(seed).stream("noise", round);
            float[][] logProbs = Frames.random(random, 1 + random.nextInt(60), 4, 1);

            Transcript transcript = new GreedyDecoder(small, 0.02).decode(logProbs);

            float[] values = new float[logProbs.length * 4];
            for (int i = 0; i < values.length; i++) {
                values[i] = logProbs[i / 4][i % 4];
            }
            FrameView view = FrameView.of(values, FrameLayout.contiguous(logProbs.length, 4));
            assertThat(CtcAligner.align(view, small.encode(transcript.text()), 1)
                            .logProb())
                    .isCloseTo(transcript.logProb(), within(1e-4)); // rows sum to 1 within a float's rounding
        }
    }

    @Test
    void framesThatAreNoDistributionsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decoder.decode(new float[][] {new float[29], new float[28]}))
                .withMessage("frame 1 has 28 outputs, the alphabet 29");
        float[][] bad = frames("ab", 0.5);
        bad[1][7] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decoder.decode(bad))
                .withMessage("frame 1 holds a NaN");
        Arrays.fill(bad[0], Float.NEGATIVE_INFINITY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decoder.decode(bad))
                .withMessage("frame 0 gives every output probability 0");
    }

    @Test
    void aFrameMustLastSomeTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GreedyDecoder(alphabet, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new GreedyDecoder(alphabet, Double.NaN));
    }

    private float[][] frames(String path, double probability) {
        return Frames.spelling(alphabet, path, probability);
    }

    private static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append("aab'z ".charAt(random.nextInt(6)));
        }
        return text.toString().strip().replaceAll(" +", " ");
    }

    /** A random path through the states of a text: repeats anywhere, blanks anywhere, and always between equal labels. */
    private static String randomPath(String text, SplittableRandom random) {
        StringBuilder path = new StringBuilder("_".repeat(random.nextInt(3)));
        for (int i = 0; i < text.length(); i++) {
            boolean repeated = i > 0 && text.charAt(i) == text.charAt(i - 1);
            path.append("_".repeat((repeated ? 1 : 0) + random.nextInt(2)));
            path.append(text.substring(i, i + 1).repeat(1 + random.nextInt(3)));
        }
        return path.append("_".repeat(random.nextInt(3))).toString();
    }
}
