package attune.results;

import attune.bundle.Metadata;
import attune.speech.ParityCertificate;
import attune.speech.SpeechFormat;
import attune.surgery.LayerTable;
import attune.vision.ImageFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** The contents of a bundle, as printed by {@code attune inspect}. */
public sealed interface Inspection {
    /**
     * The model's metadata.
     *
     * @return metadata of any kind of model
     */
    Metadata metadata();

    /**
     * The network.
     *
     * @return all layers, as kept
     */
    LayerTable layers();

    /**
     * The deviation from its outputs on a reference clip at import.
     *
     * @return empty unless requested
     */
    default Optional<ParityCertificate.Comparison> parity() {
        return Optional.empty();
    }

    /**
     * A speech model.
     *
     * @param metadata its description and origin
     * @param format its front end and alphabet
     * @param obstacleToStreaming why it cannot recognise live audio; empty if it can
     * @param parity deviation from its outputs on the reference clip at import; empty unless requested
     * @param probeClips clips in its bundle by which is shown what was forgotten of a source's domain; 0 without any
     * @param layers its network
     */
    record OfSpeech(
            Metadata metadata,
            SpeechFormat format,
            Optional<String> obstacleToStreaming,
            Optional<ParityCertificate.Comparison> parity,
            int probeClips,
            LayerTable layers)
            implements Inspection {

        /**
         * Whether it can recognise live audio.
         *
         * @return true for a model without future context
         */
        @JsonProperty
        public boolean streaming() {
            return obstacleToStreaming.isEmpty();
        }
    }

    /**
     * An image model.
     *
     * @param metadata its description and origin
     * @param format its input and output format
     * @param layers its network
     */
    record OfImages(Metadata metadata, ImageFormat format, LayerTable layers) implements Inspection {}
}
