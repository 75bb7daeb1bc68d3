package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    private final Resampler resampler = new Resampler();

    /** A sine is known between its samples: no other program needed. 110 dB is 12 dB below the 16-bit noise floor. */
    @ParameterizedTest
    @CsvSource({
        "44100, 16000, 1000",
        "44100, 16000, 7200",
        "48000, 16000, 7200",
        "8000, 16000, 3600",
        "16000, 8000, 3600",
        "22050, 16000, 7000",
        "8040, 41000, 3600",
        "11025, 16000, 5000",
        "44056, 16000, 7200",
        "16000, 44056, 7200",
        "384000, 8000, 3500"
    })
    void aSineInThePassBandStaysTheSineItIs(int fromHz, int toHz, double frequencyHz) {
        float[] expected = Fixtures.sine(frequencyHz, toHz, toHz / 5).samples();
        float[] found = resampler
                .resample(Fixtures.sine(frequencyHz, fromHz, fromHz / 5), toHz)
                .samples();
        assertThat(found).hasSameSizeAs(expected);
        assertThat(Fixtures.signalToNoiseDb(expected, found, expected.length / 4))
                .isGreaterThan(110);
    }

    /** The filter is designed for 120 dB from the new Nyquist frequency on. */
    @ParameterizedTest
    @CsvSource({"44100, 16000, 8000", "44100, 16000, 9500", "48000, 16000, 15900", "16000, 8000, 5000"})
    void aSineAboveTheNewNyquistFrequencyDoesNotFoldBack(int fromHz, int toHz, double frequencyHz) {
        float[] found = resampler
                .resample(Fixtures.sine(frequencyHz, fromHz, fromHz / 5), toHz)
                .samples();
        float[] middle = Arrays.copyOfRange(found, found.length / 4, found.length * 3 / 4);
        for (float sample : middle) {
            assertThat(Math.abs(sample)).isLessThan(0.5f * 2e-6f); // -114 dB, the design less its ripple
        }
    }

    /** The 24-bit steps of the sweep lie near -145 dB; we measure 137 dB (44100 Hz) and 132 dB (8000 Hz). */
    @ParameterizedTest
    @ValueSource(ints = {44100, 8000})
    void aSweepComesOutAsSoxResamplesIt(int fromHz) throws IOException {
        float[] expected = Fixtures.floats(Fixtures.golden("sweep-" + fromHz + "-to-16000-by-sox.f32"));
        float[] found = new AudioReader()
                .read(Fixtures.golden("sweep-" + fromHz + ".wav"), 16000)
                .samples();
        assertThat(found).hasSameSizeAs(expected);
        assertThat(Fixtures.signalToNoiseDb(expected, found, 0)).isGreaterThan(125);
    }

    @Test
    void aConstantStaysConstant() {
        float[] ones = new float[4410];
        Arrays.fill(ones, 1);
        float[] found = resampler.resample(new Waveform(ones, 44100), 16000).samples();
        for (int i = 400; i < found.length - 400; i++) {
            assertThat(found[i]).isEqualTo(1f);
        }
    }

    @Test
    void anImpulseAtTheStartComesOutAtTheStart() {
        float[] impulse = new float[1000];
        impulse[0] = 1;
        float[] found = resampler.resample(new Waveform(impulse, 8000), 16000).samples();
        for (int i = 1; i < found.length; i++) {
            assertThat(Math.abs(found[i])).isLessThan(found[0]);
        }
    }

    @Test
    void theLengthIsTheRoundedQuotientForAnyLengthAndRates() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            long samples = random.nextLong(1L << 40);
            int fromHz = random.nextInt(1, 384_000);
            int toHz = random.nextInt(1, 384_000);
            long expected = BigDecimal.valueOf(samples)
                    .multiply(BigDecimal.valueOf(toHz))
                    .divide(BigDecimal.valueOf(fromHz), 0, RoundingMode.HALF_UP)
                    .longValueExact();
            assertThat(RateRatio.of(fromHz, toHz).scale(samples))
                    .as("%d samples from %d to %d Hz", samples, fromHz, toHz)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shortSoundsKeepTheLengthRule() {
        for (int samples = 0; samples < 50; samples++) {
            Waveform found = resampler.resample(Fixtures.noise(1, 44100, samples), 16000);
            assertThat(found.samples()).hasSize((int) Math.round(samples * 16000 / 44100.0));
        }
    }

    @Test
    void theSameRateGivesTheSameWaveform() {
        Waveform noise = Fixtures.noise(3, 16000, 100);
        assertThat(resampler.resample(noise, 16000)).isSameAs(noise);
    }

    @Test
    void aRateThatCannotBeIsRefused() {
        Waveform noise = Fixtures.noise(3, 16000, 100);
        assertThatIllegalArgumentException().isThrownBy(() -> resampler.resample(noise, 999));
        assertThatIllegalArgumentException().isThrownBy(() -> resampler.resample(noise, 384_001));
    }

    /** Rates that strangers name, each with a filter of 34 megabytes. */
    @Test
    void filtersThatWereNotUsedForLongestAreDropped() {
        RateRatio usual = RateRatio.of(44_100, 16_000);
        RateRatio odd = RateRatio.of(383_999, 16_000);
        PolyphaseFilter kept = resampler.filter(usual);
        PolyphaseFilter large = resampler.filter(odd);
        assertThat(large.bytes()).isGreaterThan(32 << 20);
        assertThat(resampler.filter(usual)).isSameAs(kept);
        PolyphaseFilter other = resampler.filter(RateRatio.of(383_993, 16_000));

        assertThat(resampler.filter(RateRatio.of(383_993, 16_000))).isSameAs(other);
        assertThat(resampler.filter(usual)).isSameAs(kept);
        assertThat(resampler.filter(odd)).isNotSameAs(large);
    }
}
