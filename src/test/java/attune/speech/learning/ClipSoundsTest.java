package attune.speech.learning;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipSoundsTest {
    private static final int RATE_HZ = 16_000;

    @TempDir
    Path folder;

    private Clip clip(String name, float... samples) throws IOException {
        Path file = folder.resolve(name);
        WavWriter.write(file, new Waveform(samples, RATE_HZ));
        return Clip.whole(file).withDuration((double) samples.length / RATE_HZ);
    }

    @Test
    void whatFitsIsReadOnceAndTheRestEachTimeWithTheSameSamples() throws IOException {
        List<Clip> clips = List.of(clip("a.wav", 0.5f, -1, 0.25f), clip("b.wav", 0.125f, 0, 0.75f, -0.5f));
        ClipSounds sounds = new ClipSounds(clips, RATE_HZ, 3 * Short.BYTES);
        for (int i = 0; i < 2; i++) {
            assertThat(sounds.of(0).samples()).containsExactly(0.5f, -1, 0.25f);
            assertThat(sounds.of(1).samples()).containsExactly(0.125f, 0, 0.75f, -0.5f);
        }
        Files.delete(clips.get(0).audio());
        clip("b.wav", 0, 0, 0, 0.25f);
        assertThat(sounds.of(0).samples()).containsExactly(0.5f, -1, 0.25f);
        assertThat(sounds.of(1).samples()).containsExactly(0, 0, 0, 0.25f);
    }

    @Test
    void theClipsOfAFileAreReadTogether() throws IOException {
        Path file = clip("long.wav", 0.5f, -1, 0.25f, 0.125f).audio();
        double sample = 1.0 / RATE_HZ;
        List<Clip> clips = List.of(
                new Clip(file, 2 * sample, OptionalDouble.of(2 * sample)),
                new Clip(file, 0, OptionalDouble.of(2 * sample)));
        ClipSounds sounds = new ClipSounds(clips, RATE_HZ, 1 << 20);
        assertThat(sounds.of(1).samples()).containsExactly(0.5f, -1);
        Files.delete(file);
        assertThat(sounds.of(0).samples()).containsExactly(0.25f, 0.125f);
    }

    @Test
    void soundOfAnotherRateIsTheReadersRounded() throws IOException {
        Clip clip = clip("a.wav", new float[8000]);
        Clip digit = TinySpeech.digits().get(7).clip();
        Clip known = digit.withDuration(new AudioReader().durationSeconds(digit.audio()));
        float[] found =
                new ClipSounds(List.of(clip, known), 11_025, 1 << 20).of(1).samples();
        float[] exact = new AudioReader().read(digit.audio(), 11_025).samples();
        assertThat(found).hasSameSizeAs(exact);
        for (int i = 0; i < exact.length; i++) {
            assertThat(found[i]).isEqualTo(Math.round(exact[i] * 32_768f) / 32_768f);
        }
    }
}
