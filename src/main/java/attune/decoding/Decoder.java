package attune.decoding;

/** Turns a network's outputs into text. Immutable and thread-safe. */
public sealed interface Decoder permits GreedyDecoder, BeamDecoder {

    /**
     * Decodes a clip.
     *
     * @param logProbs natural logarithms of the outputs' probabilities, [frame × output], without padding; may be empty
     * @return the transcript
     * @throws IllegalArgumentException when a frame does not have one number for each output of the alphabet, holds a
     *     NaN, or gives every output probability 0
     */
    Transcript decode(float[][] logProbs);
}
