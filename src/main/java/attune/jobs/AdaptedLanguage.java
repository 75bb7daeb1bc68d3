package attune.jobs;

import attune.corpus.Split;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.speech.LanguageDecoding;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.language.HeardClip;
import attune.speech.language.LanguageTuner;
import attune.speech.store.Example;
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

    /**
     * What {@code texts} wants; empty where no language model is wanted, or the source has none to keep. It needs no
     * trained network, so what is wrong with a text can be told before training.
     */
    static Optional<Untuned> untuned(
            LanguageTexts texts, SpeechModel source, SpeechFormat adapted, Split split, Progress progress)
            throws IOException {
        Optional<NgramModel> kept = ofSource(source, adapted);
        if (texts.ofSource() && texts.texts().isEmpty() && source.language().isPresent() && kept.isEmpty()) {
            progress.warn("the source's language model writes with another alphabet and is left behind; attune lm build"
                    + " makes one of the new alphabet");
        }
        return texts.model(split, kept, adapted, progress);
    }

    /** The same with its weight found on what the adapted network makes of the dev clips. */
    static AdaptedLanguage tuned(
            Untuned untuned, ComputationGraph adapted, SpeechFormat format, List<Example> dev, Progress progress) {
        List<HeardClip> clips = HeardClip.of(adapted, dev);
        LanguageTuner.Tuned tuned = new LanguageTuner(format, untuned.model, clips, progress).tune();
        if (tuned.best().score() > tuned.greedy().score()) {
            progress.warn("the language model makes the dev clips worse; --no-lm leaves it out");
        }
        return new AdaptedLanguage(untuned.parts, tuned);
    }

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
