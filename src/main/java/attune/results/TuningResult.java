package attune.results;

import attune.speech.language.CalibrationError;
import attune.speech.language.Trial;
import attune.speech.language.TunedLanguage;
import java.util.List;

/**
 * The output of {@code attune lm tune}.
 *
 * @param best the best settings, not necessarily those with the luckiest score
 * @param greedy the result of the network alone; its settings are meaningless
 * @param trials all settings tried, in order
 * @param widths the best settings at several widths
 * @param meanOverWidths their mean word error rate
 * @param calibrationError of the beam's confidences
 * @param greedyCalibrationError the same without beam
 */
public record TuningResult(
        Trial best,
        Trial greedy,
        List<Trial> trials,
        List<Trial> widths,
        double meanOverWidths,
        CalibrationError calibrationError,
        CalibrationError greedyCalibrationError) {

    /**
     * The result without the language model.
     *
     * @param tuned the outcome
     * @return the result
     */
    public static TuningResult of(TunedLanguage tuned) {
        return new TuningResult(
                tuned.best(),
                tuned.greedy(),
                tuned.trials(),
                tuned.widths(),
                tuned.meanOverWidths(),
                tuned.beamError(),
                tuned.greedyError());
    }
}
