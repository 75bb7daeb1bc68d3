package attune.cli;

import attune.fault.UserFault;
import attune.jobs.Align;
import attune.transcripts.TranscriptFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune align}. */
@Command(
        name = "align",
        description = "Finds when the words of a known text are said.",
        footer = {
            "",
            "Examples:",
            "  attune align -m source-en test.jsonl --format textgrid -o aligned",
            "  attune align -m source-en greeting.wav --text \"welcome to directory services\""
        })
final class AlignCommand extends SubCommand {
    @Option(
            names = {"-m", "--model"},
            order = 1,
            required = true,
            converter = ModelPath.class,
            paramLabel = ModelPath.LABEL,
            description =
                    "A bundle, a finished run's folder, or the name of a shipped model, such as source-en. Default: ATTUNE_MODEL from the environment.")
    private Path model;

    @Parameters(arity = "1..*", paramLabel = "AUDIO", description = "Manifests with transcripts, or one audio file.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--text", paramLabel = "TEXT", description = "The words spoken in the one audio file.")
    private @Nullable String text;

    @Mixin
    private TranscriptOptions transcripts;

    @Mixin
    private KernelOption kernel;

    @Override
    int execute() throws IOException {
        kernel.choose();
        TranscriptFormat format = transcripts.format(TranscriptFormat.JSON);
        if (format == TranscriptFormat.TXT || format == TranscriptFormat.TRN) {
            throw new UserFault(
                    "--format " + format.name().toLowerCase(Locale.ROOT),
                    "has no times, and the text is known",
                    "give json, ctm, srt, vtt or textgrid");
        }
        TranscriptSink sink = transcripts.sink(format, out(), this::warn);
        int rejected;
        try (ShownProgress progress = progress()) {
            rejected = new Align(model, inputs, Optional.ofNullable(text)).run(progress, sink);
        }
        sink.end();
        return exitCode(rejected, "could not be aligned");
    }
}
