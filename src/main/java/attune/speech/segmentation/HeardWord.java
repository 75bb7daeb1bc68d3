package attune.speech.segmentation;

/**
 * A word that was recognised.
 *
 * @param text the word
 * @param from its first frame in the recording
 * @param to the frame after its last
 */
record HeardWord(String text, int from, int to) {}
