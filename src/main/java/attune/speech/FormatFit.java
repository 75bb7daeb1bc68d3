package attune.speech;

import attune.bundle.FirstPass;
import attune.fault.UserFault;
import attune.features.FeatureMatrix;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Checks that a network fits its front end and alphabet. */
final class FormatFit {
    private FormatFit() {}

    /** Refuses sizes that differ: a decoder would read past the output's end, or a layer fail on its input. */
    static void require(SpeechFormat format, ComputationGraph network, Path bundle) {
        ComputationGraphConfiguration configuration = network.getConfiguration();
        requireOne("input", configuration.getNetworkInputs(), bundle);
        requireOne("output", configuration.getNetworkOutputs(), bundle);
        configuration.getVertexInputs().forEach((vertex, inputs) -> {
            if (inputs.size() > 1 && configuration.getVertices().get(vertex) instanceof LayerVertex) {
                throw new UserFault(
                        bundle.toString(),
                        "the layer '" + vertex + "' has " + inputs.size() + " inputs instead of one",
                        "get the file again");
            }
        });
        String output = configuration.getNetworkOutputs().get(0);
        Layer layer = network.getLayer(output);
        if (layer == null || layer.getParam("b") == null) {
            throw new UserFault(
                    bundle.toString(),
                    "the network's output '" + output + "' is not a layer with biases",
                    "get the file again");
        }
        long outputs = layer.getParam("b").length();
        if (outputs != format.alphabet().size()) {
            throw new UserFault(
                    bundle.toString(),
                    "the network has " + outputs + " outputs but the alphabet, with its blank, "
                            + format.alphabet().size(),
                    "get the file again");
        }
        String input = configuration.getNetworkInputs().get(0);
        configuration.getVertexInputs().forEach((vertex, inputs) -> {
            if (inputs.contains(input)) {
                requireHears(configuration.getVertices().get(vertex), format, bundle);
            }
        });
        requireComputes(format, network, bundle);
    }

    private static void requireComputes(SpeechFormat format, ComputationGraph network, Path bundle) {
        int coefficients = format.frontEnd().coefficients();
        FeatureMatrix frame = new FeatureMatrix(new float[coefficients], 1, coefficients);
        FirstPass.require(bundle.toString(), () -> new AcousticModel(network).logProbabilities(List.of(frame)));
    }

    private static void requireOne(String what, List<String> found, Path bundle) {
        if (found.size() != 1) {
            throw new UserFault(
                    bundle.toString(),
                    "the network has " + found.size() + " " + what + "s instead of one",
                    "get the file again");
        }
    }

    private static void requireHears(@Nullable GraphVertex first, SpeechFormat format, Path bundle) {
        int coefficients = format.frontEnd().coefficients();
        if (first instanceof LayerVertex vertex
                && vertex.getLayerConf().getLayer() instanceof FeedForwardLayer layer
                && layer.getNIn() != coefficients) {
            throw new UserFault(
                    bundle.toString(),
                    "the network takes " + layer.getNIn() + " coefficients in a frame but the front end gives "
                            + coefficients,
                    "get the file again");
        }
    }
}
