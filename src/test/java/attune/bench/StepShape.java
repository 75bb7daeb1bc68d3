package attune.bench;

import attune.speech.learning.NetworkShape;
import attune.text.Alphabet;

/**
 * What a training step is measured on: recurrent layers and a CTC output of 29 labels, random input.
 *
 * @param network the layers
 * @param coefficients of an input frame
 * @param utterances the batch
 * @param frames of each utterance
 * @param labels of each transcript
 */
record StepShape(NetworkShape network, int coefficients, int utterances, int frames, int labels) {
    static final StepShape BILSTM_320 = new StepShape(NetworkShape.bidirectional(3, 320), 80, 16, 300, 60);
    static final StepShape SHORT = new StepShape(NetworkShape.bidirectional(2, 64), 80, 16, 40, 8);
    static final StepShape LSTM_1024 = new StepShape(NetworkShape.streaming(3, 1024), 80, 16, 150, 30);

    /** The blank and 28 characters. */
    static final Alphabet ALPHABET = Alphabet.english();
}
