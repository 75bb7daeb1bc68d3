package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import attune.audio.Waveform;
import attune.features.Normalization.MeanOver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureExtractorTest {
    private static final int ONE_FRAME = 400 + 2 * 160;
    private static final LogMelFrontEnd FRONT_END = Golden.frontEnd();

    /** The log-mel energies themselves, before any mean or deviation. */
    private static List<float[]> logMel(float[] samples) {
        List<float[]> windows = new ArrayList<>();
        new LogMelAnalyzer(FRONT_END, bands -> windows.add(bands.clone())).accept(samples, samples.length);
        return windows;
    }

    private static float[] noise(int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] result = new float[samples];
        for (int i = 0; i < samples; i++) {
            result[i] = (float) (random.nextDouble() - 0.5);
        }
        return result;
    }

    @Nested
    class ClipsOfEveryLength {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 399, 400, 401, ONE_FRAME - 1})
        void shorterThanOneFrameGivesNoFrames(int samples) {
            FeatureMatrix features = FRONT_END.extract(new Waveform(noise(samples, 1), 16_000));
            assertThat(features.frames()).isZero();
            assertThat(features.coefficients()).isEqualTo(240);
        }

        @Test
        void oneWindowNeedsFourHundredSamples() {
            assertThat(logMel(noise(399, 1))).isEmpty();
            assertThat(logMel(noise(400, 1))).hasSize(1);
            assertThat(logMel(noise(401, 1))).hasSize(1);
            assertThat(logMel(noise(559, 1))).hasSize(1);
            assertThat(logMel(noise(560, 1))).hasSize(2);
        }

        @ParameterizedTest
        @EnumSource
        void asManyFramesComeAsWereAnnounced(MeanOver meanOver) {
            LogMelFrontEnd frontEnd = FRONT_END.with(meanOver);
            for (int samples = 0; samples < 2600; samples += 13) {
                FeatureMatrix features = frontEnd.extract(new Waveform(noise(samples, 1), 16_000));
                assertThat(features.frames()).as("%d samples", samples).isEqualTo(frontEnd.frames(samples));
            }
        }

        @ParameterizedTest
        @EnumSource
        void whatDoesNotFillAFrameChangesNothing(MeanOver meanOver) {
            float[] longer = noise(ONE_FRAME + 479, 7);
            float[] exact = Arrays.copyOf(longer, ONE_FRAME);
            LogMelFrontEnd frontEnd = FRONT_END.with(meanOver);
            assertThat(frontEnd.extract(new Waveform(longer, 16_000)).values())
                    .containsExactly(
                            frontEnd.extract(new Waveform(exact, 16_000)).values());
        }
    }

    @Nested
    class BlocksOfEverySize {
        @ParameterizedTest
        @EnumSource
        void giveTheSameBits(MeanOver meanOver) {
            LogMelFrontEnd frontEnd = FRONT_END.with(meanOver);
            float[] samples = noise(9_001, 3);
            float[] whole = frontEnd.extract(new Waveform(samples, 16_000)).values();
            for (long seed = 0; seed < 30; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                int largest = 1 + random.nextInt(1_000);
                FrameBuffer rows = new FrameBuffer(0, 240);
                FeatureExtractor extractor = frontEnd.extractor(rows::add);
                for (int from = 0; from < samples.length; ) {
                    int count = Math.min(random.nextInt(largest + 1), samples.length - from);
                    extractor.accept(Arrays.copyOfRange(samples, from, from + count + 5), count);
                    from += count;
                }
                extractor.finish();
                assertThat(rows.matrix().values()).as("seed %d", seed).containsExactly(whole);
            }
        }

        @Test
        void withTheMeanSoFarAFrameLeavesWithItsLastSample() {
            List<float[]> frames = new ArrayList<>();
            FeatureExtractor extractor = FRONT_END.with(MeanOver.SO_FAR).extractor(frames::add);
            extractor.accept(new float[ONE_FRAME - 1], ONE_FRAME - 1);
            assertThat(frames).isEmpty();
            extractor.accept(new float[1], 1);
            assertThat(frames).hasSize(1);
        }

        @Test
        void aFinishedClipTakesNoMore() {
            FeatureExtractor extractor = FRONT_END.extractor(frame -> {});
            extractor.finish();
            assertThatIllegalStateException().isThrownBy(() -> extractor.accept(new float[1], 1));
            assertThatIllegalStateException().isThrownBy(extractor::finish);
        }
    }

    @Nested
    class KnownSounds {
        @Test
        void silenceIsTheLogarithmOfTheFloor() {
            for (float[] window : logMel(new float[1_000])) {
                assertThat(window).containsOnly((float) Math.log(1e-6));
            }
            assertThat(FRONT_END
                            .extract(new Waveform(new float[16_000], 16_000))
                            .values())
                    .isNotEmpty()
                    .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
        }

        /** The window's main lobe is 2.56 bins wide; from there on its lobes fall by 18 dB an octave. */
        @Test
        void anOffsetStaysInTheLowestBands() {
            float[] offset = new float[400];
            Arrays.fill(offset, 1f);
            float[] bands = logMel(offset).get(0);
            double lowest = bands[0];
            for (int band = 5; band < 80; band++) {
                assertThat(lowest - bands[band]).as("band %d", band).isGreaterThan(Math.log(1e3));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 250, 440, 1000, 2500, 5000, 7400})
        void aFullScaleSinePeaksInItsBand(int hz) {
            float[] sine = new float[400];
            for (int i = 0; i < sine.length; i++) {
                sine[i] = (float) Math.sin(2 * Math.PI * hz * i / 16_000);
            }
            float[] bands = logMel(sine).get(0);
            int loudest = 0;
            for (int band = 1; band < 80; band++) {
                loudest = bands[band] > bands[loudest] ? band : loudest;
            }
            double step = (MelBands.mel(7600) - MelBands.mel(20)) / 81;
            double position = (MelBands.mel(hz) - MelBands.mel(20)) / step - 1;
            assertThat((double) loudest).isCloseTo(position, within(1.0));
            // A sine of amplitude 1 under a window that sums to 200 has a line of (200 / 2)² = 10⁴.
            assertThat((double) bands[loudest]).isBetween(Math.log(0.5e4), Math.log(5e4));
        }

        @Test
        void anotherGainIsNotHeardInALongClip() {
            // A floor far below the noise: near it no two gains look alike.
            LogMelFrontEnd frontEnd = new LogMelFrontEnd(
                    16_000, FRONT_END.framing(), new MelBands(80, 20, 7600, 1e-15), FRONT_END.normalization());
            float[] loud = noise(16_000 * 60, 5);
            float[] quiet = loud.clone();
            for (int i = 0; i < quiet.length; i++) {
                quiet[i] *= 0.1f;
            }
            float[] expected = frontEnd.extract(new Waveform(loud, 16_000)).values();
            float[] actual = frontEnd.extract(new Waveform(quiet, 16_000)).values();
            // Energies fall by ln 100 = 4.6; 5997 windows against a prior of 50 leave under a hundredth of it. The rest
            // is for bands so weak that rounding in the transform shows.
            double allowed = Math.log(100) * 50 / (5997 + 50) / 1.5 + 0.01;
            for (int i = 0; i < expected.length; i++) {
                assertThat(Math.abs(expected[i] - actual[i])).as("value %d", i).isLessThan((float) allowed);
            }
        }
    }

    @Test
    void soundAtAnotherRateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FRONT_END.extract(new Waveform(new float[800], 8_000)))
                .withMessage("front end for 16000 Hz was given sound at 8000 Hz; resample it first");
    }

    @Test
    void withTheWholeMeanAndNoPriorEveryBandAveragesToZero() {
        Normalization noPrior = new Normalization(FRONT_END.normalization().corpus(), 0, MeanOver.WHOLE_CLIP);
        LogMelFrontEnd frontEnd = new LogMelFrontEnd(16_000, FRONT_END.framing(), FRONT_END.bands(), noPrior);
        FeatureMatrix features = frontEnd.extract(new Waveform(noise(16_000, 9), 16_000));
        for (int band = 0; band < 80; band++) {
            double sum = 0;
            for (int i = band; i < features.values().length; i += 80) {
                sum += features.values()[i];
            }
            assertThat(sum / features.frames()).as("band %d", band).isCloseTo(0, within(1e-5));
        }
    }
}
