package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final Bootstrap BOOTSTRAP = Bootstrap.usual(new RunSeed(1));

    /**
     * Each clip that differs may as well have differed the other way: that n coins all land alike has probability 2 in
     * 2^n.
     */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 0.5", "4, 0.125", "10, 0.001953125"})
    void fewClipsTellLittle(int differing, double least) {
        long[] errors = new long[20];
        Arrays.fill(errors, 0, differing, -1);
        long[] lengths = new long[20];
        Arrays.fill(lengths, 4);
        assertThat(PairedBootstrap.of(errors, lengths, BOOTSTRAP).pValue()).isGreaterThanOrEqualTo(least);
        assertThat(PairedBootstrap.of(Arrays.copyOf(errors, differing), Arrays.copyOf(lengths, differing), BOOTSTRAP)
                        .pValue())
                .isEqualTo(least);
    }

    @Nested
    class AgainstNumPyAndSciPy {
        private final PairedClips clips = PairedClips.read();
        private final PairedBootstrap drawn = PairedBootstrap.of(clips.errorDifferences(), clips.lengths(), BOOTSTRAP);

        AgainstNumPyAndSciPy() throws IOException {}

        @Test
        void theDifferenceIsExact() {
            assertThat(drawn.difference()).isCloseTo(clips.golden("difference"), within(1e-12));
        }

        @Test
        void theEndsOfTheIntervalAreWithinTheNoiseOfDrawing() {
            // A percentile of B draws has the standard error sqrt(p (1 - p) / B) / density: 0.027 of the difference's
            // own
            // standard error at 2.5 % and B = 10,000. Four of them.
            double noise = 4 * 0.027 * clips.golden("difference.standardError");

            assertThat(drawn.interval().low()).isCloseTo(clips.golden("difference.low"), within(noise));
            assertThat(drawn.interval().high()).isCloseTo(clips.golden("difference.high"), within(noise));
        }

        @Test
        void theProbabilityOfImprovementIsWithinTheNoiseOfDrawing() {
            double improved = clips.golden("difference.improved");
            double noise = 4 * Math.sqrt(improved * (1 - improved) / 10_000);

            assertThat(drawn.probabilityOfImprovement()).isCloseTo(improved, within(noise));
            assertThat(drawn.pValue()).isCloseTo(2 * (1 - improved), within(4 * noise));
        }

        @Test
        void theMatchedPairsTestIsExact() {
            MatchedPairs test = MatchedPairs.of(clips.errorDifferences());

            assertThat(test.z()).isCloseTo(clips.golden("matchedPairs.z"), within(1e-12));
            assertThat(test.pValue()).isCloseTo(clips.golden("matchedPairs.p"), within(1e-12));
        }
    }

    @Nested
    class TheMatchedPairsTest {

        @Test
        void isWorkedByHand() {
            // Mean -1, squared deviations 4 + 0 + 0 + 4 over 3, standard error sqrt(8 / 3 / 4).
            MatchedPairs test = MatchedPairs.of(new long[] {-3, -1, -1, 1});

            assertThat(test.meanDifference()).isEqualTo(-1.0);
            assertThat(test.z()).isCloseTo(-Math.sqrt(1.5), within(1e-15));
            assertThat(test.differingSegments()).isEqualTo(4);
        }

        @Test
        void saysWhenClipsAreTooFew() {
            long[] fewClips = new long[49];
            long[] fewDiffering = new long[1_000];
            long[] enough = new long[50];
            Arrays.fill(fewClips, 1);
            Arrays.fill(fewDiffering, 0, 9, 1);
            Arrays.fill(enough, 0, 10, 1);

            assertThat(MatchedPairs.of(fewClips).enoughSegments()).isFalse();
            assertThat(MatchedPairs.of(fewDiffering).enoughSegments()).isFalse();
            assertThat(MatchedPairs.of(enough).enoughSegments()).isTrue();
        }

        @Test
        void aSingleClipTellsNothing() {
            assertThat(MatchedPairs.of(new long[] {-7})).isEqualTo(new MatchedPairs(1, 1, -7, 0, 1));
        }

        @Test
        void differencesAllAlikeAreInfinitelySure() {
            MatchedPairs test = MatchedPairs.of(new long[] {-1, -1, -1});

            assertThat(test.z()).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(test.pValue()).isZero();
        }
    }

    @Test
    void aRealImprovementIsDetected() {
        Comparison comparison = Comparison.of(system(3, 300, 0.20), system(4, 300, 0.14), BOOTSTRAP);

        assertThat(comparison.bootstrap().difference()).isCloseTo(-0.06, within(0.03));
        assertThat(comparison.bootstrap().interval().high()).isNegative();
        assertThat(comparison.bootstrap().probabilityOfImprovement()).isGreaterThan(0.99);
        assertThat(comparison.bootstrap().pValue()).isLessThan(0.01);
        assertThat(comparison.matchedPairs().pValue()).isLessThan(0.01);
    }

    @Test
    void recognisersThatAreEquallyGoodDifferByChanceAsOftenAsTheLevelSays() {
        int byBootstrap = 0;
        int byMatchedPairs = 0;
        for (int pair = 0; pair < 200; pair++) {
            Comparison comparison = Comparison.of(
                    system(2L * pair, 80, 0.2),
                    system(2L * pair + 1, 80, 0.2),
                    new Bootstrap(1_000, 0.95, new RunSeed(pair)));
            byBootstrap += comparison.bootstrap().pValue() < 0.05 ? 1 : 0;
            byMatchedPairs += comparison.matchedPairs().pValue() < 0.05 ? 1 : 0;
        }

        // 5 % of 200 is 10, give or take three binomial standard deviations of 3.1.
        assertThat(byBootstrap).isBetween(1, 19);
        assertThat(byMatchedPairs).isBetween(1, 19);
    }

    @Test
    void aRecogniserEqualsItself() {
        Evaluation same = system(5, 60, 0.2);
        Comparison comparison = Comparison.of(same, same, BOOTSTRAP);

        assertThat(comparison.bootstrap()).isEqualTo(new PairedBootstrap(0, new Interval(0, 0, 0.95), 0.5, 1));
        assertThat(comparison.matchedPairs()).isEqualTo(new MatchedPairs(60, 0, 0, 0, 1));
    }

    @Test
    void theSameSeedGivesTheSameBitsWhateverTheOrderOfTheCandidate() {
        Evaluation baseline = system(6, 60, 0.2);
        Evaluation candidate = system(7, 60, 0.15);
        List<ScoredClip> shuffled = new ArrayList<>(candidate.clips());
        Collections.reverse(shuffled);

        assertThat(Comparison.of(baseline, evaluation(shuffled), BOOTSTRAP))
                .isEqualTo(Comparison.of(baseline, candidate, BOOTSTRAP));
    }

    @Test
    void swappingTheRecognisersTurnsTheSign() {
        Comparison there = Comparison.of(system(8, 60, 0.2), system(9, 60, 0.15), BOOTSTRAP);
        Comparison back = Comparison.of(system(9, 60, 0.15), system(8, 60, 0.2), BOOTSTRAP);

        assertThat(back.bootstrap().difference()).isEqualTo(-there.bootstrap().difference());
        assertThat(back.bootstrap().pValue()).isEqualTo(there.bootstrap().pValue());
        assertThat(back.bootstrap().interval().low())
                .isCloseTo(-there.bootstrap().interval().high(), within(1e-12));
        assertThat(back.matchedPairs().z()).isEqualTo(-there.matchedPairs().z());
    }

    @Nested
    class Refuses {
        private final ScoredClip first = ScoredClip.score("a.wav", "one", "one");
        private final ScoredClip second = ScoredClip.score("b.wav", "two", "to");

        @Test
        void aClipThatTheCandidateLacks() {
            refuses(
                    List.of(first, second),
                    List.of(first),
                    "clip b.wav: is in the baseline's evaluation but not in the"
                            + " candidate's; evaluate both on the same clips");
        }

        @Test
        void aClipThatTheBaselineLacks() {
            refuses(
                    List.of(second),
                    List.of(first, second),
                    "clip a.wav: is in the candidate's evaluation but not in"
                            + " the baseline's; evaluate both on the same clips");
        }

        @Test
        void aClipWithAnotherReference() {
            refuses(
                    List.of(first, second),
                    List.of(first, ScoredClip.score("b.wav", "Two", "to")),
                    "clip b.wav: the references differ: 'two' for the baseline, 'Two' for the candidate; score both with"
                            + " the same manifest and the same text normaliser");
        }

        @Test
        void aClipThatOccursTwice() {
            refuses(
                    List.of(first, first),
                    List.of(first),
                    "clip a.wav: occurs twice in the baseline's evaluation; give"
                            + " each clip of the manifest an id of its own");
            refuses(
                    List.of(first),
                    List.of(first, first),
                    "clip a.wav: occurs twice in the candidate's evaluation; give"
                            + " each clip of the manifest an id of its own");
        }

        private static void refuses(List<ScoredClip> baseline, List<ScoredClip> candidate, String message) {
            assertThatThrownBy(() -> Comparison.of(evaluation(baseline), evaluation(candidate), BOOTSTRAP))
                    .isInstanceOf(UserFault.class)
                    .hasMessage(message);
        }
    }

    /** Clips of five to fourteen words, the same for all systems, a share of which is misrecognised at random. */
    private static Evaluation system(long seed, int clips, double wrong) {
        SplittableRandom random = new SplittableRandom(seed);
        return evaluation(IntStream.range(0, clips)
                .mapToObj(clip -> {
                    List<String> said = IntStream.range(0, 5 + clip % 10)
                            .mapToObj(word -> "w" + word)
                            .toList();
                    String heard = said.stream()
                            .map(word -> random.nextDouble() < wrong ? "wrong" : word)
                            .collect(Collectors.joining(" "));
                    return ScoredClip.score("clip-" + clip, String.join(" ", said), heard);
                })
                .toList());
    }

    private static Evaluation evaluation(List<ScoredClip> clips) {
        return Evaluation.of(clips, new Bootstrap(10, 0.95, new RunSeed(0)));
    }
}
