package attune.jobs;

import static attune.fault.Parameter.named;

import attune.audio.AudioReader;
import attune.audio.AudioStream;
import attune.fault.UserFault;
import attune.speech.DecodingOptions;
import attune.speech.SpeechModel;
import attune.speech.live.SpeechStream;
import attune.speech.live.StreamSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Transcribes sound while it comes: from a pipe, or from a file as if it came through one. */
public final class TranscribeStream {
    /** Sound is fetched in pieces much shorter than a chunk, so that a chunk runs as soon as it is complete. */
    private static final int READS_PER_SECOND = 20;

    private final Path model;
    private final Source source;
    private final DecodingOptions decoding;
    private final StreamSettings settings;

    /**
     * Where sound comes from.
     *
     * @param name of a file; for a pipe only what messages call it
     * @param pipe WAV or headerless samples; empty to read the file
     * @param rawRateHz the rate of headerless samples (16 bits, little-endian, one channel); empty where a header tells
     */
    public record Source(String name, Optional<InputStream> pipe, OptionalInt rawRateHz) {

        private AudioStream open(int rateHz) throws IOException {
            AudioReader audio = new AudioReader();
            if (pipe.isEmpty() && rawRateHz.isEmpty()) {
                return audio.open(Path.of(name), rateHz);
            }
            InputStream in = pipe.isPresent() ? pipe.get() : Files.newInputStream(Path.of(name));
            return audio.open(in, name, rawRateHz, rateHz);
        }
    }

    /**
     * A job.
     *
     * @param model the bundle
     * @param source where sound comes from
     * @param decoding how to decode
     * @param settings how the stream is heard
     */
    public TranscribeStream(Path model, Source source, DecodingOptions decoding, StreamSettings settings) {
        this.model = model;
        this.source = source;
        this.decoding = decoding;
        this.settings = settings;
    }

    /**
     * Does it until the sound ends, or somebody wants it to.
     *
     * @param listener hears what is said, at the end also what no pause has ended
     * @param enough asked before each piece of a twentieth of a second; true is the end
     * @throws UserFault if the model needs whole clips, or the sound is damaged before its end was wanted; what was said
     *     before is told
     * @throws IOException if the bundle or the file cannot be read
     */
    public void run(SpeechStream.Listener listener, BooleanSupplier enough) throws IOException {
        SpeechModel opened = SpeechModel.open(model);
        opened.obstacleToStreaming().ifPresent(obstacle -> {
            throw new UserFault(
                    model.toString(),
                    "cannot be used with " + named("stream") + ": " + obstacle,
                    "leave " + named("stream")
                            + " out, or take a model for live sound, such as one adapted from source-en-streaming");
        });
        SpeechStream stream = SpeechStream.open(opened, settings, decoding.decoder(opened), listener);
        int rateHz = opened.format().frontEnd().sampleRateHz();
        try (AudioStream sound = source.open(rateHz)) {
            hear(sound, stream, new float[rateHz / READS_PER_SECOND], enough);
        }
    }

    private static void hear(AudioStream sound, SpeechStream stream, float[] buffer, BooleanSupplier enough) {
        try {
            while (!enough.getAsBoolean()) {
                int count = sound.read(buffer);
                if (count <= 0) {
                    break;
                }
                stream.accept(buffer, count);
            }
        } catch (UserFault damaged) {
            stream.finish();
            if (enough.getAsBoolean()) { // Ctrl-C ends the program that makes the sound as well, perhaps in mid-frame
                return;
            }
            throw damaged;
        }
        stream.finish();
    }
}
