package attune.results;

/**
 * The text so far of a segment that has not ended: an output line of {@code attune transcribe --stream}.
 *
 * @param partial the text
 * @param stable the beginning of the text that stays as it is
 * @param seconds length of the stream so far
 */
public record PartialText(String partial, String stable, double seconds) {}
