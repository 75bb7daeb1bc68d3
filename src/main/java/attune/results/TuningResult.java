package attune.results;

import attune.speech.language.LanguageTuner.CalibrationError;
import attune.speech.language.LanguageTuner.Trial;
import attune.speech.language.LanguageTuner.Tuned;
import java.util.List;

/**
 * What {@code attune lm tune} prints.
 *
 * @param best the best settings, which need not be the luckiest
 * @param greedy what the network does alone; its settings mean nothing
 * @param trials all settings tried, in their order
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
     * Leaves out the language model.
     *
     * @param tuned what was found
     * @return its numbers
     */
    public static TuningResult of(Tuned tuned) {
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
