package attune.audio.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import be.tarsos.dsp.util.fft.FFT;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectsTest {
    private final Surroundings around = Sounds.surroundings();

    @ParameterizedTest
    @ValueSource(doubles = {0.85, 0.97, 1.18})
    void speedMovesPitchAndLength(double factor) {
        float[] faster = new Effect.Speed(factor).on(Sounds.sine(440, 32_000), around);
        assertThat(faster).hasSize((int) Math.round(32_000 / factor));
        assertThat(Sounds.pitch(faster)).isCloseTo(440 * factor, within(0.5));
        assertThat(Sounds.amplitude(faster, 440 * factor)).isCloseTo(0.5, within(0.002));
    }

    @ParameterizedTest
    @CsvSource({"0.8, 120", "0.85, 440", "1.18, 440", "1.3, 95", "0.93, 1730"})
    void tempoKeepsPitchAndMovesLength(double factor, double hertz) {
        float[] faster = new Effect.Tempo(factor).on(Sounds.sine(hertz, 32_000), around);
        assertThat(faster).hasSize((int) Math.round(32_000 / factor));
        assertThat(Sounds.pitch(faster)).isCloseTo(hertz, within(hertz * 0.005));
        assertThat(Power.of(faster)).isCloseTo(0.125, within(0.006));
    }

    /** A click every 0.4 s: where they end up shows that the pace is even. */
    @ParameterizedTest
    @ValueSource(doubles = {0.85, 1.18})
    void tempoMovesWhatHappensToWhereItIsDue(double factor) {
        float[] clicks = new float[48_000];
        for (int at = 3200; at < clicks.length; at += 6400) {
            for (int i = 0; i < 160; i++) {
                clicks[at + i] = (float) Math.sin(i * 0.9) * (160 - i) / 160;
            }
        }
        float[] moved = new Effect.Tempo(factor).on(clicks.clone(), around);
        for (int at = 3200; at < clicks.length; at += 6400) {
            int due = (int) Math.round(at / factor);
            double there = 0;
            for (int i = Math.max(0, due - 480); i < Math.min(moved.length, due + 640); i++) {
                there += moved[i] * moved[i];
            }
            assertThat(there).as("click at %d", at).isGreaterThan(5);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-5, 0, 12.5, 40})
    void noiseHasTheRatioAskedFor(double ratioDb) {
        for (int seed = 0; seed < 6; seed++) {
            float[] speech = Sounds.sine(300, 30_000);
            float[] noisy = new Effect.Noise(ratioDb, seed).on(speech.clone(), around);
            float[] noise = new float[speech.length];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = noisy[i] - speech[i];
            }
            double found = 10 * Math.log10(Power.of(speech) / Power.of(noise));
            assertThat(found).isCloseTo(ratioDb, within(0.1));
        }
    }

    /** Mean power about 500 Hz and about 4 kHz, three octaves apart, over many transforms. */
    @ParameterizedTest
    @EnumSource(NoiseColour.class)
    void coloursFallAsTheyShould(NoiseColour colour) {
        float[] noise = colour.noise(1 << 19, new SplittableRandom(4));
        double perOctave = 10 * Math.log10(density(noise, 500) / density(noise, 4000)) / 3;
        double expected = switch (colour) {
            case WHITE -> 0;
            case PINK -> 3.01;
            case BROWN -> 6.02;
        };
        // Brown noise made by a sum falls less steeply towards half the sample rate.
        assertThat(perOctave).isCloseTo(expected, within(0.4));
    }

    private static double density(float[] noise, double hertz) {
        int size = 1024;
        FFT fft = new FFT(size);
        double sum = 0;
        for (int from = 0; from + size <= noise.length; from += size) {
            float[] block = Arrays.copyOfRange(noise, from, from + size);
            fft.forwardTransform(block);
            int middle = (int) (hertz * size / Sounds.RATE_HZ);
            for (int bin = middle - 3; bin <= middle + 3; bin++) {
                sum += block[2 * bin] * block[2 * bin] + block[2 * bin + 1] * block[2 * bin + 1];
            }
        }
        return sum;
    }

    @Test
    void gainIsInDecibels() {
        float[] louder = new Effect.Gain(6.0206).on(Sounds.sine(440, 4000), around);
        assertThat(Power.peak(louder)).isCloseTo(1f, within(1e-4f));
    }

    @Test
    void clippingCutsAtAPartOfThePeak() {
        float[] clipped = new Effect.Clipping(0.3).on(Sounds.sine(441, 4000), around);
        assertThat(Power.peak(clipped)).isCloseTo(0.15f, within(1e-3f));
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "7000, 6", "2500, 12"})
    void theEqualiserRaisesWhatItIsToldTo(double hertz, double expectedDb) {
        float[] heard = new Effect.Equaliser(6, hertz == 2500 ? 6.9 : 0, 2500).on(Sounds.sine(hertz, 32_000), around);
        assertThat(Sounds.db(Sounds.amplitude(heard, hertz) / 0.5)).isCloseTo(expectedDb, within(0.6));
    }

    @Test
    void aRoomKeepsTheLoudnessAndIsTheSameEachTime() {
        float[] samples = Sounds.whiteNoise(1, 9000);
        float[] heard = new Effect.Room(3).on(samples.clone(), around);
        assertThat(Power.of(heard)).isCloseTo(Power.of(samples), within(1e-6));
        assertThat(new Effect.Room(3).on(samples.clone(), around)).isEqualTo(heard);
        assertThat(new Effect.Room(4).on(samples.clone(), around)).isNotEqualTo(heard);
    }
}
