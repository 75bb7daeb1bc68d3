package attune.jobs;

import attune.bundle.Metadata;
import attune.speech.SpeechFormat;
import attune.speech.SpeechLayers;
import attune.speech.SpeechModel;
import attune.surgery.LayerTable;
import attune.surgery.TypedGraph;
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
     * @throws attune.fault.UserFault if it is not sound
     * @throws IOException if it cannot be read
     */
    public Result run() throws IOException {
        SpeechModel opened = SpeechModel.open(model);
        TypedGraph graph = new TypedGraph(
                opened.network(), InputType.recurrent(opened.format().frontEnd().coefficients()));
        return new Result(
                opened.metadata(),
                opened.format(),
                opened.obstacleToStreaming(),
                LayerTable.of(graph, SpeechLayers::typeNameOf));
    }

    /**
     * What a bundle holds.
     *
     * @param metadata what it is and where it comes from
     * @param format how it hears and writes
     * @param obstacleToStreaming why it cannot hear sound that is still coming; empty if it can
     * @param layers its network
     */
    public record Result(
            Metadata metadata, SpeechFormat format, Optional<String> obstacleToStreaming, LayerTable layers) {

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
}
