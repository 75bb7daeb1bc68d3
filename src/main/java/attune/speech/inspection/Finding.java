package attune.speech.inspection;

/**
 * Something that is wrong with a clip.
 *
 * @param defect what
 * @param value what was found, such as {@code its loud parts are at -91 dB}
 */
public record Finding(Defect defect, String value) {}
