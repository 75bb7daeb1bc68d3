package attune.speech.adaptation;

import attune.runs.PlanPart;
import attune.speech.SpeechFormat;
import attune.speech.language.LanguageTexts;
import attune.speech.learning.Augmentation;
import attune.speech.learning.NewOutput;
import attune.text.TextNormalizer;
import java.util.Map;
import java.util.Objects;

/**
 * The part of an adaptation's {@code plan.json} that is about speech.
 *
 * @param normalizer name of the normaliser of the texts
 * @param output the new output's labels, and what they start from
 * @param augment how clips are altered in training
 * @param language which language model the adapted model gets
 */
public record SpeechPart(String normalizer, NewOutput output, Augmentation augment, LanguageTexts language)
        implements PlanPart {

    /** Refuses missing parts. */
    public SpeechPart {
        Objects.requireNonNull(normalizer, "normalizer is missing");
        Objects.requireNonNull(output, "output is missing");
        Objects.requireNonNull(augment, "augment is missing");
        Objects.requireNonNull(language, "language is missing");
    }

    /** The adapted model's format. */
    SpeechFormat format(SpeechFormat source) {
        return source.with(output.alphabet()).with(TextNormalizer.named(normalizer));
    }

    @Override
    public String shownText() {
        return shownText(augment);
    }

    static String shownText(Augmentation augment) {
        if (augment.isNone()) {
            return "clips unaltered";
        }
        return augment.equals(Augmentation.MASKS) ? "features masked" : "clips altered by " + augment.text();
    }

    @Override
    public boolean altersExamples() {
        return !augment.isNone();
    }

    @Override
    public Map<String, String> provenance() {
        return Map.of("augmentation", augment.json());
    }
}
