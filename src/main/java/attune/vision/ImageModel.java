package attune.vision;

import attune.bundle.Axis;
import attune.bundle.Bundle;
import attune.bundle.BundleReader;
import attune.bundle.BundleWriter;
import attune.bundle.FirstPass;
import attune.bundle.JsonReason;
import attune.bundle.LayerIds;
import attune.bundle.Metadata;
import attune.bundle.ProvenanceStep;
import attune.bundle.WeightStorage;
import attune.fault.UserFault;
import attune.layers.AttuneLayers;
import attune.layers.FastLayers;
import attune.surgery.TypedGraph;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An image classifier: a network with its input and output format. Opened from a bundle and written to one.
 *
 * <p>Not thread-safe: a network keeps the state of its last pass.
 *
 * @param metadata its description and origin
 * @param format its input and output format
 * @param network pictures in, probabilities out
 */
public record ImageModel(Metadata metadata, ImageFormat format, ComputationGraph network) {
    /** The kind of its bundles. */
    public static final String KIND = "image";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LayerIds IDS = new LayerIds(AttuneLayers.BY_ID);

    /**
     * A new model, or one from surgery.
     *
     * @param network pictures in, probabilities out
     * @param format what it sees and answers
     * @param licence of its weights
     * @param provenance the steps of its history, oldest first
     * @return the model
     */
    public static ImageModel of(
            ComputationGraph network, ImageFormat format, String licence, List<ProvenanceStep> provenance) {
        Metadata metadata = new Metadata(
                KIND,
                List.of(
                        new Axis("channel", ImageFormat.CHANNELS),
                        new Axis("row", format.size()),
                        new Axis("column", format.size())),
                List.of(new Axis("class", format.labels().size())),
                licence,
                provenance,
                JSON.valueToTree(format));
        return new ImageModel(metadata, format, network);
    }

    /**
     * Opens a bundle.
     *
     * @param bundle file or folder
     * @return the model in it
     * @throws UserFault if it is not a valid image bundle
     * @throws IOException if it cannot be read
     */
    public static ImageModel open(Path bundle) throws IOException {
        Bundle opened = new BundleReader(IDS).read(bundle);
        Metadata metadata = opened.metadata();
        ImageModel model = new ImageModel(metadata, format(metadata, bundle), FastLayers.in(opened.network()));
        model.requireFit(bundle.toString());
        return model;
    }

    private static ImageFormat format(Metadata metadata, Path bundle) {
        if (!metadata.kind().equals(KIND)) {
            throw new UserFault(bundle.toString(), "holds a model of kind " + metadata.kind(), "give an image model");
        }
        try {
            return JSON.treeToValue(metadata.domain(), ImageFormat.class);
        } catch (JsonProcessingException e) {
            throw new UserFault(
                    bundle + ": model.json",
                    "does not describe an image model (" + JsonReason.of(e) + ")",
                    "get the file again, or write it with this version",
                    e);
        }
    }

    /** Refuses inconsistent sizes: labels would be read past the output's end, or a layer would fail on its input. */
    private void requireFit(String where) {
        Windows.require(network, where);
        long outputs;
        try {
            outputs = typed().outputs();
        } catch (IllegalArgumentException e) {
            throw new UserFault(
                    where,
                    "its network does not take pictures of " + format.size() + " pixels",
                    "get the file again",
                    e);
        }
        if (outputs != format.labels().size()) {
            throw new UserFault(
                    where,
                    "the network has " + outputs + " outputs for "
                            + format.labels().size() + " classes",
                    "get the file again");
        }
        FirstPass.require(where, () -> network.outputSingle(Nd4j.zeros(DataType.FLOAT, format.shape(1))));
    }

    /**
     * The network with the type of its input, as surgery requires.
     *
     * @return shares the network
     */
    public TypedGraph typed() {
        return new TypedGraph(network, format.inputType());
    }

    /**
     * Writes the model, with 16-bit weights if these can hold them; running variances may be too great.
     *
     * @param file the bundle's name
     * @throws IOException if it cannot be written; an old file then stays untouched
     */
    public void write(Path file) throws IOException {
        new BundleWriter(IDS).write(file, new Bundle(metadata, network), WeightStorage.shortest(network));
    }
}
