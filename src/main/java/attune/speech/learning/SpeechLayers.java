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
import org.nd4j.linalg.activations.Activation;

/** The layers that surgery puts on a speech network: recurrent ones of ours, and a CTC output for an alphabet. */
public final class SpeechLayers implements LayerFactory {
    private final Alphabet alphabet;
    private final double outputDropout;
    private final RunSeed seed;

    /**
     * A factory.
     *
     * @param alphabet what the new output writes
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
    public Layer insert(String name, LayerSpec spec, int inputs) {
        if (spec instanceof LayerSpec.Lstm lstm) {
            return new Lstm(name, inputs, lstm.units());
        }
        if (spec instanceof LayerSpec.BiLstm bilstm) {
            return new BiLstm(name, inputs, bilstm.unitsEachWay());
        }
        if (spec instanceof LayerSpec.Dense dense) {
            return new DenseLayer.Builder()
                    .name(name)
                    .nIn(inputs)
                    .nOut(dense.units())
                    .activation(dense.activation())
                    .build();
        }
        if (spec instanceof LayerSpec.ClippedDense dense) {
            return new DenseLayer.Builder()
                    .name(name)
                    .nIn(inputs)
                    .nOut(dense.units())
                    .activation(new ClippedRelu(dense.ceiling()))
                    .build();
        }
        if (spec instanceof LayerSpec.Projection projection) {
            return new DenseLayer.Builder()
                    .name(name)
                    .nIn(inputs)
                    .nOut(projection.units())
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .build();
        }
        if (spec instanceof LayerSpec.Dropout dropout) {
            return new SequenceDropout(name, inputs, dropout(name, dropout.probability()));
        }
        throw new IllegalArgumentException("no layer for " + spec.text());
    }

    @Override
    public Layer output(String name, int inputs, int outputs) {
        CtcOutputLayer output = new CtcOutputLayer(name, inputs, outputs, alphabet.blankIndex());
        if (outputDropout > 0) {
            output.setIDropout(dropout(name, outputDropout));
        }
        return output;
    }

    private SeededDropout dropout(String name, double rate) {
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
     * @return for ours the name it has in files
     */
    public static String typeNameOf(Layer layer) {
        return AttuneLayers.BY_ID.entrySet().stream()
                .filter(entry -> entry.getValue().equals(layer.getClass()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> LayerTable.typeName(layer));
    }
}
