package attune.speech.language;

import attune.corpus.Split;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.speech.LanguageDecoding;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
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
    public record Untuned(NgramModel model, String parts) {}

    /**
     * What {@code texts} wants; empty where no language model is wanted, or the source has none to keep. It needs no
     * trained network, so what is wrong with a text can be told before training.
     *
     * @param texts what it is made of
     * @param source the model that is adapted
     * @param adapted how the adapted model hears and writes
     * @param split whose training transcripts are a part, and whose dev transcripts weigh the parts
     * @param progress hears of it
     * @return the language model, if there is to be one
     * @throws IOException if a text cannot be read
     */
    public static Optional<Untuned> untuned(
            LanguageTexts texts, SpeechModel source, SpeechFormat adapted, Split split, Progress progress)
            throws IOException {
        Optional<NgramModel> kept = ofSource(source, adapted);
        if (texts.ofSource() && texts.texts().isEmpty() && source.language().isPresent() && kept.isEmpty()) {
            progress.warn("the source's language model writes with another alphabet and is left behind; attune lm build"
                    + " makes one of the new alphabet");
        }
        return texts.model(split, kept, adapted, progress);
    }

    /**
     * The same with its weight found on what the adapted network makes of the dev clips.
     *
     * @param untuned the language model
     * @param adapted the network
     * @param format how the adapted model hears and writes
     * @param dev the clips
     * @param progress hears of it
     * @return the tuned language model
     */
    public static AdaptedLanguage tuned(
            Untuned untuned, ComputationGraph adapted, SpeechFormat format, List<Example> dev, Progress progress) {
        List<HeardClip> clips = HeardClip.of(adapted, dev);
        LanguageTuner.Tuned tuned = new LanguageTuner(format, untuned.model, clips, progress).tune();
        if (tuned.best().score() > tuned.greedy().score()) {
            progress.warn("the language model makes the dev clips worse; think of leaving it out (no language model)");
        }
        return new AdaptedLanguage(untuned.parts, tuned);
    }

    /** The source's own language model, which is of no use to a model that writes otherwise. */
    private static Optional<NgramModel> ofSource(SpeechModel source, SpeechFormat adapted) {
        return adapted.alphabet().equals(source.format().alphabet())
                ? source.language().map(LanguageDecoding::model)
                : Optional.empty();
    }

    /**
     * For the provenance.
     *
     * @return text by name
     */
    public Map<String, String> results() {
        Map<String, String> results = new TreeMap<>(tuned.results());
        results.put("language model", parts);
        return results;
    }

    /**
     * For the user.
     *
     * @return lines on what it was made of and how it decodes
     */
    public List<String> notes() {
        return List.of("language model: " + parts, "language model: " + tuned.text());
    }
}
