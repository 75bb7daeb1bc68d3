package attune.layers;

import java.util.Collection;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The end of a speech network: projects each frame onto the labels and gives their natural-log probabilities
 * [utterance × label × frame]; trained with the CTC loss (Graves, Fernández, Gomez and Schmidhuber 2006).
 *
 * <p>Labels for training are an array [utterance × longest transcript] of label indices, padded with −1. The score is
 * the mean over utterances of the loss per label, in nats. A transcript that cannot fit its frames counts as 0 and gives
 * no gradient; find such clips beforehand.
 */
public final class CtcOutputLayer extends FeedForwardLayer {
    private static final long serialVersionUID = 1L;

    private int blank;

    /** For DL4J, which makes one and sets its fields when it reads a network. */
    public CtcOutputLayer() {
        setActivationFn(new ActivationIdentity());
    }

    /**
     * An output layer.
     *
     * @param name the vertex's name
     * @param inputs size of an input frame
     * @param labels how many labels there are, the blank included
     * @param blank index of the blank among them
     */
    public CtcOutputLayer(String name, long inputs, long labels, int blank) {
        this();
        if (blank < 0 || blank >= labels) {
            throw new IllegalArgumentException("blank index " + blank + " is not among " + labels + " labels");
        }
        setLayerName(name);
        setNIn(inputs);
        setNOut(labels);
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
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        CtcOutputRuntime runtime = new CtcOutputRuntime(conf, type);
        runtime.setListeners(listeners);
        runtime.setIndex(index);
        runtime.setParamsViewArray(parameters);
        runtime.setParamTable(initializer().init(conf, parameters, initialize));
        runtime.setConf(conf);
        return runtime;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.recurrent(getNOut(), RecurrentInput.of(this, input).getTimeSeriesLength(), RNNFormat.NCW);
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        if (getNIn() <= 0 || override) {
            setNIn(RecurrentInput.of(this, input).getSize());
        }
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(input, RNNFormat.NCW, getLayerName());
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        long parameters = initializer().numParams(this);
        return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, getOutputType(-1, input))
                .standardMemory(parameters, 2 * parameters)
                .workingMemory(0, 0, MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
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
