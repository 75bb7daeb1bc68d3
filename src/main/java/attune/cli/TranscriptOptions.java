package attune.cli;

import attune.fault.UserFault;
import attune.transcripts.ClipTranscript;
import attune.transcripts.JsonLine;
import attune.transcripts.TranscriptFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which form transcripts are written, and where to. */
final class TranscriptOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. txt: the text, with several clips each on a line after the file's"
                    + " name and a tab. json: a line for each clip with text, words, their times and confidences. srt"
                    + " and vtt: subtitles. textgrid: for Praat. ctm and trn: for sclite. Times count from the beginning"
                    + " of the audio file. Default: txt; of align, json.")
    private @Nullable TranscriptFormat format;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            description = "Write a file for each clip there instead of to standard output.")
    private @Nullable Path folder;

    @Option(names = "--overwrite", description = "Replace files that are already in --out.")
    private boolean overwrite;

    @Option(names = "--characters", description = "In json, give the time of each character, too.")
    private boolean characters;

    /** The format that the user chose, or else the command's usual one. */
    TranscriptFormat format(TranscriptFormat usual) {
        return format == null ? usual : format;
    }

    /** Where a command's transcripts go: into a folder, or out here. */
    TranscriptSink sink(TranscriptFormat format, PrintWriter out, Consumer<String> warnings) {
        if (characters && format != TranscriptFormat.JSON) {
            throw new UserFault(
                    "--characters",
                    "is for json, not " + format.name().toLowerCase(Locale.ROOT),
                    "give --format json or leave it out");
        }
        Function<ClipTranscript, String> writer =
                characters ? clip -> JsonLine.of(clip, true) : clip -> format.write(clip);
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
}
