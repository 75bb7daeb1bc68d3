package attune.jobs;

import attune.bundle.BundleReader;
import attune.bundle.Metadata;
import attune.fault.UserFault;
import attune.speech.ParityCertificate;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.learning.SpeechLayers;
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
    private final boolean verify;

    /**
     * A job.
     *
     * @param model the bundle
     * @param verify whether to hear the clip of its parity certificate again
     */
    public Inspect(Path model, boolean verify) {
        this.model = model;
        this.verify = verify;
    }

    /**
     * Opens the bundle and checks all of it on the way.
     *
     * @return what it holds
     * @throws UserFault if it is not sound, holds a model of a kind this version does not know, or has no parity certificate
     *     to verify
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

    private Result speech(SpeechModel opened) {
        TypedGraph graph = new TypedGraph(
                opened.network(), InputType.recurrent(opened.format().frontEnd().coefficients()));
        return new OfSpeech(
                opened.metadata(),
                opened.format(),
                opened.obstacleToStreaming(),
                verify ? Optional.of(compare(opened)) : Optional.empty(),
                LayerTable.of(graph, SpeechLayers::typeNameOf));
    }

    private ParityCertificate.Comparison compare(SpeechModel opened) {
        return ParityCertificate.in(opened, model.toString())
                .orElseThrow(this::uncertified)
                .verify(opened, model.toString());
    }

    private Result image(ImageModel opened) {
        if (verify) {
            throw uncertified();
        }
        return new OfImages(opened.metadata(), opened.format(), LayerTable.of(opened.typed()));
    }

    private UserFault uncertified() {
        return new UserFault(
                model.toString(),
                "has no parity certificate; import writes one, and an adapted model is another network",
                "leave --verify out, or verify the imported bundle");
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

        /**
         * How far it is from what it made of a reference clip where it was imported.
         *
         * @return empty where nobody asked
         */
        default Optional<ParityCertificate.Comparison> parity() {
            return Optional.empty();
        }
    }

    /**
     * A speech model.
     *
     * @param metadata what it is and where it comes from
     * @param format how it hears and writes
     * @param obstacleToStreaming why it cannot hear sound that is still coming; empty if it can
     * @param parity how far it is from what it made of the reference clip where it was imported; empty where nobody asked
     * @param layers its network
     */
    public record OfSpeech(
            Metadata metadata,
            SpeechFormat format,
            Optional<String> obstacleToStreaming,
            Optional<ParityCertificate.Comparison> parity,
            LayerTable layers)
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
