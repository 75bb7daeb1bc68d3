package attune.results;

import attune.corpus.Overlap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code attune corpus check} found.
 *
 * @param clips how many were looked at
 * @param minutes their length, of those that could be read
 * @param rejected how many cannot be learnt from
 * @param doubtful how many others a person should look at
 * @param lines what is wrong with lines of the manifests that could not be read
 * @param defects what is wrong with clips, the worst first; none that no clip has
 * @param texts what normalisation changes in their texts, changes of words first
 * @param heldOut what held-out clips have in common with these; null where none are given
 */
public record CorpusCheckResult(
        int clips,
        double minutes,
        int rejected,
        int doubtful,
        List<String> lines,
        List<OfDefect> defects,
        List<OfRule> texts,
        @Nullable Overlap heldOut) {
    /** Copies the lists. */
    public CorpusCheckResult {
        lines = List.copyOf(lines);
        defects = List.copyOf(defects);
        texts = List.copyOf(texts);
    }

    /**
     * What one rule of normalisation changes.
     *
     * @param rule its name, such as {@code numbers}
     * @param count how often
     * @param text the same for a person, with an example where words change
     */
    public record OfRule(String rule, int count, String text) {}

    /**
     * The clips with one defect.
     *
     * @param defect its name, such as {@code too_few_frames}
     * @param rejects whether such clips are rejected
     * @param title what is wrong
     * @param clips how many have it
     * @param examples the first of them
     */
    public record OfDefect(String defect, boolean rejects, String title, int clips, List<Example> examples) {
        /** Copies the list. */
        public OfDefect {
            examples = List.copyOf(examples);
        }
    }

    /**
     * A clip with a defect.
     *
     * @param where its line in the manifest
     * @param text its transcript, empty if it has none
     * @param value what was found
     */
    public record Example(String where, String text, String value) {}
}
