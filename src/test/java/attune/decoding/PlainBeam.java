package attune.decoding;

import attune.text.Alphabet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The beam search from its definition, over texts instead of a tree: in every frame each text is continued by each output,
 * scored whole, and only then are the best kept. For alphabets with a space.
 */
final class PlainBeam {
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private final Alphabet alphabet;
    private final BeamSettings settings;
    private final FusedModel fused;
    private final HotWords hotWords;

    PlainBeam(Alphabet alphabet, BeamSettings settings, FusedModel fused, HotWords hotWords) {
        this.alphabet = alphabet;
        this.settings = settings;
        this.fused = fused;
        this.hotWords = hotWords;
    }

    /** Log-probabilities of a text's paths that end in a blank, and of those that do not. */
    private record Paths(double inBlank, double inLabel) {
        static final Paths NONE = new Paths(NEVER, NEVER);

        double all() {
            return logSum(inBlank, inLabel);
        }

        Paths plus(Paths other) {
            return new Paths(logSum(inBlank, other.inBlank), logSum(inLabel, other.inLabel));
        }
    }

    private static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        return larger == NEVER ? NEVER : larger + Math.log(Math.exp(a - larger) + Math.exp(b - larger));
    }

    /** Log-probabilities of the texts in the beam after some frames, spaces at their ends aside; none of unfinished words. */
    Map<String, Double> after(float[][] logProbs) {
        Map<String, Paths> beam = Map.of("", new Paths(0, NEVER));
        for (float[] row : logProbs) {
            Map<String, Paths> next = new HashMap<>();
            beam.forEach((text, paths) -> {
                double blank = row[alphabet.blankIndex()] - settings.blankPenalty();
                add(next, text, new Paths(paths.all() + blank, NEVER));
                for (int label = 0; label < row.length; label++) {
                    if (label != alphabet.blankIndex() && row[label] >= settings.outputThreshold()) {
                        goOn(next, text, paths, alphabet.label(label), row[label]);
                    }
                }
            });
            beam = best(next);
        }
        Map<String, Double> texts = new TreeMap<>();
        beam.forEach((text, paths) -> texts.merge(text.strip(), paths.all(), PlainBeam::logSum));
        if (fused instanceof FusedModel.Words words) {
            texts.keySet().removeIf(text -> words(text.isEmpty() ? "" : text + " ", words) == NEVER);
        }
        return texts;
    }

    private void goOn(Map<String, Paths> next, String text, Paths paths, String character, double logProb) {
        if (character.equals(" ") && (text.isEmpty() || text.endsWith(" "))) {
            add(next, text, new Paths(NEVER, paths.all() + logProb));
        } else if (text.endsWith(character)) {
            add(next, text, new Paths(NEVER, paths.inLabel + logProb));
            add(next, text + character, new Paths(NEVER, paths.inBlank + logProb));
        } else {
            add(next, text + character, new Paths(NEVER, paths.all() + logProb));
        }
    }

    private static void add(Map<String, Paths> next, String text, Paths paths) {
        next.merge(text, paths, Paths::plus);
    }

    private Map<String, Paths> best(Map<String, Paths> candidates) {
        Map<String, Double> ranks = new TreeMap<>();
        candidates.forEach((text, paths) -> ranks.put(text, paths.all() + language(text)));
        double best = ranks.values().stream().max(Double::compare).orElseThrow();
        return ranks.entrySet().stream()
                .filter(entry -> entry.getValue() > NEVER && entry.getValue() >= best - settings.beamThreshold())
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(settings.width())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> candidates.getOrDefault(entry.getKey(), Paths.NONE)));
    }

    /** What the text's whole words score, and the best that the one under way may score. */
    private double language(String text) {
        double score = boosts(text);
        if (fused instanceof FusedModel.Words words) {
            score += words(text, words);
        } else if (fused instanceof FusedModel.Characters characters) {
            int state = characters.model().start();
            for (int i = 0; i < text.length(); i++) {
                String character = text.substring(i, i + 1).replace(" ", characters.spaceToken());
                int token = characters.model().vocabulary().token(character);
                score += characters.weight() * characters.model().logProb(state, token);
                state = characters.model().next(state, token);
                boolean begins = text.charAt(i) != ' ' && (i == 0 || text.charAt(i - 1) == ' ');
                score += begins ? characters.wordBonus() : 0;
            }
        }
        return score;
    }

    private double words(String text, FusedModel.Words words) {
        List<String> all = Arrays.asList(text.split(" ", -1));
        double score = 0;
        int state = words.model().start();
        for (String word : all.subList(0, all.size() - 1)) {
            int token = words.model().vocabulary().token(word);
            score += words.weight() * words.model().logProb(state, token) + words.wordBonus() + price(word, words);
            state = words.model().next(state, token);
        }
        return score + outlook(all.get(all.size() - 1), words);
    }

    private static double price(String word, FusedModel.Words words) {
        if (words.model().vocabulary().token(word) != words.model().vocabulary().unknown()) {
            return 0;
        }
        return words.unknownWords() instanceof UnknownWords.Penalised penalty
                ? -penalty.perWord() - penalty.perCharacter() * word.length()
                : NEVER;
    }

    private static double outlook(String begun, FusedModel.Words words) {
        int unknown = words.model().vocabulary().unknown();
        double best = words.unknownWords() instanceof UnknownWords.Penalised penalty
                ? words.weight() * words.model().logProb(words.model().empty(), unknown)
                        - penalty.perWord()
                        - penalty.perCharacter() * begun.length()
                : NEVER;
        for (int token = 0; token < words.model().vocabulary().size(); token++) {
            String word = words.model().vocabulary().text(token);
            if (!word.startsWith("<") && word.startsWith(begun)) {
                best = Math.max(
                        best,
                        words.weight() * words.model().logProb(words.model().empty(), token));
            }
        }
        return best;
    }

    /** Of the phrases that are whole, and the most that one under way is worth so far. */
    private double boosts(String text) {
        String spaced = " " + text;
        double sum = 0;
        double credit = 0;
        for (HotWord word : hotWords.words()) {
            String phrase = " " + word.phrase() + " ";
            for (int at = 0; at < spaced.length(); at++) {
                sum += spaced.startsWith(phrase, at) ? word.boost() * letters(phrase) : 0;
            }
            for (int length = 1; length < phrase.length(); length++) {
                String begun = phrase.substring(0, length);
                credit = Math.max(credit, spaced.endsWith(begun) ? word.boost() * letters(begun) : 0);
            }
        }
        return sum + credit;
    }

    private static int letters(String text) {
        return text.replace(" ", "").length();
    }
}
