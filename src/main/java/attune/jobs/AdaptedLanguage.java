package attune.jobs;

import attune.corpus.Split;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.speech.Example;
import attune.speech.HeardClip;
import attune.speech.LanguageDecoding;
import attune.speech.LanguageTuner;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The language model of an adapted model.
 *
 * @param parts what it was made of, each with its weight where they are several
 * @param tuned how it decodes best, on what the adapted network makes of the dev clips
 */
public record AdaptedLanguage(String parts, LanguageTuner.Tuned tuned) {

    /**
     * A language model before it is tuned.
     *
     * @param model the model
     * @param parts what it was made of
     */
    record Untuned(NgramModel model, String parts) {}

    /** What {@code texts} wants, tuned; empty where no language model is wanted, or the source has none to keep. */
    static Optional<AdaptedLanguage> of(
            LanguageTexts texts, SpeechModel source, Adapted adapted, Split split, List<Example> dev, Progress progress)
            throws IOException {
        if (texts.ofSource()
                && texts.texts().isEmpty()
                && source.language().isPresent()
                && ofSource(source, adapted.format).isEmpty()) {
            progress.warn("the source's language model writes with another alphabet and is left behind; attune lm build"
                    + " makes one of the new alphabet");
        }
        Optional<Untuned> model = texts.model(split, ofSource(source, adapted.format), adapted.format, progress);
        if (model.isEmpty()) {
            return Optional.empty();
        }
        List<HeardClip> clips = HeardClip.of(adapted.network, dev);
        LanguageTuner.Tuned tuned = new LanguageTuner(adapted.format, model.get().model, clips, progress).tune();
        if (tuned.best().score() > tuned.greedy().score()) {
            progress.warn("the language model makes the dev clips worse; --no-lm leaves it out");
        }
        return Optional.of(new AdaptedLanguage(model.get().parts, tuned));
    }

    /** A network that has been adapted and how it writes. */
    record Adapted(ComputationGraph network, SpeechFormat format) {}

    /** The source's own language model, which is of no use to a model that writes otherwise. */
    private static Optional<NgramModel> ofSource(SpeechModel source, SpeechFormat adapted) {
        return adapted.alphabet().equals(source.format().alphabet())
                ? source.language().map(LanguageDecoding::model)
                : Optional.empty();
    }

    /** For the provenance. */
    Map<String, String> results() {
        Map<String, String> results = new TreeMap<>(LmTune.results(tuned));
        results.put("language model", parts);
        return results;
    }
}
