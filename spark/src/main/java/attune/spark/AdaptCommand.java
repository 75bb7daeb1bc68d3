package attune.spark;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code attune-spark adapt}. */
@Command(
        name = "adapt",
        sortOptions = false,
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
final class AdaptCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--ranks",
            required = true,
            paramLabel = "N",
            description = "Number of executors that train together. Where fewer are left, those go on.")
    private int ranks;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description = "Folder of the run.")
    private Path out;

    @Unmatched
    private List<String> others = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts upon it
    private boolean help;

    @Option(names = "--all", hidden = true, description = "With --help: show all options.")
    @SuppressWarnings("UnusedVariable") // the help looks for it
    private boolean all;

    @Override
    public Integer call() {
        if (ranks < 1) {
            throw new UserFault("--ranks", "must be at least 1: " + ranks, "give the number of executors");
        }
        SparkConf given = new SparkConf().setIfMissing("spark.app.name", "attune adapt");
        Path run = out.toAbsolutePath().normalize();
        RankTask.Ended ended = new SharedAdaptation(others, run, ranks)
                .run(Settings.of(given, Load.TRAINING), spec.commandLine().getErr());
        if (!ended.isFault()) {
            spec.commandLine().getOut().println(run.resolve("adapted.attune"));
        }
        return ended.code();
    }
}
