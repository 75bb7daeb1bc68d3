package attune.results;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.evaluation.ErrorCounts;
import attune.evaluation.ScoredClip;
import attune.rounding.Rounded;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One held-out clip in the output of {@code attune evaluate}.
 *
 * @param id its name in the manifest
 * @param audio the file
 * @param offset where in it the clip begins, in seconds
 * @param duration how long it is, in seconds
 * @param reference what was said, normalised
 * @param hypothesis what was recognised, normalised alike
 * @param confidence mean of its words' confidences, 0 to 1; null if no word was recognised or a word has none
 * @param words how its words align
 * @param characters how its characters align
 */
public record ClipResult(
        String id,
        String audio,
        double offset,
        double duration,
        String reference,
        String hypothesis,
        @Nullable Double confidence,
        Counts words,
        Counts characters) {

    /**
     * The counts of an alignment between reference and hypothesis.
     *
     * @param errors substitutions, deletions and insertions together
     * @param correct tokens of the reference that were recognised
     * @param substitutions tokens of the reference recognised as another
     * @param deletions tokens of the reference that were missed
     * @param insertions tokens of the hypothesis that nobody said
     */
    public record Counts(long errors, long correct, long substitutions, long deletions, long insertions) {
        static Counts of(ErrorCounts counts) {
            return new Counts(
                    counts.errors(), counts.correct(), counts.substitutions(), counts.deletions(), counts.insertions());
        }
    }

    /**
     * A clip and what became of it.
     *
     * @param utterance from the manifest, its length known
     * @param scored the same clip with a recogniser's errors
     * @param confidence mean of its words' confidences; empty if there is none
     * @return the result
     */
    public static ClipResult of(Utterance utterance, ScoredClip scored, OptionalDouble confidence) {
        Clip clip = utterance.clip();
        return new ClipResult(
                scored.id(),
                clip.audio().toString(),
                Rounded.thousandths(clip.offsetSeconds()),
                Rounded.thousandths(clip.durationSeconds().orElseThrow()),
                scored.reference(),
                scored.hypothesis(),
                confidence.isPresent() ? Rounded.tenThousandths(confidence.getAsDouble()) : null,
                Counts.of(scored.words()),
                Counts.of(scored.characters()));
    }
}
