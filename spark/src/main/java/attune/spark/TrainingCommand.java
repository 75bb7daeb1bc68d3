package attune.spark;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command of {@code attune} that the executors run together, with all its options. */
@Command(sortOptions = false)
abstract class TrainingCommand implements Callable<Integer> {
    private final String bundle;

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

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts upon it
    private HelpOptions help;

    /**
     * A command.
     *
     * @param bundle the name of the model in the run's folder
     */
    TrainingCommand(String bundle) {
        this.bundle = bundle;
    }

    @Override
    public final Integer call() throws IOException {
        if (ranks < 1) {
            throw new UserFault("--ranks", "must be at least 1: " + ranks, "give the number of executors");
        }
        SparkConf given = new SparkConf().setIfMissing("spark.app.name", "attune " + spec.name());
        Path run = out.toAbsolutePath().normalize();
        RankTask.Ended ended = new SharedTraining(spec.name(), others, run, ranks)
                .run(Settings.of(given, Load.TRAINING), spec.commandLine().getErr());
        if (!ended.isFault()) {
            spec.commandLine().getOut().println(run.resolve(bundle));
        }
        return ended.code();
    }
}
