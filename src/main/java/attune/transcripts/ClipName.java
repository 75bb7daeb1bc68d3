package attune.transcripts;

/**
 * How a clip is called where paths are too long.
 *
 * @param recording its audio file: as many last parts of the path, joined by slashes and without the ending, as tell the
 *     files of a run apart
 * @param clip the same, and where in the file the clip begins if that is not its beginning
 */
public record ClipName(String recording, String clip) {}
