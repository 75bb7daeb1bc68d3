package attune.speech.adaptation;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.files.EqualFiles;
import attune.progress.Progress;
import attune.runs.LeakWarning;
import attune.speech.learning.TrainAndDev;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds held-out clips that are also trained on: the same stretch of the same file, or of a copy of it. */
public final class Leaks {
    private final EqualFiles files;
    private final Set<String> learnt = new HashSet<>();
    private final Progress progress;

    /**
     * Remembers the training clips.
     *
     * @param train training clips
     * @param progress is told of leaks
     * @throws IOException if the disk refuses
     */
    public Leaks(List<Utterance> train, Progress progress) throws IOException {
        this.files = new EqualFiles(TrainAndDev.audio(train));
        this.progress = progress;
        for (Utterance one : train) {
            stretch(one).ifPresent(learnt::add);
        }
    }

    /**
     * Warns of clips that are trained on: results on them say nothing about others.
     *
     * @param part "dev" or "test"
     * @param heldOut dev or test clips
     * @throws IOException if the disk refuses
     */
    public void warn(String part, List<Utterance> heldOut) throws IOException {
        long both = 0;
        for (Utterance one : heldOut) {
            both += stretch(one).filter(learnt::contains).isPresent() ? 1 : 0;
        }
        LeakWarning.tell(both, heldOut.size() + " clips of " + part, progress);
    }

    /** Where in a training file a clip is found, if at all. */
    private Optional<String> stretch(Utterance utterance) throws IOException {
        Clip clip = utterance.clip();
        Optional<Path> file = files.equalTo(clip.audio());
        return file.map(path -> Clip.name(path.toString(), clip.offsetSeconds()));
    }
}
