package attune.cli;

import attune.fault.UserFault;
import attune.jobs.Transcribe;
import attune.jobs.TranscribeStream;
import attune.transcripts.TranscriptFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune transcribe}. */
@Command(
        name = "transcribe",
        aliases = "infer",
        description = "Transcribes audio files, folders of them, the clips of a manifest, or live sound.",
        footer = {
            "",
            "Examples:",
            "  attune transcribe -m source-en call.wav",
            "  attune transcribe -m runs/ivr recordings/ --format srt -o subtitles",
            "  arecord -t wav -f S16_LE -r 16000 | attune transcribe -m source-en-streaming \\",
            "      --stream -"
        })
final class TranscribeCommand extends SubCommand implements Sharded {
    @Mixin
    private ModelOption model;

    @Parameters(
            arity = "1..*",
            paramLabel = "AUDIO",
            description = "Audio files, folders or manifests; with --stream one file, or - for standard input.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "txt (the text; of several files, each on a line after the file's name and a tab), json (a line"
                            + " for each clip: text, words, their times and confidences), srt and vtt (subtitles), textgrid"
                            + " (Praat), ctm and trn (sclite). Times count from the start of the audio file. Default: txt.")
    private TranscriptFormat format = TranscriptFormat.TXT;

    @Mixin
    private TranscriptOptions transcripts;

    @Expert(Topic.OUTPUT)
    @Option(
            names = "--n-best",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --format json: also the N best texts of each clip, with their scores.")
    private int hypotheses;

    @Mixin
    private DecodingArguments decoding;

    @Mixin
    private ComputingOptions computing;

    @Mixin
    private StreamOptions stream;

    @Mixin
    private ShardOption shards;

    @Override
    public ShardOption shards() {
        return shards;
    }

    @Override
    int execute() throws IOException {
        computing.choose();
        if (hypotheses > 1 && format != TranscriptFormat.JSON) {
            throw new UserFault("--n-best", "only JSON has room for several texts", "add --format json");
        }
        shards.exclude("--stream", stream.wanted(inputs));
        return stream.wanted(inputs) ? executeStream() : executeFiles();
    }

    private int executeStream() throws IOException {
        TranscribeStream.Source source = stream.source(inputs, System.in);
        PrintedStream printed = transcripts.printedStream(inputs.get(0), format, out(), terminal());
        Interrupt interrupt = Interrupt.listen();
        new TranscribeStream(model.path(), source, decoding.options(hypotheses), stream.settings())
                .run(printed, interrupt::wished);
        return ExitCodes.DONE;
    }

    private int executeFiles() throws IOException {
        Transcribe job = new Transcribe(model.path(), inputs, decoding.options(hypotheses));
        TranscriptSink sink = transcripts.sink(format, out(), this::warn);
        return shards.run(
                this,
                job::run,
                progress -> job.run(progress, progress.under(sink)),
                (parts, progress) -> job.join(parts, progress.under(sink)),
                rejected -> {
                    sink.end();
                    return exitCode(rejected, "could not be read");
                });
    }
}
