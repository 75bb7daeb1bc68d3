package attune.jobs;

import attune.seed.RunSeed;
import attune.speech.Augmentation;
import attune.speech.SpeechModel;
import attune.surgery.LayerTable;
import java.io.IOException;
import java.nio.file.Path;

/** Shows what an operation would do to a model, without training or writing anything. */
public final class PlanSurgery {
    private final Path model;
    private final Operation operation;

    /**
     * A job.
     *
     * @param model the source bundle
     * @param operation what to do to it
     */
    public PlanSurgery(Path model, Operation operation) {
        this.model = model;
        this.operation = operation;
    }

    /**
     * Operates in memory.
     *
     * @return the operated model's layers
     * @throws attune.fault.UserFault if the plan cannot be carried out
     * @throws IOException if the bundle cannot be read
     */
    public Result run() throws IOException {
        SpeechModel source = SpeechModel.open(model);
        OperatedModel operated =
                OperatedModel.of(source, operation.plan(source), operation.copyOutputRows(), new RunSeed(1));
        return new Result(
                operated.table(),
                operated.text() + TrunkUse.of(operated, Augmentation.MASKS).text());
    }

    /**
     * What the operation gives.
     *
     * @param table its layers
     * @param text the same for a person
     */
    public record Result(LayerTable table, String text) {}
}
