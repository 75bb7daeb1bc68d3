package attune.cli;

import attune.server.Limits;
import picocli.CommandLine.Option;

/** What a server allows its clients. */
final class LimitOptions {
    @Expert(Topic.LIMITS)
    @Option(
            names = "--max-body",
            paramLabel = "MIB",
            defaultValue = "25",
            description = "Largest upload, in MiB. Default: 25.")
    private double bodyMib;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--max-sound",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "Longest recording. Default: 3600.")
    private double soundSeconds;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--ffmpeg-time",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "Processor time that ffmpeg, which reads what Attune cannot, may take for a recording; one runs"
                            + " on each core at most. Default: 60.")
    private int ffmpegSeconds;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "64",
            description = "Transcriptions at once, waiting ones included; more get 503. Default: 64.")
    private int queue;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--per-key",
            paramLabel = "N",
            defaultValue = "16",
            description = "The same for each API key; more get 429. Default: 16.")
    private int perKey;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--uploads",
            paramLabel = "N",
            defaultValue = "16",
            description = "Uploads received at once; others wait. Default: 16.")
    private int uploads;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--live",
            paramLabel = "N",
            description = "Live sessions at once; more get 503. Default: 8 for each core.")
    private Integer live = Limits.DEFAULT.live();

    @Expert(Topic.LIMITS)
    @Option(
            names = "--max-session",
            paramLabel = "SECONDS",
            defaultValue = "14400",
            description = "Most sound in a live session. Default: 14400.")
    private double sessionSeconds;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "A client that neither sends nor takes anything for this long is cut off. Default: 60.")
    private int idleSeconds;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--min-rate",
            paramLabel = "BYTES",
            defaultValue = "1000",
            description = "Bytes a second that an upload must come at, after the first 10 s. Default: 1000.")
    private int bytesPerSecond;

    @Expert(Topic.LIMITS)
    @Option(
            names = "--max-answer",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Longest that a transcription, or stopping the server, may take. Default: 600.")
    private int answerSeconds;

    Limits limits() {
        return new Limits(
                (long) (bodyMib * (1 << 20)),
                soundSeconds,
                ffmpegSeconds,
                queue,
                perKey,
                uploads,
                live,
                sessionSeconds,
                idleSeconds,
                bytesPerSecond,
                answerSeconds);
    }
}
