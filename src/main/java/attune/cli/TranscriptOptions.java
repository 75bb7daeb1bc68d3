package attune.cli;

import attune.fault.UserFault;
import attune.transcripts.ClipTranscript;
import attune.transcripts.JsonLine;
import attune.transcripts.TranscriptFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where transcripts go. */
final class TranscriptOptions {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            description = "Write a file for each clip into this folder. Default: standard output.")
    private @Nullable Path folder;

    @Option(names = "--overwrite", description = "Replace files in --out.")
    private boolean overwrite;

    @Expert(Topic.OUTPUT)
    @Option(names = "--characters", description = "With --format json: also the time of each character.")
    private boolean characters;

    /** Where a command's transcripts go: into a folder or to the given output. */
    TranscriptSink sink(TranscriptFormat format, PrintWriter out, Consumer<String> warnings) {
        Function<ClipTranscript, String> writer = writer(format);
        if (folder != null) {
            return new TranscriptFolder(folder, overwrite, format.ending(), writer, warnings);
        }
        if (overwrite) {
            throw new UserFault("--overwrite", "nothing is overwritten without --out", "give --out FOLDER");
        }
        return format == TranscriptFormat.CTM
                ? new PrintedCtm(out, warnings)
                : new PrintedTranscripts(out, format, writer, warnings);
    }

    /** The printer of a stream, to the given output as it comes. */
    PrintedStream printedStream(Path source, TranscriptFormat chosen, PrintWriter out, Optional<PrintWriter> terminal) {
        if (chosen != TranscriptFormat.TXT && chosen != TranscriptFormat.JSON) {
            throw new UserFault(
                    "--format " + chosen.name().toLowerCase(Locale.ROOT),
                    "a stream is written as txt or json",
                    "give one of them, or transcribe the whole file without --stream");
        }
        if (folder != null || overwrite) {
            throw new UserFault("--out", "a stream is printed as it comes, not written to files", "leave it out");
        }
        return new PrintedStream(source, out, terminal, chosen == TranscriptFormat.JSON, writer(chosen));
    }

    private Function<ClipTranscript, String> writer(TranscriptFormat chosen) {
        if (characters && chosen != TranscriptFormat.JSON) {
            throw new UserFault(
                    "--characters",
                    "is for json, not " + chosen.name().toLowerCase(Locale.ROOT),
                    "give --format json or leave it out");
        }
        return characters ? clip -> JsonLine.of(clip, true) : chosen::write;
    }
}
