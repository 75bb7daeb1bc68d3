package attune.cli;

import attune.audio.AudioReader;
import attune.fault.UserFault;
import attune.jobs.TranscribeStream;
import attune.speech.live.StreamSettings;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for transcribing live sound. */
final class StreamOptions {
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--stream",
            description = "Transcribe while the sound comes, from a file or standard input (-). Needs a model for live"
                    + " sound: source-en-streaming, one made by pretrain --streaming, an imported one, or one adapted"
                    + " from these. Ctrl-C ends the sound and the rest is written. txt: a line for each segment; json:"
                    + " also a line with \"partial\" whenever the text so far changes.")
    private boolean stream;

    @Expert(Topic.LIVE_SOUND)
    @Option(
            names = "--raw",
            paramLabel = "HZ",
            description = "The input is headerless: 16-bit little-endian mono samples at this rate.")
    private @Nullable Integer rawRateHz;

    @Expert(Topic.LIVE_SOUND)
    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            description = "A pause of this length ends a segment; so do 30 seconds. Default: 0.8.")
    private @Nullable Double pauseSeconds;

    @Expert(Topic.LIVE_SOUND)
    @Option(names = "--chunk", paramLabel = "SECONDS", description = "Sound recognised at a time. Default: 0.3.")
    private @Nullable Double chunkSeconds;

    /** Whether to stream; if not, refuses options that would have no effect. */
    boolean wanted(List<Path> inputs) {
        if (!stream) {
            refuse("--raw", rawRateHz);
            refuse("--pause", pauseSeconds);
            refuse("--chunk", chunkSeconds);
            if (inputs.contains(Path.of(STANDARD_INPUT))) {
                throw new UserFault(STANDARD_INPUT, "standard input is read with --stream only", "add --stream");
            }
        }
        return stream;
    }

    private static void refuse(String option, @Nullable Object value) {
        if (value != null) {
            throw new UserFault(option, "works with --stream only", "add --stream, or leave it out");
        }
    }

    StreamSettings settings() {
        StreamSettings usual = StreamSettings.DEFAULT;
        return new StreamSettings(
                chunkSeconds == null ? usual.chunkSeconds() : chunkSeconds,
                pauseSeconds == null ? usual.pauseSeconds() : pauseSeconds);
    }

    /** The source of the sound: a file or the given standard input. */
    TranscribeStream.Source source(List<Path> inputs, InputStream standardInput) {
        if (inputs.size() != 1) {
            throw new UserFault("--stream", "takes one input, but " + inputs.size() + " are given", "give one");
        }
        String name = inputs.get(0).toString();
        OptionalInt rate = rawRateHz == null ? OptionalInt.empty() : OptionalInt.of(rawRateHz);
        if (rate.isPresent() && !AudioReader.isRate(rate.getAsInt())) {
            throw new UserFault("--raw", "'" + rawRateHz + "' Hz is not a sample rate", "give 16000, for example");
        }
        return name.equals(STANDARD_INPUT)
                ? new TranscribeStream.Source("standard input", Optional.of(standardInput), rate)
                : new TranscribeStream.Source(name, Optional.empty(), rate);
    }
}
