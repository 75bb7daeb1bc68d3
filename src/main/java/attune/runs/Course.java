package attune.runs;

import attune.surgery.LayerTable;
import attune.surgery.SurgeryPlan;
import attune.surgery.TrainScope;
import attune.training.Stages;
import java.util.Objects;

/**
 * An {@link Operation} with everything settled, as stored in a run's {@code plan.json}.
 *
 * @param surgery what is done to the network, and which layers learn in the end
 * @param stages whether the new layers learn alone first, and for how long
 * @param rates how fast parts of the network learn
 */
public record Course(SurgeryPlan surgery, Stages stages, RateFactors rates) {

    /** Refuses missing parts, and a second stage in which not all layers learn. */
    public Course {
        Objects.requireNonNull(surgery, "surgery is missing");
        Objects.requireNonNull(stages, "stages is missing");
        Objects.requireNonNull(rates, "rates is missing");
        stages.requireFor(surgery.trainScope().reachesAll());
    }

    /**
     * The surgery for the only stage or the last one. Where all layers learn, all statistics follow the data anyway.
     */
    SurgeryPlan whole() {
        return stages.isTwo()
                ? new SurgeryPlan(surgery.keepUntil(), surgery.inserts(), surgery.output(), surgery.trainScope())
                : surgery;
    }

    /** The surgery for the first stage, with everything from the source frozen. */
    SurgeryPlan first() {
        return stages.isTwo() ? surgery.with(new TrainScope.NewLayers()) : surgery;
    }

    /** The layer table, in which the source's layers wait for the new ones if there are two stages. */
    LayerTable table(LayerTable operated) {
        return stages.isTwo() ? operated.trunkInSecondStage() : operated;
    }

    /** For provenance, one step a line. */
    String text() {
        return stages.isTwo() ? surgery.text() + "stages " + stages.text() + "\n" : surgery.text();
    }

    /** A line on what happens in each stage; empty if there is only one. */
    String stagesText(int epochs) {
        if (!stages.isTwo()) {
            return "";
        }
        boolean settled = stages.headEpochs() != Stages.OPEN;
        String first = settled ? Schedule.epochsText(stages.headEpochs()) : "a tenth of the epochs";
        String second = settled && epochs > 0 ? ", " + Schedule.epochsText(epochs - stages.headEpochs()) : "";
        return "stage 1, " + first + ": the new layers alone; stage 2" + second + ": all layers, learning rate x "
                + rates.secondStage() + "\n";
    }
}
