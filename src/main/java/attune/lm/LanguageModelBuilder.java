package attune.lm;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Estimates n-gram models: interpolated modified Kneser-Ney for each text, and linear interpolation of the results where
 * the texts have weights.
 */
public final class LanguageModelBuilder {
    private final Settings settings;
    private final Progress progress;

    /**
     * What kind of model.
     *
     * @param order longest n-gram, 1 to 5
     * @param prune for each length from 1 the count up to which its n-grams are left out; the last applies to all
     *     longer ones. Counts begin with 0 and never fall, so that what stays has its history
     * @param vocabulary keep this many of the most frequent tokens; the others become {@code <unk>}
     * @param pruneFromTokens texts of fewer tokens keep all their n-grams
     * @param evenTokens where a dev text weighs the parts: how many tokens of it the belief that all weigh the same is
     *     worth, 0 or more
     */
    public record Settings(
            int order, List<Integer> prune, OptionalInt vocabulary, int pruneFromTokens, int evenTokens) {

        /** Trigrams, all of them. */
        public static final Settings DEFAULT = new Settings(3, List.of(0), OptionalInt.empty());

        /** Refuses what cannot be estimated. */
        public Settings {
            prune = List.copyOf(prune);
            if (order < 1 || order > 5) {
                throw new UserFault(named("order"), "'" + order + "' is not from 1 to 5", "3 or 4 suits most texts");
            }
            if (prune.isEmpty() || prune.size() > order || prune.get(0) != 0 || falls(prune)) {
                throw new UserFault(
                        named("prune"),
                        "'" + prune + "' must have 1 to " + order + " counts, begin with 0 and never fall",
                        "0,0,1 leaves out trigrams that occur once; " + named("vocabulary") + " leaves out words");
            }
            if (vocabulary.isPresent() && vocabulary.getAsInt() < 1) {
                throw new UserFault(
                        named("vocabulary"), "'" + vocabulary.getAsInt() + "' words are too few", "give 1 or more");
            }
        }

        private static boolean falls(List<Integer> counts) {
            return IntStream.range(1, counts.size()).anyMatch(i -> counts.get(i) < counts.get(i - 1));
        }

        /**
         * Settings that prune every text.
         *
         * @param order longest n-gram, 1 to 5
         * @param prune for each length the count up to which its n-grams are left out
         * @param vocabulary keep this many of the most frequent tokens
         */
        public Settings(int order, List<Integer> prune, OptionalInt vocabulary) {
            this(order, prune, vocabulary, 0, 0);
        }

        int[] pruneForEachLength(int longest) {
            return IntStream.range(0, longest)
                    .map(i -> prune.get(Math.min(i, prune.size() - 1)))
                    .toArray();
        }
    }

    /**
     * A builder.
     *
     * @param settings of its models
     * @param progress is told of the stages
     */
    public LanguageModelBuilder(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Estimates one model from all texts as if they were one.
     *
     * @param texts at least one sentence
     * @return the model
     */
    public EstimatedModel pooled(TrainingTexts texts) {
        SortedVocabulary vocabulary =
                vocabulary(texts, List.of(), MixtureWeights.equal(texts.texts().size()), true);
        TrainingTexts.Text all =
                texts.texts().stream().reduce(TrainingTexts.Text::and).orElseThrow(LanguageModelBuilder::noText);
        NgramTree tree = estimate(all, texts, vocabulary, settings.order());
        return new EstimatedModel(tree, AutomatonBuilder.build(tree), List.of(1.0));
    }

    /**
     * Estimates a model from each text and joins them under given weights.
     *
     * @param texts at least one sentence each
     * @param weights of the texts, in their order, above 0; only their ratios matter
     * @return the joint model
     */
    public EstimatedModel weighted(TrainingTexts texts, List<Double> weights) {
        return weighted(texts, List.of(), weights);
    }

    /**
     * The same with finished models as further parts. A finished model gives no probability to what it does not know;
     * all it knows stays in the vocabulary.
     *
     * @param texts at least one sentence each
     * @param finished models of the same kind of tokens
     * @param weights of the texts, then of the finished models, in their order, above 0; only their ratios matter
     * @return the joint model
     */
    public EstimatedModel weighted(TrainingTexts texts, List<NgramModel> finished, List<Double> weights) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        double[] normalised =
                weights.stream().mapToDouble(weight -> weight / sum).toArray();
        return components(texts, finished, vocabulary(texts, finished, normalised, false))
                .join(normalised);
    }

    /**
     * Estimates a model from each text and joins them under the weights that make another text most probable.
     *
     * @param texts at least one sentence each
     * @param dev normalised sentences like those the model is for, in none of the texts
     * @return the joint model
     */
    public EstimatedModel tuned(TrainingTexts texts, List<String> dev) {
        return tuned(texts, List.of(), dev);
    }

