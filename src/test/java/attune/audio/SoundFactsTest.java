package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against what is known of the sound because the test made it. */
class SoundFactsTest {
    private static final int RATE_HZ = 16_000;
    private static final int SAMPLES = 32_000;

    @TempDir
    Path folder;

    private SoundFacts measured(IntToDoubleFunction sample) throws IOException {
        return measured(sample, "sound.wav", SAMPLES);
    }

    private SoundFacts measured(IntToDoubleFunction sample, String name, int count) throws IOException {
        float[] samples = new float[count];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) sample.applyAsDouble(i);
        }
        Path file = folder.resolve(name);
        WavWriter.write(file, new Waveform(samples, RATE_HZ));
        return new AudioReader().measure(file, 0, OptionalDouble.empty());
    }

    private static double tone(int i, double hz) {
        return Math.sin(2 * Math.PI * hz * i / RATE_HZ);
    }

    @Test
    void aToneHasItsEffectiveLevel() throws IOException {
        SoundFacts facts = measured(i -> 0.5 * tone(i, 440));
        assertThat(facts.levelDb()).isCloseTo(20 * Math.log10(0.5 / Math.sqrt(2)), within(0.51)); // bins of 1 dB
        assertThat(facts.seconds()).isEqualTo(2);
        assertThat(facts.fileSeconds()).hasValue(2);
    }

    @Test
    void theLevelIsThatOfTheLoudParts() throws IOException {
        SoundFacts facts = measured(i -> i % 8000 < 4000 ? 0 : 0.5 * tone(i, 440));
        assertThat(facts.levelDb()).isCloseTo(-9, within(0.51));
    }

    @Test
    void zerosAreSilent() throws IOException {
        SoundFacts facts = measured(i -> 0);
        assertThat(facts.levelDb()).isEqualTo(SoundFacts.SILENCE_DB);
        assertThat(facts.bandwidthHz()).isZero();
        assertThat(facts.atPeakShare()).isZero();
    }

    @Test
    void soundReachesUpToItsHighestTone() throws IOException {
        double binHz = (double) RATE_HZ / 1024;
        assertThat(measured(i -> 0.4 * tone(i, 500) + 0.01 * tone(i, 5000)).bandwidthHz())
                .isCloseTo(5000, within(4 * binHz)); // 32 dB below, and the window's width
        assertThat(measured(i -> 0.4 * tone(i, 500) + 0.0001 * tone(i, 5000)).bandwidthHz())
                .isLessThan(1500); // 72 dB below; rounding to 16 bits adds noise at -98
    }

    @Test
    void cuttingPeaksOffLeavesManySamplesAtThem() throws IOException {
        Random random = new Random(1);
        double[] noise = new double[SAMPLES];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 0.15 * random.nextGaussian();
        }
        assertThat(measured(i -> noise[i]).atPeakShare()).isLessThan(0.001);
        // Twice the deviation: 4.6 % of a normal distribution are beyond.
        SoundFacts cut = measured(i -> 0.5 * Math.max(-0.3, Math.min(0.3, noise[i])));
        assertThat(cut.atPeakShare()).isCloseTo(0.0455, within(0.01));
    }

    @Test
    void theFingerprintIsThatOfTheSamples() throws IOException {
        SoundFacts one = measured(i -> 0.3 * tone(i, 440), "one.wav", SAMPLES);
        SoundFacts copy = measured(i -> 0.3 * tone(i, 440), "copy.wav", SAMPLES);
        SoundFacts other = measured(i -> i == 17_003 ? 0 : 0.3 * tone(i, 440), "other.wav", SAMPLES);
        assertThat(copy.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
        SoundFacts stretch = new AudioReader().measure(folder.resolve("one.wav"), 0.5, OptionalDouble.of(1));
        SoundFacts alone = measured(i -> 0.3 * tone(i + RATE_HZ / 2, 440), "alone.wav", RATE_HZ);
        assertThat(stretch.fingerprint()).isEqualTo(alone.fingerprint());
    }

    @Test
    void aFewSamplesAreEnough() throws IOException {
        SoundFacts facts = measured(i -> 0.5, "short.wav", 5);
        assertThat(facts.levelDb()).isCloseTo(-6, within(0.51));
        assertThat(facts.seconds()).isEqualTo(5.0 / RATE_HZ);
    }

    @Test
    void aStretchBeyondTheEndIsRefused() throws IOException {
        measured(i -> 0.5);
        AudioReader reader = new AudioReader();
        Path file = folder.resolve("sound.wav");
        assertThatThrownBy(() -> reader.measure(file, 3, OptionalDouble.empty()))
                .isInstanceOf(UserFault.class)
                .hasMessage(file + ": ends before 3.0 s, where the clip begins; correct the offset");
        assertThatThrownBy(() -> reader.measure(file, 1, OptionalDouble.of(2)))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("reaches past the file's end");
    }
}
