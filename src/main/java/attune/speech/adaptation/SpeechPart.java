package attune.speech.adaptation;

import attune.runs.PlanPart;
import attune.speech.SpeechFormat;
import attune.speech.language.LanguageTexts;
import attune.speech.learning.Augmentation;
import attune.speech.learning.NewOutput;
import attune.text.TextNormalizer;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The part of an adaptation's {@code plan.json} that is about speech.
 *
 * @param normalizer name of the normaliser of the texts
 * @param output the new output's labels, and what they start from
 * @param augment how clips are altered in training
 * @param language which language model the adapted model gets
 * @param replayShare share of the steps that are taken on replayed clips, from 0, for none, to below 1
 */
public record SpeechPart(
        String normalizer,
        NewOutput output,
        Augmentation augment,
        LanguageTexts language,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double replayShare)
        implements PlanPart {

    /** Refuses missing parts, and a share out of range. */
    public SpeechPart {
        Objects.requireNonNull(normalizer, "normalizer is missing");
        Objects.requireNonNull(output, "output is missing");
        Objects.requireNonNull(augment, "augment is missing");
        Objects.requireNonNull(language, "language is missing");
        if (!(replayShare >= 0 && replayShare < 1)) {
            throw new IllegalArgumentException("the share of replayed clips must be from 0 to below 1: " + replayShare);
        }
    }

    /** The adapted model's format. */
    SpeechFormat format(SpeechFormat source) {
        return source.with(output.alphabet()).with(TextNormalizer.named(normalizer));
    }

    @Override
    public String shownText() {
        String replayed = replayShare == 0
                ? ""
                : String.format(Locale.ROOT, ", %.3g %% of the steps on replayed clips", 100 * replayShare);
        return shownText(augment) + replayed;
    }

    /**
     * How clips are altered in training.
     *
     * @param augment any
     * @return for a person
     */
    public static String shownText(Augmentation augment) {
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
        return replayShare == 0
                ? Map.of("augmentation", augment.json())
                : Map.of("augmentation", augment.json(), "replay share", Double.toString(replayShare));
    }
}
