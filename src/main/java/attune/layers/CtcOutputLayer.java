package attune.layers;

import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The end of a speech network: projects each frame onto the labels and gives their natural-log probabilities
 * [utterance × label × frame]; trained with the CTC loss (Graves, Fernández, Gomez and Schmidhuber 2006).
 *
 * <p>Labels for training are an array [utterance × longest transcript] of label indices, padded with −1. The score is
 * the mean over utterances of the loss per label, in nats. A transcript that cannot fit its frames scores 0 and gives
 * no gradient; find such clips beforehand.
 */
public final class CtcOutputLayer extends SequenceLayer {
    private static final long serialVersionUID = 1L;

    private int blank;

    /** For DL4J, which makes one and sets its fields when it reads a network. */
    public CtcOutputLayer() {}

    /**
     * An output layer.
     *
     * @param name the vertex's name
     * @param inputs size of an input frame
     * @param labels number of labels, including the blank
     * @param blank index of the blank among them
     */
    public CtcOutputLayer(String name, long inputs, long labels, int blank) {
        super(name, inputs, labels);
        if (blank < 0 || blank >= labels) {
            throw new IllegalArgumentException("blank index " + blank + " is not among " + labels + " labels");
        }
        this.blank = blank;
    }

    /**
     * The index of the blank.
     *
     * @return 0 ≤ index &lt; nOut
     */
    public int getBlank() {
        return blank;
    }

    /**
     * For DL4J when it reads a network.
     *
     * @param blank index of the blank
     */
    public void setBlank(int blank) {
        this.blank = blank;
    }

    @Override
    public ParamInitializer initializer() {
        return ProjectionParameters.INSTANCE;
    }

    @Override
    CtcOutputRuntime runtime(NeuralNetConfiguration conf, DataType type) {
        return new CtcOutputRuntime(conf, type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CtcOutputLayer that && super.equals(other) && that.blank == blank;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + blank;
    }
}
