package attune.decoding;

/**
 * Makes a confidence mean what it says: of the words with a confidence of 0.8, eight in ten should be right. Platt's
 * method (1999) with the log-odds of the raw confidence: {@code 1 / (1 + exp(−(slope · ln(c / (1 − c)) + offset)))}.
 *
 * @param slope how much a higher raw confidence means; 1 changes nothing
 * @param offset log-odds added to all; 0 changes nothing
 */
public record Calibration(double slope, double offset) {
    /** Leaves confidences as they are. */
    public static final Calibration NONE = new Calibration(1, 0);

    /** Raw confidences nearer to 0 or 1 than this count as this near: their log-odds must stay finite. */
    private static final double NEAREST = 1e-6;

    private static final int MOST_STEPS = 100;
    private static final double SMALL_STEP = 1e-10;
    /** Keeps the equations solvable where all confidences are alike. */
    private static final double RIDGE = 1e-9;

    /** Refuses numbers that are not finite. */
    public Calibration {
        if (!Double.isFinite(slope) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException("slope and offset must be numbers: " + slope + " and " + offset);
        }
    }

    /**
     * Calibrates on words known to be right or wrong, best on dev clips. Maximum likelihood by Newton's method, with
     * Platt's targets: a right word counts as {@code (r + 1) / (r + 2)} right where r words are, so that even all-right
     * data give no confidence of 1.
     *
     * @param confidences raw, 0 to 1; not empty
     * @param correct whether each word is right
     * @return the calibration
     */
    public static Calibration fit(double[] confidences, boolean[] correct) {
        requireSameLength(confidences, correct);
        double right = 0;
        for (boolean one : correct) {
            right += one ? 1 : 0;
        }
        double highTarget = (right + 1) / (right + 2);
        double lowTarget = 1 / (correct.length - right + 2);
        double[] odds = new double[correct.length];
        double[] targets = new double[correct.length];
        for (int i = 0; i < odds.length; i++) {
            odds[i] = logOdds(confidences[i]);
            targets[i] = correct[i] ? highTarget : lowTarget;
        }
        return newton(odds, targets);
    }

    private static Calibration newton(double[] odds, double[] targets) {
        Calibration calibration = new Calibration(0, 0);
        double loss = calibration.loss(odds, targets);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] direction = calibration.newtonStep(odds, targets);
            double length = 1;
            Calibration moved = calibration.moved(direction, length);
            while (moved.loss(odds, targets) > loss && length > SMALL_STEP) {
                length /= 2;
                moved = calibration.moved(direction, length);
            }
            double gained = loss - moved.loss(odds, targets);
            if (!(gained > 0)) {
                return calibration;
            }
            calibration = moved;
            loss -= gained;
        }
        return calibration;
    }

    /** Minus the inverse of the second derivatives times the first, of the cross-entropy by slope and offset. */
    private double[] newtonStep(double[] odds, double[] targets) {
        double bySlope = 0;
        double byOffset = 0;
        double slopeSlope = RIDGE;
        double slopeOffset = 0;
        double offsetOffset = RIDGE;
        for (int i = 0; i < odds.length; i++) {
            double p = sigmoid(slope * odds[i] + offset);
            double weight = p * (1 - p);
            bySlope += (p - targets[i]) * odds[i];
            byOffset += p - targets[i];
            slopeSlope += weight * odds[i] * odds[i];
            slopeOffset += weight * odds[i];
            offsetOffset += weight;
        }
        double determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
        return new double[] {
            -(offsetOffset * bySlope - slopeOffset * byOffset) / determinant,
            -(slopeSlope * byOffset - slopeOffset * bySlope) / determinant
        };
    }

    private Calibration moved(double[] direction, double length) {
        return new Calibration(slope + length * direction[0], offset + length * direction[1]);
    }

    /** Cross-entropy in nats, summed. */
    private double loss(double[] odds, double[] targets) {
        double loss = 0;
        for (int i = 0; i < odds.length; i++) {
            double z = slope * odds[i] + offset;
            loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[i] * z;
        }
        return loss;
    }

    /**
     * The calibrated confidence.
     *
     * @param confidence raw, 0 to 1
     * @return 0 to 1
     */
    public double apply(double confidence) {
        // Without this, even NONE would move what is nearest to 0 and 1.
        return equals(NONE) ? confidence : sigmoid(slope * logOdds(confidence) + offset);
    }

    /**
     * A transcript with the confidences of its words calibrated; that of the whole is not a word's and stays.
     *
     * @param transcript raw
     * @return the calibrated one
     */
    public Transcript apply(Transcript transcript) {
        return equals(NONE)
                ? transcript
                : new Transcript(
                        transcript.words().stream().map(this::apply).toList(),
                        transcript.confidence(),
                        transcript.logProb());
    }

    private Word apply(Word word) {
        return new Word(
                word.text(), word.startSeconds(), word.endSeconds(), apply(word.confidence()), word.characters());
    }

    private static void requireSameLength(double[] confidences, boolean[] correct) {
        if (confidences.length == 0 || confidences.length != correct.length) {
            throw new IllegalArgumentException(
                    confidences.length + " confidences do not belong to " + correct.length + " words");
        }
    }

    private static double logOdds(double confidence) {
        double c = Math.min(1 - NEAREST, Math.max(NEAREST, requireConfidence(confidence)));
        return Math.log(c / (1 - c));
    }

    private static double requireConfidence(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence must be 0 to 1: " + confidence);
        }
        return confidence;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
