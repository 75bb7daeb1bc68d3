package attune.jobs;

import attune.bundle.BundleReader;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.seed.RunSeed;
import attune.speech.SpeechModel;
import attune.speech.learning.NewOutput;
import attune.surgery.LayerTable;
import attune.surgery.SurgeryPlan;
import attune.vision.ImageModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Shows what an operation would do to a speech or image model, without training or writing anything. */
public final class PlanSurgery {
    private static final RunSeed SEED = new RunSeed(1);

    private final Path model;
    private final Operation operation;
    private final List<Path> train;

    /**
     * A job.
     *
     * @param model the source bundle
     * @param operation what to do to it
     * @param train manifests to take a new alphabet from, or folders to take classes from; may be empty
     */
    public PlanSurgery(Path model, Operation operation, List<Path> train) {
        this.model = model;
        this.operation = operation;
        this.train = List.copyOf(train);
    }

    /**
     * Operates in memory.
     *
     * @return the operated model's layers
     * @throws attune.fault.UserFault if the plan cannot be carried out
     * @throws IOException if the bundle cannot be read
     */
    public Result run() throws IOException {
        if (BundleReader.readMetadata(model).kind().equals(ImageModel.KIND)) {
            return new PlanImageSurgery(model, operation, train).run();
        }
        SpeechModel source = SpeechModel.open(model);
        List<Utterance> speech = train.isEmpty() ? List.of() : Manifest.read(train);
        NewOutput output = operation.output().resolve(source.format(), speech);
        SurgeryPlan plan = operation.plan(source, output.alphabet());
        OperatedModel operated =
                OperatedModel.of(source, plan, output, operation.cut().rates(), SEED);
        OperatedModel first = StagedTraining.first(
                plan,
                operated,
                () -> OperatedModel.of(source, StagedTraining.ofHead(plan), output, RateFactors.USUAL, SEED));
        TrunkUse trunk = TrunkUse.of(first.boundary(), true);
        String stages =
                StagedTraining.text(plan.trainScope(), 0, operation.cut().rates());
        String warning = operated.lossOfStreaming()
                .map(line -> "warning: " + line + "\n")
                .orElse("");
        return new Result(operated.table(), operated.text() + stages + trunk.text("clip") + warning);
    }

    /**
     * What the operation gives.
     *
     * @param table its layers
     * @param text the same for a person
     */
    public record Result(LayerTable table, String text) {}
}
