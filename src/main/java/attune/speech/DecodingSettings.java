package attune.speech;

import static java.util.Objects.requireNonNull;

import attune.decoding.Calibration;
import attune.decoding.FusedModel;
import attune.decoding.UnknownWords;
import attune.lm.NgramModel;
import attune.lm.TokenKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How to decode with a language model; kept in a bundle beside the model it was tuned for.
 *
 * @param width of the beam
 * @param weight of the language model's log-probabilities, 0 or more
 * @param wordBonus nats for each word
 * @param blankPenalty nats taken off the blank's log-probability in each frame
 * @param unknownWords cost of a word that the language model does not know; null where such words cannot be recognised
 * @param calibration of the confidences of words found with these settings
 * @param greedyCalibration of the confidences of words found without language model and beam
 */
public record DecodingSettings(
        int width,
        double weight,
        double wordBonus,
        double blankPenalty,
        UnknownWords.@Nullable Penalised unknownWords,
        Calibration calibration,
        Calibration greedyCalibration) {

    /**
     * For a model that nobody has tuned: a good start in most cases. At two nats a character, dev had two words in a
     * hundred less wrong than at one, and the transcripts fewer words that no dictionary knows.
     */
    public static final DecodingSettings DEFAULT =
            new DecodingSettings(100, 1, 1, 0, new UnknownWords.Penalised(5, 2), Calibration.NONE, Calibration.NONE);

    private static final String SPACE = " ";

    /** With a wider beam, a clip takes longer to decode than to play. */
    static final int WIDEST = 100_000;

    /** Refuses what no decoder would take. */
    public DecodingSettings {
        if (width < 1 || width > WIDEST) {
            throw new IllegalArgumentException("the width must be from 1 to " + WIDEST + ": " + width);
        }
        if (!(weight >= 0 && Double.isFinite(weight) && Double.isFinite(wordBonus))) {
            throw new IllegalArgumentException(
                    "the weight must be 0 or more, the word bonus a number: " + weight + " and " + wordBonus);
        }
        if (!Double.isFinite(blankPenalty)) {
            throw new IllegalArgumentException("the blank's penalty must be a number: " + blankPenalty);
        }
        requireNonNull(calibration, "calibration is missing");
        requireNonNull(greedyCalibration, "greedyCalibration is missing");
    }

    /**
     * The same with other numbers to tune, the confidences of the beam no longer calibrated.
     *
     * @param newWeight of the language model's log-probabilities, 0 or more
     * @param newBonus nats for each word
     * @param newPenalty nats taken off the blank's log-probability in each frame
     * @return the changed settings
     */
    public DecodingSettings with(double newWeight, double newBonus, double newPenalty) {
        return new DecodingSettings(
                width, newWeight, newBonus, newPenalty, unknownWords, Calibration.NONE, greedyCalibration);
    }

    /**
     * The same for another language model, for which the confidences of the beam are not calibrated.
     *
     * @return the changed settings
     */
    public DecodingSettings uncalibrated() {
        return calibrated(Calibration.NONE, greedyCalibration);
    }

    /**
     * The same with another width.
     *
     * @param newWidth of the beam
     * @return the changed settings
     */
    public DecodingSettings withWidth(int newWidth) {
        return new DecodingSettings(
                newWidth, weight, wordBonus, blankPenalty, unknownWords, calibration, greedyCalibration);
    }

    /**
     * The same with other calibrations.
     *
     * @param beam of words found with these settings
     * @param greedy of words found without language model and beam
     * @return the changed settings
     */
    public DecodingSettings calibrated(Calibration beam, Calibration greedy) {
        return new DecodingSettings(width, weight, wordBonus, blankPenalty, unknownWords, beam, greedy);
    }

    /**
     * What an unknown word costs, for the user.
     *
     * @return nats a word and a character, or "refused"
     */
    public String unknownWordsText() {
        return unknownWords == null
                ? "refused"
                : String.format(Locale.ROOT, "-%.1f -%.1f/ch", unknownWords.perWord(), unknownWords.perCharacter());
    }

    /** The model under these settings, of words or of characters according to its vocabulary. */
    FusedModel fused(NgramModel model) {
        if (model.kind() == TokenKind.CHARACTERS) {
            return new FusedModel.Characters(model, SPACE, weight, wordBonus);
        }
        UnknownWords policy = unknownWords == null ? new UnknownWords.Refused() : unknownWords;
        return new FusedModel.Words(model, weight, wordBonus, policy);
    }
}
