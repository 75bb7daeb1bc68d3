package attune.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against {@link WideCtc}, which needs no scaling: whatever is not refused agrees with it to rounding. */
class ScaledCtcTest {
    private static final long SEED = 2026;
    private static final int OUTPUTS = 6;
    private static final int BLANK = 5;

    /** Both sides round each of some thousand multiplications by 2⁻⁵³. */
    private static final double TOLERANCE = 1e-12;

    private final ScaledCtc scaled = new ScaledCtc();
    private final WideCtc wide = new WideCtc();

    /** What networks say early in training and once trained. */
    enum Ordinary {
        EQUAL {
            @Override
            double logit(SplittableRandom random, boolean blank, boolean said) {
                return 0;
            }
        },
        RANDOM {
            @Override
            double logit(SplittableRandom random, boolean blank, boolean said) {
                return 2 * random.nextGaussian();
            }
        },
        ALL_BLANK {
            @Override
            double logit(SplittableRandom random, boolean blank, boolean said) {
                return (blank ? 15 : 0) + random.nextGaussian();
            }
        },
        BLANK_RARE {
            @Override
            double logit(SplittableRandom random, boolean blank, boolean said) {
                return (blank ? -4 : 0) + random.nextGaussian();
            }
        },
        CERTAIN_AND_RIGHT {
            @Override
            double logit(SplittableRandom random, boolean blank, boolean said) {
                return (said ? 15 : 0) + random.nextGaussian();
            }
        };

        abstract double logit(SplittableRandom random, boolean blank, boolean said);
    }

    @ParameterizedTest
    @EnumSource
    void ordinaryClipsOfAnyLengthAreNotRefused(Ordinary kind) {
        System.out.println("seed " + SEED);
        for (int frames : new int[] {1, 2, 7, 50, 400, 2000}) {
            SplittableRandom random = new RunSeed(SEED).stream(kind.name(), frames);
            int[] labels = Clips.labels(random, (int) (0.15 * frames), OUTPUTS, BLANK);
            double[][] logits = new double[frames][OUTPUTS];
            for (int t = 0; t < frames; t++) {
                int place = (int) ((t + 0.5) / frames * (2 * labels.length + 1));
                int said = place % 2 == 1 ? labels[place / 2] : BLANK;
                Arrays.setAll(logits[t], c -> kind.logit(random, c == BLANK, c == said));
            }
            assertThat(agreesWithWide(logits, labels)).as("%d frames", frames).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "5, 5", "30, 28", "400, 399", "400, 0", "400, 1", "400, 300"})
    void anyNumberOfLabelsThatFitsServes(int frames, int length) {
        SplittableRandom random = new RunSeed(SEED).stream("fits", frames, length);
        int[] labels = new int[length];
        for (int i = 1; i < length; i++) {
            labels[i] = (labels[i - 1] + 1 + random.nextInt(BLANK - 1)) % BLANK; // no two in a row are equal
        }

        assertThat(agreesWithWide(Clips.logits(random, frames, OUTPUTS, 1), labels))
                .isTrue();
    }

    @Test
    void whateverIsNotRefusedIsExact() {
        int accepted = 0;
        int rounds = 600;
        for (int round = 0; round < rounds; round++) {
            SplittableRandom random = new RunSeed(SEED).stream("adversary", round);
            int frames = 1 + random.nextInt(120);
            double spread = 140 * Math.pow(random.nextDouble(), 3);
            double[][] logits = new double[frames][OUTPUTS];
            int hold = 1 + random.nextInt(40); // repeated frames, so that wrong paths look good for long
            for (int t = 0; t < frames; t++) {
                if (t % hold == 0) {
                    Arrays.setAll(logits[t], c -> spread * (random.nextInt(3) - 1) / 2.0 + random.nextDouble());
                } else {
                    logits[t] = logits[t - 1].clone();
                }
            }
            int[] labels = Clips.labels(random, random.nextInt(1 + frames / 2), OUTPUTS, BLANK);
            if (LabelPath.minimumFrames(labels) <= frames && agreesWithWide(logits, labels)) {
                accepted++;
            }
        }
        assertThat(accepted).as("clips not refused, seed %d", SEED).isBetween(rounds / 4, rounds - 20);
    }

    @Test
    void whereTheBestPathWasHopelessForLongTheResultIsRefusedAndThenExact() {
        // The clip clearly says label 1 forty times over, later clearly label 0, but the transcript has them reversed.
        int frames = 40;
        double[][] logits = new double[frames][OUTPUTS];
        for (int t = 0; t < frames; t++) {
            logits[t][t < frames / 2 ? 1 : 0] = 140;
        }
        int[] labels = {0, 1};

        assertThat(agreesWithWide(logits, labels)).isFalse();

        FrameView gradient = Clips.view(new double[frames][OUTPUTS], OUTPUTS);
        double loss = new CtcLoss().lossAndGradient(Clips.view(logits, OUTPUTS), labels, BLANK, gradient);
        LogSpaceCtc expected = new LogSpaceCtc(logits, labels, BLANK);
        assertThat(loss).isCloseTo(expected.loss, within(1e-9));
        assertThat(Clips.distance(Clips.rows(gradient), expected.gradient)).isLessThan(1e-9);
    }

    /** Whether the scaled recursion vouches for its result; if so, the result must be the wide one's. */
    private boolean agreesWithWide(double[][] logits, int[] labels) {
        FrameProbabilities probabilities = new FrameProbabilities();
        assertThat(probabilities.read(Clips.view(logits, OUTPUTS))).isTrue();
        assertThat(probabilities.allPlain()).isTrue();
        LabelPath path = new LabelPath(labels, BLANK, OUTPUTS);
        FrameView expected = Clips.view(new double[logits.length][OUTPUTS], OUTPUTS);
        double expectedLoss = wide.lossBeforeGradient(probabilities, path);
        wide.writeGradient(probabilities, path, expected);
        FrameView gradient = Clips.view(new double[logits.length][OUTPUTS], OUTPUTS);

        double loss = scaled.lossAndGradient(probabilities, labels, BLANK, gradient);

        if (loss == CtcLoss.UNKNOWN) {
            return false;
        }
        assertThat(loss).isCloseTo(expectedLoss, within(TOLERANCE * (1 + expectedLoss)));
        assertThat(Clips.distance(Clips.rows(gradient), Clips.rows(expected))).isLessThan(TOLERANCE);
        return true;
    }
}
