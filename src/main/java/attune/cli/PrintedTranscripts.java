package attune.cli;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.transcripts.ClipName;
import attune.transcripts.ClipTranscript;
import attune.transcripts.TranscriptFormat;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Prints transcripts one after another, each as soon as it is ready. */
final class PrintedTranscripts extends TranscriptSink {
    /** What would end a line or its first column, or control a terminal. */
    private static final String CONTROLS = "[\\p{Cc}\\u2028\\u2029]";

    private final PrintWriter out;
    private final TranscriptFormat format;
    private final Function<ClipTranscript, String> writer;
    private boolean named;

    PrintedTranscripts(
            PrintWriter out,
            TranscriptFormat format,
            Function<ClipTranscript, String> writer,
            Consumer<String> warnings) {
        super(warnings);
        this.out = out;
        this.format = format;
        this.writer = writer;
    }

    @Override
    void check(List<Utterance> utterances, List<ClipName> names) {
        if (utterances.size() > 1 && !format.holdsSeveral()) {
            throw new UserFault(
                    "--format " + format.name().toLowerCase(Locale.ROOT),
                    "a file of this format holds one clip, but " + utterances.size() + " are given",
                    "give --out FOLDER, for a file of each clip");
        }
        named = format == TranscriptFormat.TXT && !isOneFile(utterances);
    }

    /** A single file needs no name before its text; a manifest's single clip does. */
    private static boolean isOneFile(List<Utterance> utterances) {
        return utterances.size() == 1
                && utterances
                        .get(0)
                        .where()
                        .equals(utterances.get(0).clip().audio().toString());
    }

    private static String name(Clip clip) {
        return Clip.name(clip.audio().toString(), clip.offsetSeconds()).replaceAll(CONTROLS, "_");
    }

    @Override
    void write(ClipTranscript clip) {
        out.print((named ? name(clip.utterance().clip()) + "\t" : "") + writer.apply(clip));
        StandardOutput.flush(out);
    }
}
