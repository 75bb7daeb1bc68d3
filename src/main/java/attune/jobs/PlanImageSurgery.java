package attune.jobs;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import attune.surgery.SurgeryPlan;
import attune.vision.ImageModel;
import attune.vision.NewClasses;
import attune.vision.PictureFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@link PlanSurgery} of an image model. */
final class PlanImageSurgery {
    private static final RunSeed SEED = new RunSeed(1);

    private final Path model;
    private final Operation operation;
    private final List<Path> train;

    PlanImageSurgery(Path model, Operation operation, List<Path> train) {
        this.model = model;
        this.operation = operation;
        this.train = train;
    }

    PlanSurgery.Result run() throws IOException {
        if (operation.droppedLayers() > 0) {
            throw new UserFault(DroppedLayers.OPTION, "an image model has none of DeepSpeech's layers", "leave it out");
        }
        ImageModel source = ImageModel.open(model);
        List<String> labels = train.isEmpty() ? source.format().labels() : PictureFolders.classes(train);
        NewClasses output = operation.output().resolve(labels);
        SurgeryPlan plan = operation.cut().plan(source.network(), labels.size());
        OperatedImage operated =
                OperatedImage.of(source, plan, output, operation.cut().rates(), SEED);
        OperatedImage first = StagedTraining.first(
                plan,
                operated,
                () -> OperatedImage.of(source, StagedTraining.ofHead(plan), output, RateFactors.USUAL, SEED));
        String text = operated.text()
                + StagedTraining.text(plan.trainScope(), 0, operation.cut().rates())
                + TrunkUse.of(first.boundary(), true).text("picture");
        return new PlanSurgery.Result(operated.table(), text);
    }
}
