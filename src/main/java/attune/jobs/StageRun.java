package attune.jobs;

import attune.progress.Progress;
import attune.training.Batches;
import attune.training.Scorer;
import attune.training.Trainer;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Trains the network of one stage, or its head on what the trunk gave once. */
@FunctionalInterface
interface StageRun {

    /** Trains, and leaves the parameters of the best epoch in the stage's network. */
    Trainer.Outcome train(Stage stage, Progress progress) throws IOException;

    /** Trains a whole network or a head, with a line for each epoch in the run's log and for the user. */
    static Trainer.Outcome logged(
            RunDirectory run,
            Stage stage,
            ComputationGraph network,
            Batches batches,
            Scorer scorer,
            Progress progress) {
        boolean only = stage.number() == Stage.ONLY;
        Trainer trainer = new Trainer(network, stage.plan(), batches, scorer, stage.checkpoints());
        return trainer.run(progress, report -> {
            run.log(only ? report : new StageReport(stage.number(), report));
            progress.note(String.format(
                    Locale.ROOT,
                    "%sepoch %d: loss %.3f, dev %s%s, %.1f s",
                    only ? "" : "stage " + stage.number() + ", ",
                    report.epoch(),
                    report.loss(),
                    report.score().text(),
                    report.better() ? " (best so far)" : "",
                    report.trainingSeconds()));
        });
    }

    /** An epoch of one of several stages; best so far means in its stage. */
    record StageReport(int stage, @JsonUnwrapped Trainer.EpochReport report) {}
}
