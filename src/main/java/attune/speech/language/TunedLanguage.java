package attune.speech.language;

import attune.speech.LanguageDecoding;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A language model with the settings that suit it on dev, and how {@link LanguageTuner} found them.
 *
 * @param language the model with the best settings, calibrated
 * @param trials all settings tried, in their order
 * @param best the best of them, not necessarily the luckiest
 * @param greedy the network alone; its settings mean nothing
 * @param widths the best settings at the widths 1, 10, 100 and 1000
 * @param beamError expected calibration error of confidences from the beam, before and after calibration
 * @param greedyError the same without beam
 */
public record TunedLanguage(
        LanguageDecoding language,
        List<Trial> trials,
        Trial best,
        Trial greedy,
        List<Trial> widths,
        CalibrationError beamError,
        CalibrationError greedyError) {
    /**
     * What was chosen and what it gave on dev, for the provenance.
     *
     * @return numbers as text, by name
     */
    public Map<String, String> results() {
        return Map.of(
                "language model weight", number(best.settings().weight()),
                "word bonus", number(best.settings().wordBonus()),
                "blank penalty", number(best.settings().blankPenalty()),
                "dev WER with language model", number(best.wordErrorRate()),
                "dev WER without", number(greedy.wordErrorRate()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /**
     * The same in a line for the user.
     *
     * @return settings and error rates
     */
    public String text() {
        return String.format(
                Locale.ROOT,
                "weight %.3f, word bonus %.2f, blank -%.1f, unknown words %s; %s",
                best.settings().weight(),
                best.settings().wordBonus(),
                best.settings().blankPenalty(),
                best.settings().unknownWordsText(),
                ratesText());
    }

    /**
     * The error rates for a person.
     *
     * @return half a sentence
     */
    public String ratesText() {
        return String.format(
                Locale.ROOT,
                "dev WER %.1f %% with it, %.1f %% without",
                100 * best.wordErrorRate(),
                100 * greedy.wordErrorRate());
    }

    /**
     * The word error rate of a beam whose width is not tuned.
     *
     * @return mean over the widths
     */
    public double meanOverWidths() {
        return widths.stream().mapToDouble(Trial::wordErrorRate).average().orElse(0);
    }
}
