package attune.cli;

import attune.jobs.Transcribe;
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
        description = "Writes what is said in audio files, folders of them, or a manifest's clips.")
final class TranscribeCommand extends SubCommand {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "BUNDLE",
            description = "The model.")
    private Path model;

    @Parameters(arity = "1..*", paramLabel = "AUDIO", description = "Audio files, folders or manifests.")
    private List<Path> inputs = new ArrayList<>();

    @Mixin
    private TranscriptOptions transcripts;

    @Mixin
    private KernelOption kernel;

    @Override
    int execute() throws IOException {
        kernel.choose();
        TranscriptSink sink = transcripts.sink(transcripts.format(TranscriptFormat.TXT), out(), this::warn);
        int rejected;
        try (TerminalProgress progress = progress()) {
            rejected = new Transcribe(model, inputs).run(progress, sink);
        }
        sink.end();
        if (rejected > 0) {
            warn(rejected + (rejected == 1 ? " clip" : " clips") + " could not be read");
            return ExitCodes.WITH_REJECTS;
        }
        return ExitCodes.DONE;
    }
}
