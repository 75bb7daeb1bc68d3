package attune.spark;

import attune.jobs.Pretrain;
import picocli.CommandLine.Command;

/** {@code attune-spark pretrain}. */
@Command(
        name = "pretrain",
        description =
                "Runs attune pretrain on a Spark cluster, with all its options: the executors train a new model together,"
                        + " as they adapt one.",
        footer = {
            "",
            "Example:",
            "  spark-submit attune-spark.jar pretrain --ranks 16 --block-steps 32 \\",
            "      --train /shared/train.jsonl --dev /shared/dev.jsonl -o /shared/run"
        })
final class PretrainCommand extends TrainingCommand {
    PretrainCommand() {
        super(Pretrain.BUNDLE);
    }
}
