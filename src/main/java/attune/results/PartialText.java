package attune.results;

/**
 * What was heard so far of a segment that has not ended: a line that {@code attune transcribe --stream} prints.
 *
 * @param partial the text
 * @param seconds how much of the stream has come
 */
public record PartialText(String partial, double seconds) {}
