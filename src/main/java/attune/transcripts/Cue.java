package attune.transcripts;

import java.util.List;

/**
 * A subtitle.
 *
 * @param startSeconds when it appears
 * @param endSeconds when it disappears
 * @param lines its text, one or two lines
 */
record Cue(double startSeconds, double endSeconds, List<String> lines) {}
