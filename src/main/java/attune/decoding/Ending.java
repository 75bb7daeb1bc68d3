package attune.decoding;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text the beam may end with, not yet written out.
 *
 * @param last the text as a prefix that does not end in a space
 * @param acoustic log-probability of its paths, those with a space at the end included
 * @param language its whole score
 */
record Ending(Prefix last, double acoustic, double language) {

    double score() {
        return acoustic + language;
    }

    /** The endings of a beam's prefixes, best first, at least one. */
    static List<Ending> of(Beam beam, LanguageScorer language) {
        Map<Prefix, Double> acoustic = new LinkedHashMap<>();
        for (int i = 0; i < beam.size(); i++) {
            Prefix prefix = beam.get(i);
            acoustic.merge(prefix.withoutSpace(), prefix.acoustic, Prefix::logSum);
        }
        List<Ending> endings = allowed(acoustic, language);
        if (!endings.isEmpty()) {
            return endings;
        }
        // Every prefix breaks off inside a word of the lexicon: drop that word.
        Map<Prefix, Double> whole = new LinkedHashMap<>();
        acoustic.forEach(
                (prefix, logProb) -> whole.merge(prefix.withoutLastWord().withoutSpace(), logProb, Prefix::logSum));
        return allowed(whole, language);
    }

    private static List<Ending> allowed(Map<Prefix, Double> acoustic, LanguageScorer language) {
        return acoustic.entrySet().stream()
                .map(entry -> new Ending(entry.getKey(), entry.getValue(), language.whole(entry.getKey())))
                .filter(ending -> ending.score() > Prefix.NEVER)
                .sorted(Comparator.comparingDouble(Ending::score).reversed())
                .toList();
    }

    Hypothesis hypothesis(Timeline timeline) {
        return new Hypothesis(timeline.text(last.labels()), acoustic, language);
    }
}
