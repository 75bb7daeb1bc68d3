package attune.cli;

import attune.corpus.Utterance;
import attune.decoding.Hypothesis;
import attune.jobs.Transcribe;
import attune.transcripts.ClipName;
import attune.transcripts.ClipNames;
import attune.transcripts.ClipTranscript;
import java.util.List;
import java.util.function.Consumer;

/** Takes the transcripts of a run, in the order of its clips, and writes them somewhere. */
abstract class TranscriptSink implements Transcribe.Results {
    private final Consumer<String> warnings;
    private List<ClipName> names = List.of();
    private int next;

    TranscriptSink(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    @Override
    public final void begin(List<Utterance> utterances) {
        names = ClipNames.of(utterances.stream().map(Utterance::clip).toList());
        check(utterances, names);
    }

    @Override
    public final void accept(Transcribe.Result result) {
        ClipName name = names.get(next++);
        result.heard().fault().ifPresent(fault -> warnings.accept(fault.forCommandLine()));
        result.heard()
                .transcript()
                .ifPresent(transcript -> write(ClipTranscript.of(
                                name, result.utterance(), result.heard().seconds(), transcript)
                        .with(others(result.heard().hypotheses()))));
    }

    /** A single hypothesis is the transcript itself and need not be listed. */
    private static List<Hypothesis> others(List<Hypothesis> hypotheses) {
        return hypotheses.size() > 1 ? hypotheses : List.of();
    }

    /** Refuses clips that cannot be written, before any work is done. */
    abstract void check(List<Utterance> utterances, List<ClipName> names);

    /** Writes a clip's transcript, or keeps it for the end. */
    abstract void write(ClipTranscript clip);

    /** Writes what was kept. */
    void end() {}
}
