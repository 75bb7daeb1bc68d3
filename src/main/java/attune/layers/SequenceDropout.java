package attune.layers;

import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Dropout as a separate layer. DL4J's {@code DropoutLayer} throws on masked sequences and changes its input.
 */
public final class SequenceDropout extends SequenceLayer {
    private static final long serialVersionUID = 1L;

    /** For DL4J, which makes one and sets its fields when it reads a network. */
    public SequenceDropout() {}

    /**
     * A layer.
     *
     * @param name the vertex's name
     * @param size of a frame, in and out
     * @param dropout applied to the input
     */
    public SequenceDropout(String name, long size, SeededDropout dropout) {
        super(name, size, size);
        setIDropout(dropout);
    }

    @Override
    public ParamInitializer initializer() {
        return EmptyParamInitializer.getInstance();
    }

    @Override
    SequenceDropoutRuntime runtime(NeuralNetConfiguration conf, DataType type) {
        return new SequenceDropoutRuntime(conf, type);
    }
}
