package attune.speech;

import attune.layers.AttuneLayers;
import attune.layers.BiLstm;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.SeededDropout;
import attune.seed.RunSeed;
import attune.surgery.LayerFactory;
import attune.surgery.LayerSpec;
import attune.text.Alphabet;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The layers that surgery puts on a speech network: recurrent ones of ours, and a CTC output for an alphabet. */
public final class SpeechLayers implements LayerFactory {
    private final Alphabet alphabet;
    private final RunSeed seed;

    /**
     * A factory.
     *
     * @param alphabet what the new output writes
     * @param seed of the dropout
     */
    public SpeechLayers(Alphabet alphabet, RunSeed seed) {
        this.alphabet = alphabet;
        this.seed = seed;
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
        if (spec instanceof LayerSpec.Dropout dropout) {
            SeededDropout seeded = new SeededDropout(dropout.probability(), seed.derive("dropout " + name));
            return new DropoutLayer.Builder(seeded).name(name).build();
        }
        throw new IllegalArgumentException("no layer for " + spec.text());
    }

    @Override
    public Layer output(String name, int inputs, int outputs) {
        return new CtcOutputLayer(name, inputs, outputs, alphabet.blankIndex());
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
                .orElseGet(() ->
                        layer.getClass().getSimpleName().replace("Layer", "").toLowerCase(java.util.Locale.ROOT));
    }
}
