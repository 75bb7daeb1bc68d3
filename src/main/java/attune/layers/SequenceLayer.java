package attune.layers;

import java.util.Collection;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The shared configuration of our layers, which map sequences [utterance × size × frame], in DL4J's order, to
 * sequences. {@code nOut} is the size of an output frame, as in every DL4J layer.
 */
public abstract class SequenceLayer extends FeedForwardLayer {
    private static final long serialVersionUID = 1L;

    SequenceLayer() {
        setActivationFn(new ActivationIdentity());
    }

    SequenceLayer(String name, long inputs, long outputs) {
        this();
        setLayerName(name);
        setNIn(inputs);
        setNOut(outputs);
    }

    /** The runtime layer, without parameters yet. */
    abstract SequenceRuntime<?> runtime(NeuralNetConfiguration conf, DataType type);

    @Override
    public final org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        SequenceRuntime<?> runtime = runtime(conf, type);
        runtime.setListeners(listeners);
        runtime.setIndex(index);
        runtime.setParamsViewArray(parameters);
        runtime.setParamTable(initializer().init(conf, parameters, initialize));
        runtime.setConf(conf);
        return runtime;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.recurrent(getNOut(), sequence(input).getTimeSeriesLength(), RNNFormat.NCW);
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        if (getNIn() <= 0 || override) {
            setNIn(sequence(input).getSize());
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

    private InputType.InputTypeRecurrent sequence(InputType input) {
        if (input instanceof InputType.InputTypeRecurrent recurrent) {
            return recurrent;
        }
        throw new IllegalStateException(
                "layer " + getLayerName() + " takes sequences [utterance × size × frame], not " + input);
    }
}
