package attune.layers;

import attune.layers.kernel.Kernels;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/** The shared configuration of {@link Lstm} and {@link BiLstm}. */
public abstract class RecurrentLayer extends SequenceLayer {
    private static final long serialVersionUID = 1L;

    RecurrentLayer() {}

    RecurrentLayer(String name, long inputs, long outputs) {
        super(name, inputs, outputs);
    }

    @Override
    public abstract LstmParameters initializer();

    /** Units in each direction. */
    public final long units() {
        return getNOut() / initializer().directions();
    }

    @Override
    final RecurrentRuntime runtime(NeuralNetConfiguration conf, DataType type) {
        if (getNIn() < 1 || getNOut() < 1 || getNOut() % initializer().directions() != 0) {
            throw new IllegalArgumentException("the layer '" + getLayerName() + "' has " + getNIn() + " inputs and "
                    + getNOut() + " outputs for " + initializer().directions() + " directions");
        }
        Kernels.makeAhead(type); // while the weights are read
        return new RecurrentRuntime(conf, type);
    }
}
