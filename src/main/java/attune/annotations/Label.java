package attune.annotations;

/**
 * A stretch of a recording and what is said in it.
 *
 * @param startSeconds where it begins
 * @param endSeconds where it ends, not before its beginning
 * @param text as written
 */
record Label(double startSeconds, double endSeconds, String text) {}
