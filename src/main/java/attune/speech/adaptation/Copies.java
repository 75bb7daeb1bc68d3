package attune.speech.adaptation;

import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.LeakWarning;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds clips that are the same stretch of the same bytes under several names.
 *
 * @param inTrain training clips that repeat an earlier one
 * @param inDev dev clips that are also trained on
 */
record Copies(long inTrain, long inDev) {

    /**
     * Looks for them.
     *
     * @param split training and dev clips
     * @param contents digest of each audio file
     */
    static Copies of(Split split, Map<Path, String> contents) {
        Set<Stretch> learnt = new HashSet<>();
        long repeated = split.train().stream()
                .filter(one -> !learnt.add(Stretch.of(one, contents)))
                .count();
        long both = split.dev().stream()
                .filter(one -> learnt.contains(Stretch.of(one, contents)))
                .count();
        return new Copies(repeated, both);
    }

    private record Stretch(String contents, double offsetSeconds) {
        static Stretch of(Utterance one, Map<Path, String> contents) {
            return new Stretch(
                    contents.getOrDefault(one.clip().audio(), one.clip().audio().toString()),
                    one.clip().offsetSeconds());
        }
    }

    /** Tells of them; of a dev set that the user gave, {@link Leaks} does. */
    void tell(List<Utterance> train, List<Utterance> setAside, Progress progress) {
        if (inTrain > 0) {
            progress.note(inTrain + " of the " + train.size()
                    + (inTrain == 1
                            ? " training clips is a copy of another, so what it says counts twice"
                            : " training clips are copies of others, so what they say counts twice"));
        }
        if (!setAside.isEmpty()) {
            LeakWarning.tell(inDev, setAside.size() + " clips set aside as dev", progress);
        }
    }
}
