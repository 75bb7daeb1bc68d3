package attune.jobs;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import attune.speech.SpeechModel;
import attune.speech.learning.LabelRows;
import attune.speech.learning.NewOutput;
import attune.speech.learning.SpeechLayers;
import attune.speech.learning.TrunkCache;
import attune.surgery.LayerTable;
import attune.surgery.Operated;
import attune.surgery.OutputRows;
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
 * @param outputText where the output's weights come from, for the user
 * @param lostStreaming what keeps it from hearing sound that is still coming, where the source could
 * @param boundary the last vertex of a frozen trunk whose output can be cached
 */
record OperatedModel(
        ComputationGraph network,
        LayerTable table,
        String outputText,
        Optional<String> lostStreaming,
        Optional<String> boundary) {

    static OperatedModel of(SpeechModel source, SurgeryPlan plan, NewOutput output, RateFactors rates, RunSeed seed) {
        Alphabet old = source.format().alphabet();
        TypedGraph patient = new TypedGraph(
                source.network(), InputType.recurrent(source.format().frontEnd().coefficients()));
        SpeechLayers layers = new SpeechLayers(output.alphabet(), SpeechLayers.outputDropout(source.network()), seed);
        Operated operated = Surgery.operate(patient, plan, layers, seed);
        OutputRows.Beginnings given =
                OutputRows.give(source.network(), operated.graph(), LabelRows.of(old, output), seed);
        if (given.copied() == 0 && !output.soundAlikes().isEmpty()) {
            throw new UserFault(
                    "--sound-alike",
                    "the new output stands on a layer of another size than the source's, whose weights do not fit",
                    "leave it out, or insert no layer of another size");
        }
        Optional<String> boundary = TrunkCache.boundary(operated.graph(), source.format());
        SpeechModel result = SpeechModel.of(
                operated.graph(),
                source.format().with(output.alphabet()),
                source.metadata().licence(),
                List.of());
        Optional<String> lost =
                source.obstacleToStreaming().isEmpty() ? result.obstacleToStreaming() : Optional.empty();
        return new OperatedModel(
                operated.graph(),
                rates.over(operated.table()),
                OutputText.of(old, output.alphabet(), given),
                lost,
                boundary);
    }

    /** The layer table as text, with lines on what the output writes and where its weights come from. */
    String text() {
        return table.text() + outputText;
    }

    /** What a user should know who keeps a model for live sound. */
    Optional<String> lossOfStreaming() {
        return lostStreaming.map(obstacle -> "the source can be used with transcribe --stream, this model cannot: "
                + obstacle + "; insert lstm for a model that can");
    }
}
