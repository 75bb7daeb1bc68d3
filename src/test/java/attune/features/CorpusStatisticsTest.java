package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import attune.audio.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorpusStatisticsTest {
    private static final LogMelFrontEnd FRONT_END = LogMelFrontEnd.standard();
    private static final List<Waveform> CORPUS = corpus(20261124);

    /** Clips of many lengths and loudnesses, some too short, each with a hum of its own. */
    private static List<Waveform> corpus(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Waveform> clips = new ArrayList<>();
        for (int clip = 0; clip < 25; clip++) {
            float[] samples = new float[random.nextInt(20_000)];
            double gain = Math.exp(-5 * random.nextDouble());
            double hum = 100 + 6000 * random.nextDouble();
            for (int i = 0; i < samples.length; i++) {
                double swell = 1 + Math.sin(i / 2000.0);
                samples[i] = (float) (gain * (swell * (random.nextDouble() - 0.5) + 0.1 * Math.sin(hum * i / 2546)));
            }
            clips.add(new Waveform(samples, 16_000));
        }
        clips.add(new Waveform(new float[700], 16_000));
        return clips;
    }

    private static CorpusStatistics count(List<Waveform> clips) {
        CorpusStatistics statistics = new CorpusStatistics(FRONT_END);
        clips.forEach(statistics::add);
        return statistics;
    }

    /** What the class promises, held against the features themselves. */
    @Test
    void normalizedCorpusHasAMeanSquareOfOneInEveryBand() {
        LogMelFrontEnd fitted = FRONT_END.with(count(CORPUS).statistics());
        double[] squares = new double[80];
        long windows = 0;
        for (Waveform clip : CORPUS) {
            FeatureMatrix features = fitted.extract(clip);
            for (int i = 0; i < features.values().length; i++) {
                squares[i % 80] += (double) features.values()[i] * features.values()[i];
            }
            windows += 3L * features.frames();
        }
        for (int band = 0; band < 80; band++) {
            assertThat(squares[band] / windows).as("band %d", band).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void meansAreThoseOfAllWindowsOfWholeFrames() {
        double[] sums = new double[80];
        long[] windows = {0};
        for (Waveform clip : CORPUS) {
            long kept = windows[0] + 3L * FRONT_END.frames(clip.samples().length);
            new LogMelAnalyzer(FRONT_END, bands -> {
                        if (windows[0] < kept) {
                            windows[0]++;
                            for (int band = 0; band < 80; band++) {
                                sums[band] += bands[band];
                            }
                        }
                    })
                    .accept(clip.samples(), clip.samples().length);
        }
        float[] means = count(CORPUS).statistics().means();
        for (int band = 0; band < 80; band++) {
            assertThat((double) means[band]).isCloseTo(sums[band] / windows[0], within(1e-6));
        }
    }

    @Test
    void mergedPartsCountAsTheWhole() {
        CorpusStatistics first = count(CORPUS.subList(0, 9));
        first.merge(count(CORPUS.subList(9, CORPUS.size())));
        BandStatistics parts = first.statistics();
        BandStatistics whole = count(CORPUS).statistics();
        // In double only the order of additions differs; rounding to single may then fall to either side.
        for (int band = 0; band < 80; band++) {
            assertThat(parts.means()[band]).isCloseTo(whole.means()[band], within(1e-6f));
            assertThat(parts.deviations()[band]).isCloseTo(whole.deviations()[band], within(1e-6f));
        }
    }

    @Test
    void bandThatNeverMovesGetsTheSmallestDeviation() {
        CorpusStatistics silence = count(List.of(new Waveform(new float[16_000], 16_000)));
        assertThat(silence.statistics().deviations()).containsOnly(0.1f);
        assertThat(silence.statistics().means()).containsOnly((float) Math.log(1e-6));
    }

    @Test
    void corpusWithoutAFrameHasNoStatistics() {
        CorpusStatistics nothing = count(List.of(new Waveform(new float[719], 16_000)));
        assertThatIllegalStateException().isThrownBy(nothing::statistics);
    }

    @Test
    void countsOfDifferentFrontEndsAreNotMerged() {
        CorpusStatistics other = new CorpusStatistics(FRONT_END.with(Normalization.MeanOver.SO_FAR));
        assertThatIllegalArgumentException().isThrownBy(() -> count(List.of()).merge(other));
    }
}
