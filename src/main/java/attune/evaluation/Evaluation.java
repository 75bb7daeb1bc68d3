package attune.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * One recogniser's results on a set of held-out clips.
 *
 * @param clips every clip, at least one, in the order of the manifest
 * @param wordErrorRateInterval where the word error rate on clips of this kind probably lies
 */
public record Evaluation(List<ScoredClip> clips, Interval wordErrorRateInterval) {
    private static final Comparator<ScoredClip> BEST_FIRST = Comparator.comparingDouble(
                    (ScoredClip clip) -> clip.words().rate())
            .thenComparingLong(clip -> clip.words().errors())
            .thenComparingDouble(clip -> clip.characters().rate())
            .thenComparing(ScoredClip::id);

    /** Keeps its own copy of the clips; refuses an empty set. */
    public Evaluation {
        clips = List.copyOf(clips);
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs at least one clip");
        }
    }

    /**
     * Evaluates scored clips.
     *
     * @param clips at least one
     * @param bootstrap how to find the interval
     * @return the evaluation
     */
    public static Evaluation of(List<ScoredClip> clips, Bootstrap bootstrap) {
        return new Evaluation(
                clips, bootstrap.interval(clips.stream().map(ScoredClip::words).toList()));
    }

    /**
     * Errors in words over all clips.
     *
     * @return the sum, whose rate is the word error rate
     */
    public ErrorCounts words() {
        return ErrorCounts.sum(clips.stream().map(ScoredClip::words).toList());
    }

    /**
     * Errors in characters over all clips.
     *
     * @return the sum, whose rate is the character error rate
     */
    public ErrorCounts characters() {
        return ErrorCounts.sum(clips.stream().map(ScoredClip::characters).toList());
    }

    /**
     * The clips with the highest word error rate, the worst first.
     *
     * @param count how many at most
     * @return that many, or all there are
     */
    public List<ScoredClip> worst(int count) {
        List<ScoredClip> ranked = new ArrayList<>(clips);
        ranked.sort(BEST_FIRST);
        Collections.reverse(ranked);
        return List.copyOf(ranked.subList(0, Math.min(count, ranked.size())));
    }
}
