package attune.surgery;

import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Makes the new layers. Whoever knows the domain implements it: this package does not know which recurrent or loss layer
 * suits it. A layer's activation, weight initialisation and updater, where left open, become those of a fresh DL4J
 * configuration (sigmoid, Xavier, none); the plan's sizes are in the specification and the output size.
 */
public interface LayerFactory {

    /**
     * A layer between trunk and output.
     *
     * <p>For dropout, beware of DL4J's {@code DropoutLayer}: on a sequence it fails as soon as there is a mask, and in
     * training it overwrites its input, which may be the trunk's output.
     *
     * @param name a fresh name for the layer
     * @param spec what was asked for
     * @param inputs size of its input: of a frame of a sequence, else of the flattened activations
     * @return a DL4J layer, not used elsewhere
     */
    Layer insert(String name, LayerSpec spec, int inputs);

    /**
     * The loss layer, which has parameters.
     *
     * @param name a fresh name for the layer
     * @param inputs size of its input, as for {@link #insert}
     * @param outputs size of its output
     * @return a DL4J layer, not used elsewhere
     */
    Layer output(String name, int inputs, int outputs);

    /**
     * What the layer table calls the type of a layer.
     *
     * @param layer any layer of the network, without wrappers that freeze
     * @return a short word; by default the class's name in lower case
     */
    default String typeName(Layer layer) {
        return TypeNames.of(layer);
    }
}
