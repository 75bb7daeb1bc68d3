package attune.decoding;

/**
 * Neighbouring frames with the same best output: one character of the transcript.
 *
 * @param output the output, not the blank
 * @param from first frame
 * @param to the frame after the last
 */
record Run(int output, int from, int to) {}