    /**
     * The same with finished models as further parts, as in {@link #weighted(TrainingTexts, List, List)}.
     *
     * @param texts at least one sentence each
     * @param finished models of the same kind of tokens
     * @param dev normalised sentences like those the model is for, in none of the texts
     * @return the joint model, its weights in the order of the texts, then of the finished models
     */
    public EstimatedModel tuned(TrainingTexts texts, List<NgramModel> finished, List<String> dev) {
        double[] equal = MixtureWeights.equal(texts.texts().size());
        Components components = components(texts, finished, vocabulary(texts, finished, equal, false));
        progress.begin("weighing the texts", -1);
        return components.join(MixtureWeights.tune(components.models, dev, settings.evenTokens()));
    }

    private Components components(TrainingTexts texts, List<NgramModel> finished, SortedVocabulary vocabulary) {
        int order = Math.max(
                settings.order(),
                finished.stream().mapToInt(NgramModel::order).max().orElse(0));
        List<NgramTree> trees = new ArrayList<>();
        for (TrainingTexts.Text text : texts.texts()) {
            trees.add(estimate(text, texts, vocabulary, order));
        }
        finished.forEach(model -> trees.add(FinishedTree.of(model, vocabulary, order)));
        return new Components(trees, trees.stream().map(AutomatonBuilder::build).toList());
    }

    private record Components(List<NgramTree> trees, List<NgramModel> models) {
        EstimatedModel join(double[] weights) {
            NgramTree tree = trees.size() == 1 ? trees.get(0) : Mixture.of(trees, models, weights);
            return new EstimatedModel(
                    tree,
                    AutomatonBuilder.build(tree),
                    Arrays.stream(weights).boxed().toList());
        }
    }

    private NgramTree estimate(TrainingTexts.Text text, TrainingTexts texts, SortedVocabulary vocabulary, int order) {
        if (text.sentences() == 0) {
            throw new UserFault(text.name(), "has no sentences", "give a text with one sentence on each line");
        }
        progress.begin(text.name() + ": counting", -1);
        int[] newToken = texts.tokens().stream().mapToInt(vocabulary::token).toArray();
        PaddedText padded = PaddedText.of(text.tokens(), text.sentences(), newToken, vocabulary, order);
        boolean isSmall = text.tokens().length - text.sentences() < settings.pruneFromTokens();
        return KneserNey.estimate(padded, isSmall ? new int[order] : settings.pruneForEachLength(order), progress);
    }

    /**
     * The most frequent tokens: by count in texts that are pooled, else by the weighted mean of their frequencies; and
     * all that finished models know.
     */
    private SortedVocabulary vocabulary(
            TrainingTexts texts, List<NgramModel> finished, double[] weights, boolean pooled) {
        Set<String> kept = new HashSet<>(frequent(texts, weights, pooled));
        for (NgramModel model : finished) {
            IntStream.range(0, model.vocabulary().size())
                    .mapToObj(model.vocabulary()::text)
                    .forEach(kept::add);
        }
        return SortedVocabulary.of(kept);
    }

    private Collection<String> frequent(TrainingTexts texts, double[] weights, boolean pooled) {
        List<String> tokens = texts.tokens();
        if (settings.vocabulary().isEmpty() || settings.vocabulary().getAsInt() >= tokens.size()) {
            return tokens;
        }
        double[] frequency = new double[tokens.size()];
        for (int k = 0; k < texts.texts().size(); k++) {
            int[] text = texts.texts().get(k).tokens();
            double one = pooled ? 1 : weights[k] / Math.max(1, text.length);
            for (int token : text) {
                frequency[token] += one;
            }
        }
        Set<String> kept = new HashSet<>();
        if (texts.kind() == TokenKind.CHARACTERS) {
            kept.add(SpecialTokens.SPACE);
        }
        IntStream.range(TrainingTexts.SENTENCE_END + 1, tokens.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(token -> -frequency[token])
                        .thenComparing(tokens::get)) // equals by their text, whatever the order of the texts
                .limit(settings.vocabulary().getAsInt())
                .map(tokens::get)
                .forEach(kept::add);
        return kept;
    }

    private static UserFault noText() {
        return new UserFault("TEXT", "no text is given", "give one or more");
    }

    /**
     * One model of some texts and finished models: weighed as given, else by a dev text, else all alike, or pooled where
     * there are only texts.
     *
     * @param texts at least one
     * @param finished models that join them
     * @param weights of texts and models in their order; where any is given, the others are 1
     * @param dev sentences that weigh them where no weights are given; may be empty
     * @return the model
     */
    public EstimatedModel estimate(
            TrainingTexts texts, List<NgramModel> finished, List<OptionalDouble> weights, List<String> dev) {
        boolean weighed = weights.stream().anyMatch(OptionalDouble::isPresent);
        if (weighed || (dev.isEmpty() && !finished.isEmpty())) {
            return weighted(
                    texts,
                    finished,
                    weights.stream().map(weight -> weight.orElse(1)).toList());
        }
        return dev.isEmpty() || weights.size() == 1 ? pooled(texts) : tuned(texts, finished, dev);
    }
}
