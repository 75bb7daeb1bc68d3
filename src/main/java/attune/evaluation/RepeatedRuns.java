package attune.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Several runs of one recipe on the same clips, such as trainings that differ in nothing but their seed. The errors of a
 * clip are summed over the runs: clips are what is drawn, since the runs meet the same words and fail at the same
 * places.
 *
 * @param runs how many
 * @param clipIds the clips, in the order of the manifest
 * @param clips errors in words of each clip, summed over the runs
 * @param characters errors in characters over all clips and runs
 */
public record RepeatedRuns(int runs, List<String> clipIds, List<ErrorCounts> clips, ErrorCounts characters) {

    /** Keeps copies; refuses an empty set. */
    public RepeatedRuns {
        clipIds = List.copyOf(clipIds);
        clips = List.copyOf(clips);
        if (runs < 1 || clips.isEmpty() || clips.size() != clipIds.size()) {
            throw new IllegalArgumentException(
                    runs + " runs on " + clips.size() + " clips with " + clipIds.size() + " ids");
        }
    }

    /**
     * Puts runs together.
     *
     * @param runs at least one, all on the same clips in the same order
     * @return their sum
     */
    public static RepeatedRuns of(List<Evaluation> runs) {
        return ofClips(runs.stream().map(Evaluation::clips).toList());
    }

    /**
     * Puts runs together.
     *
     * @param runs at least one, all on the same clips in the same order
     * @return their sum
     */
    public static RepeatedRuns ofClips(List<List<ScoredClip>> runs) {
        List<String> ids = requireSame(runs, ScoredClip::id);
        List<ErrorCounts> characters = new ArrayList<>();
        runs.forEach(run -> run.forEach(clip -> characters.add(clip.characters())));
        return new RepeatedRuns(runs.size(), ids, sums(runs, ScoredClip::words), ErrorCounts.sum(characters));
    }

    /**
     * Puts runs of a classifier together. An item is one word, which is right or wrong.
     *
     * @param runs at least one, all on the same items in the same order
     * @return their sum
     */
    public static RepeatedRuns ofItems(List<List<ClassifiedItem>> runs) {
        List<String> ids = requireSame(runs, ClassifiedItem::id);
        List<ErrorCounts> items = sums(runs, ClassifiedItem::errors);
        return new RepeatedRuns(runs.size(), ids, items, ErrorCounts.sum(items));
    }

    /**
     * Puts parts of a cross-validation together, as if one recipe had been tested on all clips: each part's runs were
     * tested on clips of their own.
     *
     * @param folds at least one, all of the same number of runs, no clip in two of them
     * @return the clips of all of them
     */
    public static RepeatedRuns joined(List<RepeatedRuns> folds) {
        int runs = folds.get(0).runs;
        List<String> ids = folds.stream().flatMap(fold -> fold.clipIds.stream()).toList();
        if (folds.stream().anyMatch(fold -> fold.runs != runs) || new HashSet<>(ids).size() != ids.size()) {
            throw new IllegalArgumentException("folds to join need the same number of runs, each on clips of its own");
        }
        return new RepeatedRuns(
                runs,
                ids,
                folds.stream().flatMap(fold -> fold.clips.stream()).toList(),
                ErrorCounts.sum(folds.stream().map(RepeatedRuns::characters).toList()));
    }

    private static <T> List<ErrorCounts> sums(List<List<T>> runs, Function<T, ErrorCounts> errors) {
        return IntStream.range(0, runs.get(0).size())
                .mapToObj(clip -> ErrorCounts.sum(
                        runs.stream().map(run -> errors.apply(run.get(clip))).toList()))
                .toList();
    }

    private static <T> List<String> requireSame(List<List<T>> runs, Function<T, String> id) {
        List<String> ids = runs.get(0).stream().map(id).toList();
        if (runs.stream().anyMatch(run -> !run.stream().map(id).toList().equals(ids))) {
            throw new IllegalArgumentException("the runs were evaluated on different clips");
        }
        return ids;
    }

    /**
     * Errors in words over all clips and runs.
     *
     * @return the sum, whose rate is the mean of the runs' word error rates
     */
    public ErrorCounts words() {
        return ErrorCounts.sum(clips);
    }

    /** The other's errors less ours, clip by clip. */
    long[] differences(RepeatedRuns other) {
        if (runs != other.runs || !clipIds.equals(other.clipIds)) {
            throw new IllegalArgumentException("recipes to compare need the same clips and the same number of runs");
        }
        return IntStream.range(0, clips.size())
                .mapToLong(
                        clip -> other.clips.get(clip).errors() - clips.get(clip).errors())
                .toArray();
    }

    long[] lengths() {
        return clips.stream().mapToLong(ErrorCounts::referenceLength).toArray();
    }
}
