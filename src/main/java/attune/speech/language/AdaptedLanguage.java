package attune.speech.language;

import attune.corpus.Split;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.speech.LanguageDecoding;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.learning.DevScore;
import attune.speech.store.Example;
import attune.training.Scorer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The language model of an adapted model.
 *
 * @param parts what it was made of, with weights if there are several
 * @param tuned how it decodes best, on the adapted network's output for the dev clips
 */
public record AdaptedLanguage(String parts, TunedLanguage tuned) {

    /**
     * A language model before it is tuned.
     *
     * @param model the model
     * @param parts what it was made of
     */
    public record Untuned(NgramModel model, String parts) {

        /**
         * Scores networks as they decode with the language model, tuned on the output of each, or greedily where that is
         * better.
         *
         * @param format the adapted model's format
         * @param dev the clips
         * @param progress may stop it
         * @return a scorer by {@link DevScore}
         */
        public Scorer scorer(SpeechFormat format, List<Example> dev, Progress progress) {
            Progress stops = new Progress() {
                @Override
                public boolean stopRequested() {
                    return progress.stopRequested();
                }
            };
            return network -> new LanguageTuner(format, model, HeardClip.of(network, dev), stops).score();
        }
    }

    /**
     * The language model that {@code texts} describes; empty where none is wanted, or the source has none to keep. This
     * needs no trained network, so faults in a text show before training.
     *
     * @param texts what it is made of
     * @param source the model that is adapted
     * @param adapted the adapted model's format
     * @param split its training transcripts are a part, its dev transcripts weight the parts
     * @param progress is told of it
     * @return the language model, if there is to be one
     * @throws IOException if a text cannot be read
     */
    public static Optional<Untuned> untuned(
            LanguageTexts texts, SpeechModel source, SpeechFormat adapted, Split split, Progress progress)
            throws IOException {
        Optional<NgramModel> kept = ofSource(source, adapted);
        if (texts.ofSource() && texts.texts().isEmpty() && source.language().isPresent() && kept.isEmpty()) {
            progress.warn("the source's language model has a different alphabet and is dropped; attune lm build"
                    + " makes one for the new alphabet");
        }
        return new LanguageMaker(texts, split, adapted.textNormalizer(), progress).make(kept);
    }

    /**
     * The same, with its weight tuned on the adapted network's output for the dev clips. Where nothing helps there, the
     * adapted model decodes better without a language model and gets none.
     *
     * @param untuned the language model
     * @param adapted the network
     * @param format the adapted model's format
     * @param dev the clips
     * @param progress is told of it
     * @return the tuned language model, if it helps
     */
    public static Optional<AdaptedLanguage> tuned(
            Untuned untuned, ComputationGraph adapted, SpeechFormat format, List<Example> dev, Progress progress) {
        List<HeardClip> clips = HeardClip.of(adapted, dev);
        return ifItHelps(untuned.parts, new LanguageTuner(format, untuned.model, clips, progress).tune(), progress);
    }

    static Optional<AdaptedLanguage> ifItHelps(String parts, TunedLanguage tuned, Progress progress) {
        if (tuned.best().score() > tuned.greedy().score()) {
            progress.warn("the language model was left out, because it makes the dev clips worse (" + tuned.ratesText()
                    + "); texts of the domain make a better one");
            return Optional.empty();
        }
        return Optional.of(new AdaptedLanguage(parts, tuned));
    }

    /** The source's own language model, which is useless to a model that cannot write its words. */
    private static Optional<NgramModel> ofSource(SpeechModel source, SpeechFormat adapted) {
        return adapted.alphabet()
                        .labels()
                        .containsAll(source.format().alphabet().labels())
                ? source.language().map(LanguageDecoding::model)
                : Optional.empty();
    }

    /**
     * Results for the provenance.
     *
     * @return text by name
     */
    public Map<String, String> results() {
        Map<String, String> results = new TreeMap<>(tuned.results());
        results.put("language model", parts);
        return results;
    }

    /**
     * Notes for the user.
     *
     * @return lines on what it was made of and how it decodes
     */
    public List<String> notes() {
        return List.of("language model: " + parts, "language model: " + tuned.text());
    }
}
