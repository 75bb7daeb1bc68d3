package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveResamplerTest {
    private final Resampler resampler = new Resampler();

    private static float[] noise(int samples, SplittableRandom random) {
        float[] sound = new float[samples];
        for (int i = 0; i < samples; i++) {
            sound[i] = (float) random.nextDouble(-1, 1);
        }
        return sound;
    }

    private float[] live(float[] sound, int fromHz, int toHz, SplittableRandom random) {
        LiveResampler live = new LiveResampler(resampler, fromHz, toHz);
        float[] output = new float[0];
        int at = 0;
        while (at < sound.length) {
            int count = Math.min(sound.length - at, random.nextInt(1 << random.nextInt(1, 15)));
            output = joined(output, live.accept(Arrays.copyOfRange(sound, at, at + count)));
            at += count;
        }
        return joined(output, live.finish());
    }

    private static float[] joined(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 16000",
        "24000, 16000",
        "44100, 16000",
        "48000, 16000",
        "16000, 8000",
        "11025, 16000",
        "16000, 16000"
    })
    void blocksOfAnySizeGiveWhatTheWholeSoundGives(int fromHz, int toHz) {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] sound = noise(random.nextInt(1, 30_000), random);
            float[] whole =
                    resampler.resample(new Waveform(sound, fromHz), toHz).samples();

            assertThat(live(sound, fromHz, toHz, random)).as("seed %d", seed).containsExactly(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, 16000", "44100, 16000", "48000, 16000"})
    void soundIsGivenBeforeMuchMoreHasCome(int fromHz, int toHz) {
        LiveResampler live = new LiveResampler(resampler, fromHz, toHz);
        int given = live.accept(new float[fromHz]).length;

        assertThat(given).as("samples of a second").isBetween((int) (0.97 * toHz), toHz);
    }

    @Test
    void noSoundGivesNone() {
        LiveResampler live = new LiveResampler(resampler, 8000, 16_000);
        assertThat(live.accept(new float[0])).isEmpty();
        assertThat(live.finish()).isEmpty();
    }

    @Test
    void impossibleRatesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveResampler(resampler, 0, 16_000))
                .withMessageContaining("0");
    }
}
