package attune.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CtcLossTest {
    private static final long SEED = 2006;
    private final CtcLoss ctc = new CtcLoss();

    @Nested
    class OnClipsSmallEnoughToEnumerate {
        @ParameterizedTest
        @CsvSource({"0, 3", "1, 3", "2, 3", "3, 3", "4, 3", "5, 3", "4, 4", "5, 4", "3, 2"})
        void lossAndGradientAreThoseOfAllPathsTogether(int frames, int outputs) {
            System.out.println("seed " + SEED);
            for (int blank = 0; blank < outputs; blank++) {
                double[][] logits = Clips.logits(new RunSeed(SEED).stream("all", frames, blank), frames, outputs, 2);
                for (int[] labels : everySequenceUpToThree(outputs, blank)) {
                    EveryPath expected = new EveryPath(logits, labels, blank);
                    FrameView gradient = Clips.view(new double[frames][outputs], outputs);

                    double loss = ctc.lossAndGradient(Clips.view(logits, outputs), labels, blank, gradient);

                    String clip = "%d frames, blank %d, labels %s".formatted(frames, blank, Arrays.toString(labels));
                    if (frames < CtcLoss.minimumFrames(labels)) {
                        assertThat(loss).as(clip).isEqualTo(Double.POSITIVE_INFINITY);
                    } else {
                        assertThat(loss).as(clip).isCloseTo(-Math.log(expected.probability), within(1e-12));
                    }
                    assertThat(Clips.distance(Clips.rows(gradient), expected.gradient))
                            .as(clip)
                            .isLessThan(1e-13);
                }
            }
        }

        @Test
        void minimumFramesIsTheFewestThatAnyPathNeeds() {
            for (int[] labels : everySequenceUpToThree(3, 0)) {
                int fewest = 0;
                while (fewest == 0 ? labels.length > 0 : isImpossible(labels, fewest)) {
                    fewest++;
                }
                assertThat(CtcLoss.minimumFrames(labels))
                        .as(Arrays.toString(labels))
                        .isEqualTo(fewest);
            }
        }

        private boolean isImpossible(int[] labels, int frames) {
            return new EveryPath(new double[frames][3], labels, 0).probability == 0;
        }

        private List<int[]> everySequenceUpToThree(int outputs, int blank) {
            List<int[]> sequences = new ArrayList<>(List.of(new int[0]));
            for (int i = 0; i < sequences.size(); i++) {
                int[] shorter = sequences.get(i);
                for (int label = 0; label < outputs && shorter.length < 3; label++) {
                    if (label != blank) {
                        int[] longer = Arrays.copyOf(shorter, shorter.length + 1);
                        longer[shorter.length] = label;
                        sequences.add(longer);
                    }
                }
            }
            return sequences;
        }
    }

    @Nested
    class OnLongClips {
        @ParameterizedTest
        @CsvSource({"2000, 300, 29, 1", "2000, 300, 29, 20", "2000, 1100, 29, 3", "700, 0, 5, 3", "600, 250, 3, 5"})
        void agreesWithTheTextbookRecursionInLogarithms(int frames, int length, int outputs, double spread) {
            SplittableRandom random = new RunSeed(SEED).stream("long", frames, length);
            double[][] logits = Clips.logits(random, frames, outputs, spread);
            int[] labels = Clips.labels(random, length, outputs, 0);
            LogSpaceCtc expected = new LogSpaceCtc(logits, labels, 0);
            FrameView gradient = Clips.view(new double[frames][outputs], outputs);

            double loss = ctc.lossAndGradient(Clips.view(logits, outputs), labels, 0, gradient);

            assertThat(loss).isFinite().isCloseTo(expected.loss, Percentage.withPercentage(1e-10));
            // The logarithms lose about 1e-16 of their own size, some thousands, at every frame; we do not.
            assertThat(Clips.distance(Clips.rows(gradient), expected.gradient)).isLessThan(1e-7);
            assertThat(loss)
                    .isCloseTo(ctc.loss(Clips.view(logits, outputs), labels, 0), Percentage.withPercentage(1e-12));
        }

        @ParameterizedTest
        @CsvSource({"2000, 300, 0", "2000, 300, 40", "5000, 2400, 100", "400, 400, 0", "401, 300, 100"})
        void withEqualOutputsTheLossCountsThePaths(int frames, int length, int repeats) {
            int[] labels = new int[length];
            for (int i = 1; i < length; i++) {
                labels[i] = i <= repeats ? labels[i - 1] : 1 - labels[i - 1];
            }
            // A path cuts the frames into runs: choose where each of the labels begins and ends among the frames, with
            // one frame set aside for each repeat.
            double paths = CombinatoricsUtils.binomialCoefficientLog(frames + length - repeats, 2 * length);

            double loss = ctc.loss(Clips.view(new double[frames][4], 4), labels, 3);

            assertThat(loss).isCloseTo(frames * Math.log(4) - paths, within(1e-8));
        }
    }

    @Test
    void theLossAloneNeedsMemoryForTwoFramesOfStates() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FrameView clip = Clips.view(new double[2000][4], 4);
        int[] labels = new int[1000]; // all alike, so that nearly all frames are needed
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(new CtcLoss().loss(clip, labels, 3)).isFinite();
        // 2,000 frames of 2,001 states would be 48 MB.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4_000_000);
    }

    @Nested
    class OnExtremeLogits {
        @ParameterizedTest
        @ValueSource(doubles = {100, 400, 1e3, 1e4})
        void agreesWithLogarithms(double spread) {
            for (int round = 0; round < 20; round++) {
                SplittableRandom random = new RunSeed(SEED).stream("extreme", round);
                double[][] logits = Clips.logits(random, 40, 6, 0);
                for (double[] row : logits) {
                    Arrays.setAll(row, c -> spread * (random.nextInt(3) - 1));
                }
                int[] labels = Clips.labels(random, random.nextInt(15), 6, 5);
                LogSpaceCtc expected = new LogSpaceCtc(logits, labels, 5);
                FrameView gradient = Clips.view(new double[40][6], 6);

                double loss = ctc.lossAndGradient(Clips.view(logits, 6), labels, 5, gradient);

                assertThat(loss).as("round %d", round).isCloseTo(expected.loss, Percentage.withPercentage(1e-11));
                assertThat(Clips.distance(Clips.rows(gradient), expected.gradient))
                        .isLessThan(1e-9);
            }
        }

        @Test
        void anAlignmentThatMustCrossAnImpossibleFrameIsWeighedExactly() {
            // Frame 0 all but rules out label 1 by e^-20000, frame 1 rules out the blank as strongly, so that the only
            // good path into frame 1 was hopeless at frame 0.
            double[][] logits = {{0, -2e4, -2e4}, {-4e4, -4e4, 0}, {0, -1, -2e4}};
            FrameView gradient = Clips.view(new double[3][3], 3);

            double loss = ctc.lossAndGradient(Clips.view(logits, 3), new int[] {1, 2, 1}, 0, gradient);

            double frame2 = 1 + Math.log1p(Math.exp(-1));
            assertThat(loss).isCloseTo(2e4 + frame2, within(1e-8));
            assertThat(Clips.rows(gradient)[0]).containsExactly(new double[] {1, -1, 0}, within(1e-12));
            assertThat(Clips.rows(gradient)[1]).containsExactly(new double[] {0, 0, 0}, within(1e-12));
        }

        @Test
        void anOutputOfProbabilityZeroIsNeverTaken() {
            double none = Double.NEGATIVE_INFINITY;
            double[][] logits = {{0, none, 0}, {0, none, 0}, {0, none, 0}};
            FrameView gradient = Clips.view(new double[3][3], 3);

            assertThat(ctc.lossAndGradient(Clips.view(logits, 3), new int[] {2}, 0, gradient))
                    .isCloseTo(Math.log(8 / 6.0), within(1e-12));
            assertThat(Clips.rows(gradient)[0][1]).isZero();
            assertThat(ctc.lossAndGradient(Clips.view(logits, 3), new int[] {1}, 0, gradient))
                    .isInfinite();
            assertThat(Clips.rows(gradient)).isDeepEqualTo(new double[3][3]);
        }

        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
        void logitsThatAreNoNumbersGiveNoGradient(double bad) {
            FrameView gradient = Clips.view(new double[][] {{7, 7}, {7, 7}}, 2);

            double loss =
                    ctc.lossAndGradient(Clips.view(new double[][] {{0, 0}, {0, bad}}, 2), new int[] {1}, 0, gradient);

            assertThat(loss).isNaN();
            assertThat(Clips.rows(gradient)).isDeepEqualTo(new double[2][2]);
        }
    }

    @Test
    void gradientIsTheSlopeOfTheLoss() {
        double step = 1e-5;
        for (int round = 0; round < 10; round++) {
            SplittableRandom random = new RunSeed(SEED).stream("slope", round);
            double[][] logits = Clips.logits(random, 12, 5, 1.5);
            int[] labels = Clips.labels(random, random.nextInt(6), 5, 2);
            FrameView gradient = Clips.view(new double[12][5], 5);
            FrameView view = Clips.view(logits, 5);
            ctc.lossAndGradient(view, labels, 2, gradient);
            for (int t = 0; t < 12; t++) {
                for (int c = 0; c < 5; c++) {
                    view.set(t, c, logits[t][c] + step);
                    double above = ctc.loss(view, labels, 2);
                    view.set(t, c, logits[t][c] - step);
                    double below = ctc.loss(view, labels, 2);
                    view.set(t, c, logits[t][c]);
                    assertThat(gradient.get(t, c)).isCloseTo((above - below) / (2 * step), within(1e-8));
                }
            }
        }
    }

    @Test
    void nothingSaidInNoFramesIsCertain() {
        assertThat(ctc.loss(Clips.view(new double[0][3], 3), new int[0], 0)).isZero();
        assertThat(ctc.loss(Clips.view(new double[0][3], 3), new int[] {1}, 0)).isInfinite();
    }

    @Test
    void labelsThatDoNotFitGiveInfinityAndAZeroGradient() {
        FrameView gradient = Clips.view(new double[][] {{7, 7}, {7, 7}}, 2);

        assertThat(ctc.lossAndGradient(Clips.view(new double[2][2], 2), new int[] {1, 1}, 0, gradient))
                .isInfinite();
        assertThat(Clips.rows(gradient)).isDeepEqualTo(new double[2][2]);
    }

    @Test
    void placeInTheBatchAndEarlierCallsChangeNoBit() {
        SplittableRandom random = new RunSeed(SEED).stream("place");
        double[][] logits = Clips.logits(random, 30, 7, 3);
        int[] labels = Clips.labels(random, 8, 7, 0);
        FrameView alone = FrameView.of(new float[30 * 7], FrameLayout.contiguous(30, 7));
        double loss = new CtcLoss().lossAndGradient(floats(logits, alone.layout(), 210), labels, 0, alone);
        List<FrameLayout> layouts = List.of(
                new FrameLayout(30, 7, 2 * 40 * 7, 7, 1), // [B, T, C], T padded to 40
                new FrameLayout(30, 7, 2 * 7, 3 * 7, 1), // [T, B, C]
                new FrameLayout(30, 7, 2 * 7 * 40, 1, 40)); // [B, C, T]
        for (FrameLayout layout : layouts) {
            float[] gradient = new float[3 * 40 * 7];
            Arrays.fill(gradient, 7);
            FrameView written = FrameView.of(gradient, layout);

            assertThat(ctc.lossAndGradient(floats(logits, layout, 840), labels, 0, written))
                    .isEqualTo(loss);
            assertThat(Clips.rows(written)).isDeepEqualTo(Clips.rows(alone));
            int untouched = 0;
            for (float value : gradient) {
                untouched += value == 7 ? 1 : 0;
            }
            assertThat(untouched).as("cells outside the clip").isEqualTo(840 - 210);
        }
    }

    @Test
    void theGradientMayOverwriteTheLogits() {
        double[][] logits = Clips.logits(new RunSeed(SEED).stream("overwrite"), 9, 4, 1);
        FrameView apart = Clips.view(new double[9][4], 4);
        FrameView same = Clips.view(logits, 4);

        double loss = ctc.lossAndGradient(Clips.view(logits, 4), new int[] {1, 2}, 0, apart);

        assertThat(ctc.lossAndGradient(same, new int[] {1, 2}, 0, same)).isEqualTo(loss);
        assertThat(Clips.rows(same)).isDeepEqualTo(Clips.rows(apart));
    }

    @Test
    void wrongArgumentsAreNamed() {
        FrameView view = Clips.view(new double[2][3], 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ctc.loss(view, new int[] {3}, 0))
                .withMessage("label 3 is not one of 3 outputs with blank 0");
        assertThatIllegalArgumentException().isThrownBy(() -> ctc.loss(view, new int[] {-1}, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ctc.loss(view, new int[] {1}, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ctc.loss(view, new int[] {1}, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ctc.lossAndGradient(view, new int[] {1}, 0, Clips.view(new double[1][3], 3)))
                .withMessageContaining("differs in size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameView.of(new float[5], FrameLayout.contiguous(2, 3)))
                .withMessageContaining("array of 5");
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameLayout(2, 0, 0, 1, 1));
    }

    private static FrameView floats(double[][] logits, FrameLayout layout, int length) {
        float[] values = new float[length];
        Arrays.fill(values, Float.NaN); // padding must never be read
        FrameView view = FrameView.of(values, layout);
        for (int t = 0; t < logits.length; t++) {
            for (int c = 0; c < logits[t].length; c++) {
                view.set(t, c, logits[t][c]);
            }
        }
        return view;
    }
}
