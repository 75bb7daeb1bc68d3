package attune.layers.kernel;

/**
 * The sizes of one LSTM pass.
 *
 * @param frames time steps, padding included
 * @param utterances the batch
 * @param inputs size of an input frame
 * @param units size of the state and of an output frame
 */
record LstmShape(int frames, int utterances, int inputs, int units) {

    long inputLength() {
        return (long) frames * utterances * inputs;
    }

    long outputLength() {
        return (long) frames * utterances * units;
    }
}
