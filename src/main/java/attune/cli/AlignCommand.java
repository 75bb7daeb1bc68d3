package attune.cli;

import attune.fault.UserFault;
import attune.files.TextFile;
import attune.jobs.Align;
import attune.transcripts.TranscriptFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
    @Mixin
    private ModelOption model;

    @Parameters(arity = "1..*", paramLabel = "AUDIO", description = "Manifests with transcripts, or one audio file.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--text", paramLabel = "TEXT", description = "The words spoken in the one audio file.")
    private @Nullable String text;

    @Option(
            names = "--text-file",
            paramLabel = "FILE",
            description = "A file (UTF-8) with the words spoken in the one audio file.")
    private @Nullable Path textFile;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "json (a line for each clip: text, words, their times and confidences), srt and vtt (subtitles), textgrid"
                            + " (Praat), or ctm (sclite). Times count from the start of the audio file. Default: json.")
    private TranscriptFormat format = TranscriptFormat.JSON;

    @Mixin
    private TranscriptOptions transcripts;

    @Mixin
    private ComputingOptions computing;

    private Optional<String> text() throws IOException {
        if (text != null && textFile != null) {
            throw new UserFault("--text", "contradicts --text-file", "give one of them");
        }
        if (text != null && isFile(text)) {
            throw new UserFault("--text", "'" + text + "' is the name of a file", "give --text-file " + text);
        }
        return textFile == null
                ? Optional.ofNullable(text)
                : Optional.of(TextFile.read(textFile, "text").strip());
    }

    private static boolean isFile(String words) {
        try {
            return Files.isRegularFile(Path.of(words));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    int execute() throws IOException {
        computing.choose();
        if (format == TranscriptFormat.TXT || format == TranscriptFormat.TRN) {
            throw new UserFault(
                    "--format " + format.name().toLowerCase(Locale.ROOT),
                    "has no times, and the text is known",
                    "give json, ctm, srt, vtt or textgrid");
        }
        TranscriptSink sink = transcripts.sink(format, out(), this::warn);
        int rejected;
        try (ShownProgress progress = progress()) {
            rejected = new Align(model.path(), inputs, text()).run(progress, progress.under(sink));
        }
        sink.end();
        return exitCode(rejected, "could not be aligned");
    }
}
