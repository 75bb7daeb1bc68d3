package attune.spark;

import attune.runs.Adaptation;
import picocli.CommandLine.Command;

/** {@code attune-spark adapt}. */
@Command(
        name = "adapt",
        description =
                "Runs attune adapt on a Spark cluster, with all its options: the executors train the model together. A run"
                        + " that loses an executor goes on from its last checkpoint. All paths must be absolute, on storage"
                        + " that driver and executors reach under the same path.",
        footer = {
            "",
            "Example:",
            "  spark-submit attune-spark.jar adapt --ranks 4 -m /shared/model.attune \\",
            "      --train /shared/train.jsonl -o /shared/run"
        })
final class AdaptCommand extends TrainingCommand {
    AdaptCommand() {
        super(Adaptation.BUNDLE);
    }
}
