package attune.jobs;

import attune.bundle.BundleReader;
import attune.bundle.Metadata;
import attune.fault.UserFault;
import attune.speech.SpeechFormat;
import attune.speech.SpeechLayers;
import attune.speech.SpeechModel;
import attune.surgery.LayerTable;
import attune.surgery.TypedGraph;
import attune.vision.ImageFormat;
import attune.vision.ImageModel;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Tells what a bundle holds. */
public final class Inspect {
    private final Path model;

    /**
     * A job.
     *
     * @param model the bundle
     */
    public Inspect(Path model) {
        this.model = model;
    }

    /**
     * Opens the bundle and checks all of it on the way.
     *
     * @return what it holds
     * @throws UserFault if it is not sound, or holds a model of a kind this version does not know
     * @throws IOException if it cannot be read
     */
    public Result run() throws IOException {
        String kind = BundleReader.readMetadata(model).kind();
        return switch (kind) {
            case SpeechModel.KIND -> speech(SpeechModel.open(model));
            case ImageModel.KIND -> image(ImageModel.open(model));
            default ->
                throw new UserFault(
                        model.toString(), "holds a model of kind " + kind, "give a speech or an image model");
        };
    }

    private static Result speech(SpeechModel opened) {
        TypedGraph graph = new TypedGraph(
                opened.network(), InputType.recurrent(opened.format().frontEnd().coefficients()));
        return new OfSpeech(
                opened.metadata(),
                opened.format(),
                opened.obstacleToStreaming(),
                LayerTable.of(graph, SpeechLayers::typeNameOf));
    }

    private static Result image(ImageModel opened) {
        return new OfImages(opened.metadata(), opened.format(), LayerTable.of(opened.typed()));
    }

    /** What a bundle holds. */
    public sealed interface Result {
        /**
         * What it is and where it comes from.
         *
         * @return of any kind
         */
        Metadata metadata();

        /**
         * Its network.
         *
         * @return all layers, kept as they are
         */
        LayerTable layers();
    }

    /**
     * A speech model.
     *
     * @param metadata what it is and where it comes from
     * @param format how it hears and writes
     * @param obstacleToStreaming why it cannot hear sound that is still coming; empty if it can
     * @param layers its network
     */
    public record OfSpeech(
            Metadata metadata, SpeechFormat format, Optional<String> obstacleToStreaming, LayerTable layers)
            implements Result {

        /**
         * Whether it can hear sound that is still coming.
         *
         * @return true for a model that only looks back
         */
        @JsonProperty
        public boolean streaming() {
            return obstacleToStreaming.isEmpty();
        }
    }

    /**
     * An image model.
     *
     * @param metadata what it is and where it comes from
     * @param format what it sees and answers
     * @param layers its network
     */
    public record OfImages(Metadata metadata, ImageFormat format, LayerTable layers) implements Result {}
}
