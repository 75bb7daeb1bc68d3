package attune.speech.segmentation;

/**
 * A sentence of a script that was found in a recording.
 *
 * @param sentence its number in the script, from 0
 * @param startSeconds where it begins, with up to 0.2 seconds of the pause before it
 * @param endSeconds where it ends, with as much of the pause after it
 * @param confidence 0 to 1: how well its worst second fits the network's output, 1 where that output says the sentence
 */
public record Found(int sentence, double startSeconds, double endSeconds, double confidence) {}
