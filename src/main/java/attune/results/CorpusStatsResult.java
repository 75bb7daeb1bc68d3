package attune.results;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@code attune corpus stats} counts. Words and letters are those of the normalised texts.
 *
 * @param sets the manifests in the order given
 */
public record CorpusStatsResult(List<OfSet> sets) {
    /** Copies the list. */
    public CorpusStatsResult {
        sets = List.copyOf(sets);
    }

    /**
     * One manifest.
     *
     * @param manifest its name
     * @param clips how many
     * @param untranscribed how many of them have no text
     * @param hours their length
     * @param speakers how many, 0 where the manifest does not tell
     * @param seconds how long clips are
     * @param lettersPerSecond of the transcribed clips, spaces not counted; 0 if there are none
     * @param wordsPerMinute likewise
     * @param words how many in all texts
     * @param vocabulary how many different ones
     * @param onceShare the share of the vocabulary that occurs once
     * @param newWordShare the share of all words that the first manifest lacks; null for the first itself
     * @param frequentWords the most frequent words, at most twenty
     * @param letters all letters, the most frequent first
     */
    public record OfSet(
            String manifest,
            int clips,
            int untranscribed,
            double hours,
            int speakers,
            Lengths seconds,
            double lettersPerSecond,
            double wordsPerMinute,
            long words,
            int vocabulary,
            double onceShare,
            OptionalDouble newWordShare,
            List<Count> frequentWords,
            List<Count> letters) {
        /** Copies the lists. */
        public OfSet {
            frequentWords = List.copyOf(frequentWords);
            letters = List.copyOf(letters);
        }
    }

    /**
     * How long clips are, in seconds.
     *
     * @param shortest the shortest clip
     * @param tenth a tenth of the clips is this long or shorter
     * @param median half of them
     * @param ninetieth nine tenths of them
     * @param longest the longest clip
     */
    public record Lengths(double shortest, double tenth, double median, double ninetieth, double longest) {}

    /**
     * A word or letter.
     *
     * @param text as it is in the normalised texts
     * @param count how often it occurs
     */
    public record Count(String text, long count) {}
}
