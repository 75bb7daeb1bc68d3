package attune.speech.language;

/**
 * Expected calibration errors, 0 to 1.
 *
 * @param before of raw confidences
 * @param after of calibrated ones, on clips that the calibration was not fitted to
 */
public record CalibrationError(double before, double after) {}
