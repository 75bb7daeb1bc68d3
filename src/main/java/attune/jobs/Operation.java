package attune.jobs;

import attune.speech.SpeechModel;
import attune.surgery.LayerSpec;
import attune.surgery.SurgeryPlan;
import attune.surgery.TrainScope;
import attune.text.Alphabet;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked to be done to a source model; whatever is left open is settled by the model.
 *
 * @param keepUntil the last vertex to keep; by default the one below the output
 * @param inserts new layers between it and the new output
 * @param trainScope which layers learn
 * @param output what the new output writes and begins as
 * @param rates how fast parts of the network learn
 * @param droppedLayers how many of a DeepSpeech network's upper layers begin anew, the output among them; 0 to 5
 */
public record Operation(
        Optional<String> keepUntil,
        List<LayerSpec> inserts,
        TrainScope trainScope,
        OutputChoice output,
        RateFactors rates,
        int droppedLayers) {

    /**
     * An operation that leaves the alphabet and lets all that learns learn equally fast.
     *
     * @param keepUntil the last vertex to keep; by default the one below the output
     * @param inserts new layers between it and the new output
     * @param trainScope which layers learn
     * @param copyOutputRows whether labels start from the old weights
     */
    public Operation(
            Optional<String> keepUntil, List<LayerSpec> inserts, TrainScope trainScope, boolean copyOutputRows) {
        this(keepUntil, inserts, trainScope, OutputChoice.same(copyOutputRows), RateFactors.USUAL);
    }

    /**
     * An operation after which no layer of the source begins anew.
     *
     * @param keepUntil the last vertex to keep; by default the one below the output
     * @param inserts new layers between it and the new output
     * @param trainScope which layers learn
     * @param output what the new output writes and begins as
     * @param rates how fast parts of the network learn
     */
    public Operation(
            Optional<String> keepUntil,
            List<LayerSpec> inserts,
            TrainScope trainScope,
            OutputChoice output,
            RateFactors rates) {
        this(keepUntil, inserts, trainScope, output, rates, 0);
    }

    /**
     * The same where, as with DeepSpeech's {@code --drop_source_layers}, upper layers begin anew.
     *
     * @param layers how many, the output among them; 0 for none
     * @return the operation; labels do not begin as the old ones then
     * @throws attune.fault.UserFault if that contradicts what else was asked
     */
    public Operation dropping(int layers) {
        DroppedLayers.check(layers, this);
        return new Operation(keepUntil, inserts, trainScope, layers == 0 ? output : output.anew(), rates, layers);
    }

    /**
     * What of it does not depend on speech.
     *
     * @return the same cut, layers and rates
     */
    public Cut cut() {
        return new Cut(keepUntil, inserts, trainScope, rates);
    }

    /**
     * Other layers and another scope, the rest as here.
     *
     * @param cut the last vertex to keep
     * @param layers new layers
     * @param scope which layers learn
     * @return the operation
     */
    Operation with(Optional<String> cut, List<LayerSpec> layers, TrainScope scope) {
        return new Operation(cut, layers, scope, output, rates, droppedLayers);
    }

    /** The same with all that learns learning equally fast. */
    Operation atOneRate() {
        return new Operation(keepUntil, inserts, trainScope, output, RateFactors.USUAL, droppedLayers);
    }

    SurgeryPlan plan(SpeechModel source, Alphabet alphabet) {
        Cut asked = droppedLayers == 0 ? cut() : DroppedLayers.anew(droppedLayers, cut(), source.network());
        return asked.plan(source.network(), alphabet.size());
    }
}
