package attune.transcripts;

/**
 * A clip's name where paths are too long.
 *
 * @param recording its audio file: the last parts of the path, as many as it takes to tell the files of a run apart,
 *     joined by slashes and without the extension
 * @param clip the same, and where in the file the clip begins if that is not its beginning
 */
public record ClipName(String recording, String clip) {}
