package attune.corpus;

import attune.text.TextNormalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the words and letters of texts, normalised as they would be trained on. */
public final class TextCounts {
    private final Map<String, Long> words = new HashMap<>();
    private final Map<String, Long> letters = new HashMap<>();
    private double seconds;

    private TextCounts() {}

    /**
     * Counts.
     *
     * @param utterances lengths known; those without a text, or without one after normalising, are left out
     * @param normalizer for the texts
     * @return the counts
     */
    public static TextCounts of(List<Utterance> utterances, TextNormalizer normalizer) {
        TextCounts counts = new TextCounts();
        for (Utterance utterance : utterances) {
            String text = normalizer.normalize(utterance.text().orElse(""));
            if (!text.isEmpty()) {
                counts.add(text);
                counts.seconds += utterance.clip().knownDurationSeconds();
            }
        }
        return counts;
    }

    private void add(String text) {
        for (String word : text.split(" ", -1)) {
            words.merge(word, 1L, Long::sum);
            word.codePoints().forEach(letter -> letters.merge(Character.toString(letter), 1L, Long::sum));
        }
    }

    /**
     * How often each word occurs.
     *
     * @return in no order
     */
    public Map<String, Long> words() {
        return Map.copyOf(words);
    }

    /**
     * How often each letter occurs, and each digit or sign that is left in the texts.
     *
     * @return by code point, in no order
     */
    public Map<String, Long> letters() {
        return Map.copyOf(letters);
    }

    /**
     * How long the clips with these texts last.
     *
     * @return seconds
     */
    public double seconds() {
        return seconds;
    }

    /**
     * How often words occur that are not among others.
     *
     * @param known the others, such as the words of the training texts
     * @return how many there are, each counted as often as it occurs
     */
    public long unseen(Set<String> known) {
        return words.entrySet().stream()
                .filter(word -> !known.contains(word.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * A sum of counts.
     *
     * @param counts of words or letters
     * @return how many there are in all
     */
    public static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
