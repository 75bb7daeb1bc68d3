package attune.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What one recogniser did on a set of held-out clips.
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
     * Clips with at least one wrong word.
     *
     * @return their number
     */
    public long wrongSentences() {
        return clips.stream().filter(clip -> clip.words().errors() > 0).count();
    }

    /**
     * The sentence error rate.
     *
     * @return the share of clips with at least one wrong word, in [0, 1]
     */
    public double sentenceErrorRate() {
        return wrongSentences() / (double) clips.size();
    }

    /**
     * The clips with the lowest word error rate, the best first; equal rates go by errors, character error rate, id.
     *
     * @param count how many at most
     * @return so many, or all there are
     */
    public List<ScoredClip> best(int count) {
        return ranked().subList(0, Math.min(count, clips.size()));
    }

    /**
     * The clips in the middle of the ranking from best to worst.
     *
     * @param count how many at most
     * @return so many, or all there are, the better ones first
     */
    public List<ScoredClip> median(int count) {
        int taken = Math.min(count, clips.size());
        int from = (clips.size() - taken) / 2;
        return ranked().subList(from, from + taken);
    }

    /**
     * The clips with the highest word error rate, the worst first.
     *
     * @param count how many at most
     * @return so many, or all there are
     */
    public List<ScoredClip> worst(int count) {
        List<ScoredClip> ranked = new ArrayList<>(ranked());
        Collections.reverse(ranked);
        return List.copyOf(ranked.subList(0, Math.min(count, ranked.size())));
    }

    private List<ScoredClip> ranked() {
        return clips.stream().sorted(BEST_FIRST).toList();
    }
}
