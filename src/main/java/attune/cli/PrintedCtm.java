package attune.cli;

import attune.corpus.Utterance;
import attune.transcripts.ClipName;
import attune.transcripts.ClipTranscript;
import attune.transcripts.Ctm;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Prints the words of all clips at the end, since they must be in the order of their recordings' names and times. */
final class PrintedCtm extends TranscriptSink {
    private final PrintWriter out;
    private final List<Ctm.Line> lines = new ArrayList<>();

    PrintedCtm(PrintWriter out, Consumer<String> warnings) {
        super(warnings);
        this.out = out;
    }

    @Override
    void check(List<Utterance> utterances, List<ClipName> names) {}

    @Override
    void write(ClipTranscript clip) {
        lines.addAll(Ctm.lines(clip));
    }

    @Override
    void end() {
        lines.stream().sorted().forEach(line -> out.print(line.text() + "\n"));
        out.flush();
    }
}
