package attune.sweeps;

import attune.evaluation.RepeatedRuns;
import attune.progress.Progress;
import attune.runs.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All runs of a sweep, finished but not yet measured.
 *
 * @param tries in the order given
 * @param trials how to measure
 * @param rejected number of unreadable examples
 */
record FinishedRuns(List<Finished> tries, Trials trials, int rejected) {

    /** The runs of one try, one per seed. */
    record Finished(String name, long trainedParameters, List<RankedTries.Run> runs, List<Path> bundles) {
        RankedTries.Tried judged(RepeatedRuns on, Optional<RepeatedRuns> test) {
            return new RankedTries.Tried(name, trainedParameters, runs, on, test);
        }
    }

    /** Each try with its errors on dev, and on test if there is one. */
    List<RankedTries.Tried> onDev(Progress progress) throws IOException {
        List<RankedTries.Tried> tried = new ArrayList<>();
        for (Finished one : tries) {
            RepeatedRuns dev = trials.score(one.bundles, Trials.HeldOut.DEV, progress);
            Optional<RepeatedRuns> test = trials.hasTest()
                    ? Optional.of(trials.score(one.bundles, Trials.HeldOut.TEST, progress))
                    : Optional.empty();
            tried.add(one.judged(dev, test));
        }
        return tried;
    }

    /** Each try with its errors on test alone. */
    List<RankedTries.Tried> onTest(Progress progress) throws IOException {
        List<RankedTries.Tried> tried = new ArrayList<>();
        for (Finished one : tries) {
            tried.add(one.judged(trials.score(one.bundles, Trials.HeldOut.TEST, progress), Optional.empty()));
        }
        return tried;
    }
}
