package attune.corpus;

import attune.text.TextNormalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * What a corpus amounts to.
 *
 * @param clips how many clips
 * @param hours how long they are together
 * @param durations how long the single ones are
 * @param words how many words the transcripts have
 * @param types how many different words
 * @param characters how often each character occurs, spaces too, in the order of their code points
 */
public record CorpusSummary(
        int clips, double hours, Durations durations, long words, int types, Map<String, Long> characters) {

    /**
     * Quantiles of the clips' lengths in seconds, between neighbours by straight line (R's type 7, as NumPy has it).
     *
     * @param shortest the least
     * @param fifthPercentile longer than 5 % of clips
     * @param median longer than half
     * @param ninetyFifthPercentile longer than 95 %
     * @param longest the greatest
     */
    public record Durations(
            double shortest, double fifthPercentile, double median, double ninetyFifthPercentile, double longest) {

        static Durations of(double[] seconds) {
            Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
            percentile.setData(seconds);
            // Commons Math knows no percentile 0; R_7 reaches the least value at any p below 100 / n.
            double least = Arrays.stream(seconds).min().orElseThrow();
            return new Durations(
                    least,
                    percentile.evaluate(5),
                    percentile.evaluate(50),
                    percentile.evaluate(95),
                    percentile.evaluate(100));
        }
    }

    /**
     * Counts.
     *
     * @param utterances at least one, lengths known; text may be missing
     * @param normalizer makes words of transcripts; spaces separate them
     * @return the sums
     */
    public static CorpusSummary of(List<Utterance> utterances, TextNormalizer normalizer) {
        double[] seconds = utterances.stream()
                .mapToDouble(utterance -> utterance.clip().knownDurationSeconds())
                .toArray();
        long words = 0;
        Set<String> types = new HashSet<>();
        Map<Integer, Long> characters = new TreeMap<>();
        for (Utterance utterance : utterances) {
            String text = normalizer.normalize(utterance.text().orElse(""));
            text.codePoints().forEach(character -> characters.merge(character, 1L, Long::sum));
            List<String> spoken = text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
            words += spoken.size();
            types.addAll(spoken);
        }
        double hours = Arrays.stream(seconds).sum() / 3600;
        return new CorpusSummary(seconds.length, hours, Durations.of(seconds), words, types.size(), named(characters));
    }

    private static Map<String, Long> named(Map<Integer, Long> characters) {
        Map<String, Long> named = new LinkedHashMap<>();
        characters.forEach((character, count) -> named.put(Character.toString(character), count));
        return Collections.unmodifiableMap(named);
    }
}
