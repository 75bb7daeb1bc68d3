package attune.audio.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.seed.RunSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseRecordingsTest {
    private static final float[] STEPS = {0.25f, -0.5f, 0.75f};

    @TempDir
    Path folder;

    @BeforeEach
    void record() throws IOException {
        WavWriter.write(folder.resolve("deeper/steps.wav"), new Waveform(STEPS, Sounds.RATE_HZ));
        Files.writeString(folder.resolve("notes.txt"), "not sound");
    }

    private Augmenter noisy() {
        Recipe recipe = new Recipe(Map.of(EffectKind.NOISE, new Chance(1, 20, 20)), folder.toString());
        return new Augmenter(recipe, Sounds.RATE_HZ, new RunSeed(1));
    }

    @Test
    void aRecordingThatEndsBeginsAgain() {
        float[] noise = NoiseRecordings.read(folder.toString(), Sounds.RATE_HZ).cut(10, new SplittableRandom(2));
        int first = noise[0] == STEPS[0] ? 0 : noise[0] == STEPS[1] ? 1 : 2;
        for (int i = 0; i < 10; i++) {
            assertThat(noise[i]).isEqualTo(STEPS[(first + i) % 3]);
        }
    }

    @Test
    void itIsAddedAtTheRatioAndNamed() {
        Augmenter augmenter = noisy();
        List<Effect> effects = augmenter.draw(0, 0, 30_000, samples -> true);
        float[] speech = Sounds.sine(440, 30_000);
        float[] noise = augmenter.apply(effects, Sounds.waveform(speech)).samples();
        for (int i = 0; i < noise.length; i++) {
            noise[i] -= speech[i];
        }
        assertThat(10 * Math.log10(Power.of(speech) / Power.of(noise))).isCloseTo(20, within(0.1));
        assertThat(augmenter.describe(effects.get(0)))
                .isEqualTo("noise at 20.0 dB (" + Path.of("deeper", "steps.wav") + ")");
    }

    @Test
    void otherNoiseHasAnotherDigest() throws IOException {
        String before = noisy().noiseDigest();
        assertThat(noisy().noiseDigest()).isEqualTo(before);
        WavWriter.write(folder.resolve("another.wav"), new Waveform(STEPS, Sounds.RATE_HZ));
        assertThat(noisy().noiseDigest()).isNotEqualTo(before);
    }
}
