package attune.decoding;

import attune.lm.LanguageModel;
import attune.text.Alphabet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The search from its definition: walks along all {@code outputs^frames} paths, and scores each text they spell whole. */
final class EveryText {
    private final Alphabet alphabet;
    private final FusedModel fused;
    private final HotWords hotWords;

    EveryText(Alphabet alphabet, FusedModel fused, HotWords hotWords) {
        this.alphabet = alphabet;
        this.fused = fused;
        this.hotWords = hotWords;
    }

    /** All texts that may be, best first. */
    List<Hypothesis> search(float[][] logProbs) {
        Map<String, Double> probabilities = new HashMap<>();
        int outputs = alphabet.size();
        for (long number = 0; number < Math.round(Math.pow(outputs, logProbs.length)); number++) {
            long rest = number;
            int previous = alphabet.blankIndex();
            double logProb = 0;
            StringBuilder spelled = new StringBuilder();
            for (float[] row : logProbs) {
                int output = (int) (rest % outputs);
                rest /= outputs;
                logProb += row[output];
                if (output != previous && output != alphabet.blankIndex()) {
                    spelled.append(alphabet.label(output));
                }
                previous = output;
            }
            String text = spelled.toString().strip().replaceAll(" +", " ");
            probabilities.merge(text, Math.exp(logProb), Double::sum);
        }
        return probabilities.entrySet().stream()
                .map(entry -> new Hypothesis(entry.getKey(), Math.log(entry.getValue()), language(entry.getKey())))
                .filter(hypothesis -> hypothesis.score() > Double.NEGATIVE_INFINITY)
                .sorted((a, b) -> Double.compare(b.score(), a.score()))
                .toList();
    }

    private double language(String text) {
        List<String> words = text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
        double model = 0;
        if (fused instanceof FusedModel.Words settings) {
            model = words(words, settings);
        } else if (fused instanceof FusedModel.Characters settings) {
            String[] tokens =
                    text.isEmpty() ? new String[0] : text.replace(" ", "_").split("");
            model = settings.weight() * logProb(settings.model(), tokens) + settings.wordBonus() * words.size();
        }
        return model + boosts(text);
    }

    private double words(List<String> words, FusedModel.Words settings) {
        double score = settings.weight() * logProb(settings.model(), words.toArray(String[]::new))
                + settings.wordBonus() * words.size();
        for (String word : words) {
            boolean known = settings.model().vocabulary().token(word)
                    != settings.model().vocabulary().unknown();
            boolean hot = hotWords.words().stream()
                    .anyMatch(phrase ->
                            Arrays.asList(phrase.phrase().split(" ", -1)).contains(word));
            if (!known && !hot) {
                score += settings.unknownWords() instanceof UnknownWords.Penalised penalty
                        ? -penalty.perWord() - penalty.perCharacter() * word.length()
                        : Double.NEGATIVE_INFINITY;
            }
        }
        return score;
    }

    private static double logProb(LanguageModel model, String... tokens) {
        int state = model.start();
        double sum = 0;
        for (String text : tokens) {
            int token = model.vocabulary().token(text);
            sum += model.logProb(state, token);
            state = model.next(state, token);
        }
        return sum + model.logProb(state, model.vocabulary().end());
    }

    private double boosts(String text) {
        boolean spaces = alphabet.labels().contains(" ");
        String whole = spaces ? " " + text + " " : text;
        double sum = 0;
        for (HotWord word : hotWords.words()) {
            String phrase = spaces ? " " + word.phrase() + " " : word.phrase();
            int letters = word.phrase().replace(" ", "").length();
            for (int at = 0; at < whole.length(); at++) {
                sum += whole.startsWith(phrase, at) ? word.boost() * letters : 0;
            }
        }
        return sum;
    }
}
