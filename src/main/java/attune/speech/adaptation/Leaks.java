package attune.speech.adaptation;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.LeakWarning;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds held-out clips that are also trained on: the same stretch of the same file. */
public final class Leaks {
    private final Set<String> learnt;
    private final Progress progress;

    /**
     * Remembers the training clips.
     *
     * @param train training clips
     * @param progress is told of leaks
     */
    public Leaks(List<Utterance> train, Progress progress) {
        this.learnt = train.stream().map(Leaks::stretch).collect(Collectors.toSet());
        this.progress = progress;
    }

    /**
     * Warns of clips that are trained on: results on them say nothing about others.
     *
     * @param part "dev" or "test"
     * @param heldOut dev or test clips
     */
    public void warn(String part, List<Utterance> heldOut) {
        long both =
                heldOut.stream().map(Leaks::stretch).filter(learnt::contains).count();
        LeakWarning.tell(both, heldOut.size() + " clips of " + part, progress);
    }

    private static String stretch(Utterance utterance) {
        Clip clip = utterance.clip();
        return Clip.name(clip.audio().toAbsolutePath().normalize().toString(), clip.offsetSeconds());
    }
}
