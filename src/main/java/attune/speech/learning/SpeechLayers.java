package attune.speech.learning;

import attune.layers.AttuneLayers;
import attune.layers.BiLstm;
import attune.layers.ClippedRelu;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.SeededDropout;
import attune.layers.SequenceDropout;
import attune.seed.RunSeed;
import attune.surgery.LayerFactory;
import attune.surgery.LayerSpec;
import attune.surgery.LayerTable;
import attune.text.Alphabet;
import java.util.Map;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The layers that surgery puts on a speech network: recurrent ones of ours, and a CTC output for an alphabet. */
public final class SpeechLayers implements LayerFactory {
    private final Alphabet alphabet;
    private final double outputDropout;
    private final RunSeed seed;

    /**
     * A factory.
     *
     * @param alphabet the labels of the new output
     * @param outputDropout rate at the input of the new output, 0 for none
     * @param seed of the dropout
     */
    public SpeechLayers(Alphabet alphabet, double outputDropout, RunSeed seed) {
        this.alphabet = alphabet;
        this.outputDropout = outputDropout;
        this.seed = seed;
    }

    /**
     * The dropout at a network's output, which a new output should have too.
     *
     * @param network any
     * @return its rate, 0 where there is none
     */
    public static double outputDropout(ComputationGraph network) {
        String output = network.getConfiguration().getNetworkOutputs().get(0);
        IDropout dropout = network.getLayer(output).conf().getLayer().getIDropout();
        return dropout instanceof SeededDropout seeded ? seeded.getRate() : 0;
    }

    @Override
    public Layer lstm(String name, LayerSpec.Lstm spec, int inputs) {
        return new Lstm(name, inputs, spec.units());
    }

    @Override
    public Layer biLstm(String name, LayerSpec.BiLstm spec, int inputs) {
        return new BiLstm(name, inputs, spec.unitsEachWay());
    }

    @Override
    public Layer clippedDense(String name, LayerSpec.ClippedDense spec, int inputs) {
        return new DenseLayer.Builder()
                .name(name)
                .nIn(inputs)
                .nOut(spec.units())
                .activation(new ClippedRelu(spec.ceiling()))
                .build();
    }

    @Override
    public Layer dropout(String name, LayerSpec.Dropout spec, int inputs) {
        return new SequenceDropout(name, inputs, seeded(name, spec.probability()));
    }

    @Override
    public Layer output(String name, int inputs, int outputs) {
        CtcOutputLayer output = new CtcOutputLayer(name, inputs, outputs, alphabet.blankIndex());
        if (outputDropout > 0) {
            output.setIDropout(seeded(name, outputDropout));
        }
        return output;
    }

    private SeededDropout seeded(String name, double rate) {
        return new SeededDropout(rate, seed.derive("dropout " + name));
    }

    @Override
    public String typeName(Layer layer) {
        return typeNameOf(layer);
    }

    /**
     * What a layer table calls a layer.
     *
     * @param layer any
     * @return for one of ours, its name in files
     */
    public static String typeNameOf(Layer layer) {
        return AttuneLayers.BY_ID.entrySet().stream()
                .filter(entry -> entry.getValue().equals(layer.getClass()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> LayerTable.typeName(layer));
    }
}
