package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.fault.UserFault;
import attune.speech.DecodingOptions;
import attune.speech.TinySpeech;
import attune.speech.live.SpeechStream;
import attune.speech.live.StreamSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Truncated audio; the model is untrained, so its transcripts are nonsense. */
class TranscribeStreamTest {
    @TempDir
    Path folder;

    private Path bundle;
    private final List<SpeechStream.Segment> told = new ArrayList<>();
    private int asked;

    @BeforeEach
    void prepare() throws IOException {
        bundle = folder.resolve("live.attune");
        TinySpeech.streaming(2, 4).write(bundle);
    }

    /** Transcribes a WAV file with the last tenth missing. */
    private void hear(BooleanSupplier enough) throws IOException {
        var random = new SplittableRandom(1);
        float[] second = new float[16_000];
        for (int i = 0; i < second.length; i++) {
            second[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        Path file = folder.resolve("noise.wav");
        WavWriter.write(file, new Waveform(second, 16_000));
        byte[] whole = Files.readAllBytes(file);
        var pipe = new ByteArrayInputStream(Arrays.copyOf(whole, whole.length * 9 / 10));
        told.clear();
        asked = 0;
        new TranscribeStream(
                        bundle,
                        new TranscribeStream.Source("standard input", Optional.of(pipe), OptionalInt.empty()),
                        DecodingOptions.GREEDY,
                        new StreamSettings(0.3, 31))
                .run(
                        new SpeechStream.Listener() {
                            @Override
                            public void partial(SpeechStream.Partial partial) {}

                            @Override
                            public void segment(SpeechStream.Segment segment) {
                                told.add(segment);
                            }
                        },
                        () -> {
                            asked++;
                            return enough.getAsBoolean();
                        });
    }

    @Test
    void whatCameBeforeDamageIsTold() {
        assertThatThrownBy(() -> hear(() -> false))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("WAV");
        assertThat(told)
                .singleElement()
                .satisfies(all -> assertThat(all.seconds()).isGreaterThan(0.8));
    }

    @Test
    void damageIsNoneWhereTheEndWasWanted() throws IOException {
        assertThatThrownBy(() -> hear(() -> false)).isInstanceOf(UserFault.class);
        int uponDamage = asked;
        hear(() -> asked == uponDamage);
        assertThat(told)
                .singleElement()
                .satisfies(all -> assertThat(all.seconds()).isGreaterThan(0.8));
    }

    @Test
    void allThatCameBeforeTheEndWasWantedIsHeard() throws IOException {
        hear(() -> asked == 11);
        assertThat(told)
                .singleElement()
                .satisfies(all -> assertThat(all.seconds()).isEqualTo(0.5));
    }
}
