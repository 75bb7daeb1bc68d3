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

/** Transcribes live audio from a pipe, or a file as if it came through one. */
public final class TranscribeStream {
    /** Audio is read in pieces much shorter than a chunk, so that a chunk runs as soon as it is complete. */
    private static final int READS_PER_SECOND = 20;

    private final Path model;
    private final Source source;
    private final DecodingOptions decoding;
    private final StreamSettings settings;

    /**
     * The source of the audio.
     *
     * @param name of a file; for a pipe, only used in messages
     * @param pipe WAV or headerless samples; empty to read the file
     * @param rawRateHz sample rate of headerless samples (16 bits, little-endian, mono); empty if a header gives it
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
     * @param source of the audio
     * @param decoding how to decode
     * @param settings of the stream
     */
    public TranscribeStream(Path model, Source source, DecodingOptions decoding, StreamSettings settings) {
        this.model = model;
        this.source = source;
        this.decoding = decoding;
        this.settings = settings;
    }

    /**
     * Transcribes until the audio ends or {@code enough} is true.
     *
     * @param listener receives the text, at the end including a segment without a final pause
     * @param enough asked before each piece of a twentieth of a second; true ends the transcription
     * @throws UserFault if the model needs whole clips, or the audio is damaged before the end; the text so far is
     *     reported first
     * @throws IOException if the bundle or the file cannot be read
     */
    public void run(SpeechStream.Listener listener, BooleanSupplier enough) throws IOException {
        SpeechModel opened = SpeechModel.open(model);
        opened.obstacleToStreaming().ifPresent(obstacle -> {
            throw new UserFault(
                    model.toString(),
                    "cannot be used with " + named("stream") + ": " + obstacle,
                    "leave " + named("stream")
                            + " out, or use a model for live audio, such as one adapted from source-en-streaming");
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
            if (enough.getAsBoolean()) { // Ctrl-C also ends the program that produces the audio, perhaps mid-frame
                return;
            }
            throw damaged;
        }
        stream.finish();
    }
}
