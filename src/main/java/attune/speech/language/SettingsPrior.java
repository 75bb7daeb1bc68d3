package attune.speech.language;

import attune.speech.DecodingSettings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How far settings are from what most models need, in the score of dev clips: the fewer words these have, the more they
 * must show for settings that are out of the way. As if a normal distribution were known beforehand, and worth a few word
 * errors. Tuned so on one half of a few dozen clips, models make fewer errors on the other; what near it is taken for the
 * mean makes no difference.
 *
 * @param words that dev has
 */
record SettingsPrior(int words) {
    /** Word errors that a standard deviation away must save. */
    private static final double ERRORS = 2;

    private static final Pattern SPACE = Pattern.compile(" ");
    private static final double WEIGHT = 1;
    private static final double WEIGHT_DEVIATION = 0.5;
    private static final double BONUS = 0;
    private static final double BONUS_DEVIATION = 1.5;
    private static final double PENALTY = 1;
    private static final double PENALTY_DEVIATION = 1.5;

    static SettingsPrior against(List<HeardClip> clips) {
        return new SettingsPrior((int) clips.stream()
                .flatMap(clip -> SPACE.splitAsStream(clip.reference()))
                .filter(word -> !word.isEmpty())
                .count());
    }

    /** What to add to the score of these settings; 0 at the mean. */
    double at(DecodingSettings settings) {
        double distance = square((settings.weight() - WEIGHT) / WEIGHT_DEVIATION)
                + square((settings.wordBonus() - BONUS) / BONUS_DEVIATION)
                + square((settings.blankPenalty() - PENALTY) / PENALTY_DEVIATION);
        return ERRORS * distance / Math.max(1, words);
    }

    private static double square(double value) {
        return value * value;
    }
}
