package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each stage, given the golden output of the stage before it, must give its own: a failure names the guilty stage. The
 * golden values are numpy's, in double precision ({@code golden/make_golden.py}); the tolerances are what single
 * precision costs in that stage alone.
 */
class GoldenStagesTest {
    private static final LogMelFrontEnd FRONT_END = Golden.frontEnd();

    @Test
    void framesAndWindowsAreTheGoldenOnes() {
        PowerSpectrum spectrum = new PowerSpectrum(FRONT_END.framing());
        List<float[]> windowed = new ArrayList<>();
        Framer framer = new Framer(
                FRONT_END.framing(), window -> windowed.add(Arrays.copyOf(spectrum.windowed(window), window.length)));

        framer.accept(Golden.clip(), Golden.clip().length);

        // TarsosDSP computes the cosine of an angle up to 2π held in single precision: half an ulp is 2.4e-7.
        assertThat(Golden.worstDifference(windowed, Golden.rows("windowed"))).isLessThan(3e-7);
    }

    @Test
    void everythingBehindTheWindowIsZero() {
        float[] ones = new float[400];
        Arrays.fill(ones, 1f);
        float[] padded = new PowerSpectrum(FRONT_END.framing()).windowed(ones);
        assertThat(padded).hasSize(512);
        assertThat(Arrays.copyOfRange(padded, 400, 512)).containsOnly(0f);
    }

    @Test
    void powerSpectrumIsTheGoldenOne() {
        PowerSpectrum spectrum = new PowerSpectrum(FRONT_END.framing());
        List<float[]> power = new ArrayList<>();
        Framer framer = new Framer(
                FRONT_END.framing(), window -> power.add(spectrum.of(window).clone()));

        framer.accept(Golden.clip(), Golden.clip().length);

        // Rounding in the transform is relative to its largest value: some ulps (6e-8) for nine rounds of butterflies.
        double[][] golden = Golden.rows("power");
        double largest =
                Arrays.stream(golden).flatMapToDouble(Arrays::stream).max().orElseThrow();
        assertThat(Golden.worstDifference(power, golden)).isLessThan(5e-7 * largest);
    }

    @Test
    void bandEnergiesAreTheGoldenOnes() {
        MelFilterbank filterbank =
                new MelFilterbank(FRONT_END.bands(), FRONT_END.framing().fftSize(), FRONT_END.sampleRateHz());
        double[][] golden = Golden.rows("mel");
        double[][] power = Golden.rows("power");
        for (int row = 0; row < golden.length; row++) {
            float[] energies = new float[80];
            filterbank.apply(Golden.floats(power[row]), energies);
            for (int band = 0; band < 80; band++) {
                // All terms are positive, so rounding stays relative: at most 18 of them, half an ulp each.
                assertThat((double) energies[band])
                        .as("window %d, band %d", row, band)
                        .isCloseTo(golden[row][band], within(1e-6 * golden[row][band]));
            }
        }
    }

    @Test
    void logarithmsAreTheGoldenOnes() {
        List<float[]> log = new ArrayList<>();
        for (double[] energies : Golden.rows("mel")) {
            float[] bands = Golden.floats(energies);
            LogMelAnalyzer.takeLog(bands, FRONT_END.bands().energyFloor());
            log.add(bands);
        }
        // Half an ulp of the result, which stays below 8, and half an ulp of the energy.
        assertThat(Golden.worstDifference(log, Golden.rows("log"))).isLessThan(4e-7);
    }

    @Test
    void normalizedByTheWholeClipTheyAreTheGoldenOnes() {
        BandNormalizer normalizer = new BandNormalizer(FRONT_END.normalization());
        List<float[]> frames = goldenLogFrames();
        frames.forEach(frame -> normalizer.count(frame, 0));
        frames.forEach(frame -> normalizer.normalize(frame, 0));
        // Half an ulp of values below 8 before and after.
        assertThat(Golden.worstDifference(frames, Golden.rows("normalized-whole-clip")))
                .isLessThan(6e-7);
    }

    @Test
    void normalizedByTheMeanSoFarTheyAreTheGoldenOnes() {
        BandNormalizer normalizer = new BandNormalizer(FRONT_END.normalization());
        List<float[]> frames = goldenLogFrames();
        for (float[] frame : frames) {
            normalizer.count(frame, 0);
            normalizer.normalize(frame, 0);
        }
        assertThat(Golden.worstDifference(frames, Golden.rows("normalized-so-far")))
                .isLessThan(6e-7);
    }

    /** The whole way; the bands' energies here are well above the transform's rounding, so the logarithm's error is small. */
    @Test
    void stackedFramesAreTheGoldenOnes() {
        FeatureMatrix features = FRONT_END.extract(new Waveform(Golden.clip(), 16_000));
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < features.frames(); row++) {
            rows.add(Arrays.copyOfRange(features.values(), row * 240, (row + 1) * 240));
        }
        assertThat(Golden.worstDifference(rows, Golden.rows("stacked"))).isLessThan(5e-5);
    }

    private static List<float[]> goldenLogFrames() {
        return Arrays.stream(Golden.rows("log")).limit(6).map(Golden::floats).toList();
    }
}
