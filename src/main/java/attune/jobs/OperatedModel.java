package attune.jobs;

import attune.seed.RunSeed;
import attune.speech.OutputRows;
import attune.speech.SpeechLayers;
import attune.speech.SpeechModel;
import attune.speech.TrunkCache;
import attune.surgery.LayerTable;
import attune.surgery.Operated;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.surgery.TypedGraph;
import attune.text.Alphabet;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A speech model after surgery, not yet trained.
 *
 * @param network what does not learn is frozen
 * @param table its layers
 * @param copiedLabels how many labels of the output start from the source's weights
 * @param lostStreaming what keeps it from hearing sound that is still coming, where the source could
 * @param boundary the last vertex of a frozen trunk whose output can be cached
 */
record OperatedModel(
        ComputationGraph network,
        LayerTable table,
        int copiedLabels,
        Optional<String> lostStreaming,
        Optional<String> boundary) {

    static OperatedModel of(SpeechModel source, SurgeryPlan plan, boolean copyOutputRows, RunSeed seed) {
        Alphabet alphabet = source.format().alphabet();
        TypedGraph patient = new TypedGraph(
                source.network(), InputType.recurrent(source.format().frontEnd().coefficients()));
        SpeechLayers layers = new SpeechLayers(alphabet, SpeechLayers.outputDropout(source.network()), seed);
        Operated operated = Surgery.operate(patient, plan, layers, seed);
        int copied = copyOutputRows
                ? OutputRows.copy(
                        new OutputRows.Written(source.network(), alphabet),
                        new OutputRows.Written(operated.graph(), alphabet))
                : 0;
        Optional<String> boundary = TrunkCache.boundary(operated.graph(), source.format());
        SpeechModel result = SpeechModel.of(
                operated.graph(), source.format(), source.metadata().licence(), List.of());
        Optional<String> lost =
                source.obstacleToStreaming().isEmpty() ? result.obstacleToStreaming() : Optional.empty();
        return new OperatedModel(operated.graph(), operated.table(), copied, lost, boundary);
    }

    /** The layer table as text, with a line on where the output's weights come from. */
    String text() {
        String output = copiedLabels > 0
                ? copiedLabels + " labels of the new output start from the source's weights\n"
                : "the new output starts from random weights\n";
        return table.text() + output;
    }

    /** What a user should know who keeps a model for live sound. */
    Optional<String> lossOfStreaming() {
        return lostStreaming.map(obstacle -> "the source can be used with transcribe --stream, this model cannot: "
                + obstacle + "; insert lstm for a model that can");
    }
}
