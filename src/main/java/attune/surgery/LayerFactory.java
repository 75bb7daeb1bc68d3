package attune.surgery;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/**
 * Makes the new layers, with a method for each kind. Each domain implements it: this package does not know which
 * recurrent or loss layer suits it. A kind that a domain lacks stays refused with a {@link UserFault}, the default
 * here. Activation, weight initialisation and updater, if not set, are those of a fresh DL4J configuration (sigmoid,
 * Xavier, none).
 *
 * <p>Every method takes a fresh name for the layer, its specification and the size of its input (of a frame of a
 * sequence, else of the flattened activations), and returns a DL4J layer not used elsewhere.
 */
public interface LayerFactory {

    /**
     * A recurrent layer that reads forwards.
     *
     * @param name of the layer
     * @param spec the specification
     * @param inputs size of its input
     * @return the layer
     */
    default Layer lstm(String name, LayerSpec.Lstm spec, int inputs) {
        throw unknown(spec);
    }

    /**
     * A recurrent layer that reads in both directions.
     *
     * @param name of the layer
     * @param spec the specification
     * @param inputs size of its input
     * @return the layer
     */
    default Layer biLstm(String name, LayerSpec.BiLstm spec, int inputs) {
        throw unknown(spec);
    }

    /**
     * A fully connected layer.
     *
     * @param name of the layer
     * @param spec the specification
     * @param inputs size of its input
     * @return the layer
     */
    default Layer dense(String name, LayerSpec.Dense spec, int inputs) {
        return new DenseLayer.Builder()
                .name(name)
                .nIn(inputs)
                .nOut(spec.units())
                .activation(spec.activation())
                .build();
    }

    /**
     * A fully connected layer with a ceiling.
     *
     * @param name of the layer
     * @param spec the specification
     * @param inputs size of its input
     * @return the layer
     */
    default Layer clippedDense(String name, LayerSpec.ClippedDense spec, int inputs) {
        throw unknown(spec);
    }

    /**
     * A projection: a matrix without bias or activation.
     *
     * @param name of the layer
     * @param spec the specification
     * @param inputs size of its input
     * @return the layer
     */
    default Layer projection(String name, LayerSpec.Projection spec, int inputs) {
        return new DenseLayer.Builder()
                .name(name)
                .nIn(inputs)
                .nOut(spec.units())
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build();
    }

    /**
     * Dropout. Beware of DL4J's {@code DropoutLayer}: it fails on a masked sequence, and in training it overwrites its
     * input, which may be the trunk's output.
     *
     * @param name of the layer
     * @param spec the specification
     * @param inputs size of its input
     * @return the layer
     */
    Layer dropout(String name, LayerSpec.Dropout spec, int inputs);

    /**
     * A convolution over an image.
     *
     * @param name of the layer
     * @param spec the specification
     * @param inputs channels of its input
     * @return the layer
     */
    default Layer convolution(String name, LayerSpec.Conv spec, int inputs) {
        throw unknown(spec);
    }

    /**
     * Pooling of an image to one number per channel.
     *
     * @param name of the layer
     * @param spec the specification
     * @param inputs channels of its input
     * @return the layer
     */
    default Layer globalPool(String name, LayerSpec.GlobalPool spec, int inputs) {
        throw unknown(spec);
    }

    /**
     * The loss layer, which has parameters.
     *
     * @param name of the layer
     * @param inputs size of its input
     * @param outputs size of its output
     * @return the layer
     */
    Layer output(String name, int inputs, int outputs);

    /**
     * The type of a layer in the layer table.
     *
     * @param layer any layer of the network, without freezing wrappers
     * @return a short word; by default the class's name in lower case
     */
    default String typeName(Layer layer) {
        return TypeNames.of(layer);
    }

    private static UserFault unknown(LayerSpec spec) {
        return new UserFault(
                named("insert"), spec.text() + " does not suit a model of this kind", "insert a dense layer there");
    }
}
