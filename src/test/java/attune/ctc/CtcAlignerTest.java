package attune.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CtcAlignerTest {
    private static final long SEED = 1967;

    @Test
    void findsTheBestOfAllPaths() {
        System.out.println("seed " + SEED);
        for (int round = 0; round < 300; round++) {
            SplittableRandom random = new RunSeed(SEED).stream("best", round);
            int outputs = 2 + random.nextInt(3);
            int blank = random.nextInt(outputs);
            int[] labels = Clips.labels(random, random.nextInt(4), outputs, blank);
            int frames = CtcLoss.minimumFrames(labels) + random.nextInt(3);
            double[][] logits = Clips.logits(random, frames, outputs, 2);

            CtcAlignment alignment = CtcAligner.align(Clips.view(logits, outputs), labels, blank);

            double best = new EveryPath(logits, labels, blank).bestLogProb;
            assertThat(alignment.logProb()).as("round %d", round).isCloseTo(best, within(1e-12));
            assertSpells(alignment, logits, labels, blank);
        }
    }

    @Test
    void aLongClipsPathSpellsItsLabelsAndIsWorthItsLogProb() {
        SplittableRandom random = new RunSeed(SEED).stream("long");
        double[][] logits = Clips.logits(random, 2000, 29, 50);
        int[] labels = Clips.labels(random, 400, 29, 28);

        CtcAlignment alignment = CtcAligner.align(Clips.view(logits, 29), labels, 28);

        assertSpells(alignment, logits, labels, 28);
        assertThat(-alignment.logProb()).isGreaterThan(new CtcLoss().loss(Clips.view(logits, 29), labels, 28));
    }

    @Test
    void theWayBackIsTheSameInBlocksOfAnySize() {
        for (int round = 0; round < 20; round++) {
            SplittableRandom random = new RunSeed(SEED).stream("blocks", round);
            int[] labels = Clips.labels(random, 20, 5, 0);
            double[][] logits = Clips.logits(random, 60 + random.nextInt(9), 5, 2);
            CtcAlignment whole = CtcAligner.align(Clips.view(logits, 5), labels, 0);
            for (int bytes : new int[] {1, 41, 200, 2459, 2460}) {
                CtcAlignment blocks = CtcAligner.align(Clips.view(logits, 5), labels, 0, bytes);
                assertThat(blocks.positions())
                        .as("round %d, %d bytes", round, bytes)
                        .isEqualTo(whole.positions());
                assertThat(blocks.logProb()).isEqualTo(whole.logProb());
            }
        }
    }

    /** The best place of all: whatever is around costs the same wherever the labels are. */
    @Test
    void findsLabelsAmongOtherSound() {
        System.out.println("seed " + SEED);
        for (int round = 0; round < 100; round++) {
            SplittableRandom random = new RunSeed(SEED).stream("find", round);
            int[] labels = Clips.labels(random, 1 + random.nextInt(3), 4, 0);
            int frames = CtcLoss.minimumFrames(labels) + random.nextInt(5);
            double[][] logits = Clips.logits(random, frames, 5, 2);
            for (double[] row : logits) {
                row[4] = Arrays.stream(row).limit(4).max().orElseThrow() + 0.1; // more probable than the blank
            }

            CtcAlignment found = CtcAligner.find(Clips.view(logits, 5), labels, 0, 4);

            double best = Double.NEGATIVE_INFINITY;
            for (int from = 0; from < frames; from++) {
                for (int to = from + CtcLoss.minimumFrames(labels); to <= frames; to++) {
                    double inside = CtcAligner.align(Clips.view(Arrays.copyOfRange(logits, from, to), 5), labels, 0)
                            .logProb();
                    best = Math.max(best, inside + around(logits, 0, from) + around(logits, to, frames));
                }
            }
            assertThat(found.logProb()).as("round %d", round).isCloseTo(best, within(1e-12));
        }
    }

    private static double around(double[][] logits, int from, int to) {
        double sum = 0;
        for (int frame = from; frame < to; frame++) {
            sum += logits[frame][4]
                    - Math.log(Arrays.stream(logits[frame]).map(Math::exp).sum());
        }
        return sum;
    }

    @Test
    void repeatedLabelsAreKeptApart() {
        double[][] logits = {{0, 5}, {1, 5}, {0, 5}, {0, 5}};

        assertThat(CtcAligner.align(Clips.view(logits, 2), new int[] {1, 1}, 0).positions())
                .containsExactly(0, CtcAlignment.BLANK, 1, 1);
    }

    @Test
    void nothingSaidIsAllBlank() {
        assertThat(CtcAligner.align(Clips.view(new double[3][2], 2), new int[0], 0)
                        .positions())
                .containsOnly(CtcAlignment.BLANK);
        assertThat(CtcAligner.align(Clips.view(new double[0][2], 2), new int[0], 0))
                .satisfies(none -> assertThat(none.positions()).isEmpty())
                .satisfies(none -> assertThat(none.logProb()).isZero());
    }

    @Test
    void labelsThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CtcAligner.align(Clips.view(new double[2][2], 2), new int[] {1, 1}, 0))
                .withMessage("the labels need 3 frames, the clip has 2");
        double[][] never = {{0, Double.NEGATIVE_INFINITY}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CtcAligner.align(Clips.view(never, 2), new int[] {1}, 0))
                .withMessageContaining("no alignment");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CtcAligner.align(Clips.view(new double[][] {{0, Double.NaN}}, 2), new int[] {1}, 0));
    }

    private static void assertSpells(CtcAlignment alignment, double[][] logits, int[] labels, int blank) {
        int[] path = Arrays.stream(alignment.positions())
                .map(position -> position == CtcAlignment.BLANK ? blank : labels[position])
                .toArray();
        assertThat(EveryPath.collapse(path, blank)).isEqualTo(labels);
        double logProb = 0;
        for (int t = 0; t < path.length; t++) {
            logProb += LogSpaceCtc.logSoftmax(logits[t])[path[t]];
        }
        assertThat(alignment.logProb()).isCloseTo(logProb, within(1e-9 * (1 + Math.abs(logProb))));
    }
}
