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
 * @param cut what to do to the network
 * @param output what the new output writes and begins as; of an image model the classes are those of its pictures
 * @param droppedLayers how many of a DeepSpeech network's upper layers begin anew, the output among them; 0 to 5
 */
public record Operation(Cut cut, OutputChoice output, int droppedLayers) {

    /**
     * An operation after which no kept layer begins anew.
     *
     * @param cut what to do to the network
     * @param output what the new output writes and begins as
     */
    public Operation(Cut cut, OutputChoice output) {
        this(cut, output, 0);
    }

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
        this(Cut.of(keepUntil, inserts, trainScope), OutputChoice.same(copyOutputRows));
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
        return new Operation(cut, layers == 0 ? output : output.anew(), layers);
    }

    /**
     * Other layers and another scope, the rest as here.
     *
     * @param keepUntil the last vertex to keep
     * @param layers new layers
     * @param scope which layers learn
     * @return the operation
     */
    Operation with(Optional<String> keepUntil, List<LayerSpec> layers, TrainScope scope) {
        return new Operation(new Cut(keepUntil, layers, scope, cut.rates(), cut.batchNorm()), output, droppedLayers);
    }

    /** The same with all that learns learning equally fast. */
    Operation atOneRate() {
        return new Operation(Cut.of(cut.keepUntil(), cut.inserts(), cut.trainScope()), output, droppedLayers);
    }

    /** The same with what comes from the source at the full rate, for where none of it learns. */
    Operation withFullTrunkRate() {
        Cut same = new Cut(
                cut.keepUntil(), cut.inserts(), cut.trainScope(), cut.rates().firstStage(), cut.batchNorm());
        return new Operation(same, output, droppedLayers);
    }

    SurgeryPlan plan(SpeechModel source, Alphabet alphabet) {
        Cut asked = droppedLayers == 0 ? cut : DroppedLayers.anew(droppedLayers, cut, source.network());
        return asked.plan(source.network(), alphabet.size());
    }
}
