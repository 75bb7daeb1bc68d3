package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() throws IOException {
        List<ErrorCounts> clips = PairedClips.read().baselineCounts();

        Interval first = Bootstrap.usual(new RunSeed(1)).interval(clips);

        assertThat(Bootstrap.usual(new RunSeed(1)).interval(clips)).isEqualTo(first);
        assertThat(Bootstrap.usual(new RunSeed(2)).interval(clips)).isNotEqualTo(first);
    }

    @Test
    void agreesWithEveryPossibleDrawOfFewClips() {
        long[] errors = {0, 1, 1, 5, 2, 0};
        long[] lengths = {3, 4, 9, 6, 1, 2};
        double[] every = everyDraw(errors, lengths);
        double[] drawn = new Bootstrap(100_000, 0.95, new RunSeed(3)).drawnRates(errors, lengths);

        for (double share : new double[] {0.05, 0.25, 0.5, 0.75, 0.95}) {
            double rate = every[(int) (share * every.length)];
            // Four standard errors of a share found in 100,000 draws are at most 0.0064.
            assertThat(shareAtMost(drawn, rate))
                    .as("share of draws up to %s", rate)
                    .isCloseTo(shareAtMost(every, rate), within(0.0064));
        }
    }

    @Test
    void agreesWithSciPyOnTheIntervalOfARate() throws IOException {
        PairedClips clips = PairedClips.read();
        Interval interval = Bootstrap.usual(new RunSeed(4)).interval(clips.baselineCounts());

        // The ends of 10,000 draws have standard errors near 0.0005: sqrt(p (1 - p) / B) over the density there.
        assertThat(interval.low()).isCloseTo(clips.golden("rate.low"), within(0.002));
        assertThat(interval.high()).isCloseTo(clips.golden("rate.high"), within(0.002));
    }

    @Test
    void holdsTheTrueRateAsOftenAsItSays() {
        // 100 clips of 10 words, each wrong with probability 0.2: the rate is exactly 0.2.
        int held = 0;
        int corpora = 400;
        for (int corpus = 0; corpus < corpora; corpus++) {
            List<ErrorCounts> clips = bernoulliClips(new SplittableRandom(corpus), 100, 10, 0.2);
            Interval interval = new Bootstrap(1_000, 0.95, new RunSeed(corpus)).interval(clips);
            held += interval.low() <= 0.2 && 0.2 <= interval.high() ? 1 : 0;
        }

        // 95 % of 400 is 380, give or take three binomial standard deviations of 4.4 and the bootstrap's own bias.
        assertThat(held).isBetween(364, 393);
    }

    @Test
    void isAsWideAsTheBinomialLawSays() {
        Interval interval =
                Bootstrap.usual(new RunSeed(6)).interval(bernoulliClips(new SplittableRandom(6), 5_000, 10, 0.2));

        // 1.96 sqrt(p q / n) with n = 50,000 words is 0.0035 on either side.
        assertThat((interval.high() - interval.low()) / 2).isCloseTo(0.0035, within(0.0003));
    }

    @Test
    void longClipsWeighMore() {
        List<ErrorCounts> clips = new ArrayList<>(bernoulliClips(new SplittableRandom(7), 200, 1, 1.0));
        clips.addAll(bernoulliClips(new SplittableRandom(8), 200, 99, 0.0));

        // Half the clips are all wrong, but they have one word in a hundred.
        assertThat(Bootstrap.usual(new RunSeed(7)).interval(clips).high()).isLessThan(0.015);
    }

    @Test
    void aSingleClipGivesAPoint() {
        Interval interval = Bootstrap.usual(new RunSeed(9)).interval(List.of(new ErrorCounts(1, 0, 0, 4)));

        assertThat(interval).isEqualTo(new Interval(0.25, 0.25, 0.95));
    }

    @Test
    void wordsInSilenceMakeTheUpperEndInfiniteWithoutHarmToTheLower() {
        List<ErrorCounts> clips = List.of(new ErrorCounts(0, 0, 2, 0), new ErrorCounts(0, 0, 0, 5));

        assertThat(Bootstrap.usual(new RunSeed(10)).interval(clips))
                .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
    }

    @Test
    void noClipsAndSillySettingsAreRefused() {
        Bootstrap usual = Bootstrap.usual(new RunSeed(0));

        assertThatThrownBy(() -> usual.interval(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bootstrap(0, 0.95, new RunSeed(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bootstrap(10, 95, new RunSeed(0))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<ErrorCounts> bernoulliClips(SplittableRandom random, int clips, int words, double wrong) {
        return IntStream.range(0, clips)
                .mapToObj(clip -> random.doubles(words).filter(u -> u < wrong).count())
                .map(errors -> new ErrorCounts(errors, 0, 0, words))
                .toList();
    }

    /** The rates of all n^n equally likely draws of n clips, in ascending order. */
    private static double[] everyDraw(long[] errors, long[] lengths) {
        int clips = errors.length;
        double[] rates = new double[(int) Math.pow(clips, clips)];
        for (int draw = 0; draw < rates.length; draw++) {
            long errorSum = 0;
            long lengthSum = 0;
            int digits = draw;
            for (int i = 0; i < clips; i++) {
                errorSum += errors[digits % clips];
                lengthSum += lengths[digits % clips];
                digits /= clips;
            }
            rates[draw] = (double) errorSum / lengthSum;
        }
        Arrays.sort(rates);
        return rates;
    }

    private static double shareAtMost(double[] rates, double most) {
        return Arrays.stream(rates).filter(rate -> rate <= most).count() / (double) rates.length;
    }
}
