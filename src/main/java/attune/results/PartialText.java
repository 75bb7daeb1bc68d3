package attune.results;

/**
 * The text so far of a segment that has not ended: an output line of {@code attune transcribe --stream}.
 *
 * @param partial the text
 * @param seconds length of the stream so far
 */
public record PartialText(String partial, double seconds) {}
