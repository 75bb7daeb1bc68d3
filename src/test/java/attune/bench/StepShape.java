package attune.bench;

import attune.seed.RunSeed;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.text.Alphabet;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a training step is measured on: recurrent layers and a CTC output of 29 labels, random input.
 *
 * @param network the layers
 * @param speech the batch
 */
record StepShape(NetworkShape network, Speech speech) {
    static final StepShape BILSTM_320 = new StepShape(NetworkShape.bidirectional(3, 320), new Speech(80, 16, 300, 60));
    static final StepShape SHORT = new StepShape(NetworkShape.bidirectional(2, 64), new Speech(80, 16, 40, 8));
    static final StepShape LSTM_1024 = new StepShape(NetworkShape.streaming(3, 1024), new Speech(80, 16, 150, 30));

    /** The blank and 28 characters. */
    static final Alphabet ALPHABET = Alphabet.english();

    /**
     * A batch.
     *
     * @param coefficients of an input frame
     * @param utterances of the batch
     * @param frames of each utterance
     * @param labels of each transcript
     */
    record Speech(int coefficients, int utterances, int frames, int labels) {
        Speech withUtterances(int number) {
            return new Speech(coefficients, number, frames, labels);
        }
    }

    /** A new network of this shape. */
    ComputationGraph create() {
        return AcousticNetwork.create(speech.coefficients(), network, ALPHABET, new RunSeed(1));
    }
}
