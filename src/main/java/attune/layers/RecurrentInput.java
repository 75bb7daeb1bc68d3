package attune.layers;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The input type our layers want, or a complaint that names the layer. */
final class RecurrentInput {

    private RecurrentInput() {}

    static InputType.InputTypeRecurrent of(Layer layer, InputType input) {
        if (input instanceof InputType.InputTypeRecurrent recurrent) {
            return recurrent;
        }
        throw new IllegalStateException(
                "layer " + layer.getLayerName() + " wants sequences [utterance × size × frame], not " + input);
    }
}
