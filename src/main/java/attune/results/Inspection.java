package attune.results;

import attune.bundle.Metadata;
import attune.speech.ParityCertificate;
import attune.speech.SpeechFormat;
import attune.surgery.LayerTable;
import attune.vision.ImageFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** What a bundle holds: what {@code attune inspect} prints. */
public sealed interface Inspection {
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

    /**
     * A speech model.
     *
     * @param metadata what it is and where it comes from
     * @param format how it hears and writes
     * @param obstacleToStreaming why it cannot hear sound that is still coming; empty if it can
     * @param parity how far it is from what it made of the reference clip where it was imported; empty where nobody asked
     * @param layers its network
     */
    record OfSpeech(
            Metadata metadata,
            SpeechFormat format,
            Optional<String> obstacleToStreaming,
            Optional<ParityCertificate.Comparison> parity,
            LayerTable layers)
            implements Inspection {

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
    record OfImages(Metadata metadata, ImageFormat format, LayerTable layers) implements Inspection {}
}
