package attune.cli;

import attune.fault.UserFault;
import attune.runs.IfPresent;
import attune.runs.Overrides;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of everything that trains, be it on speech or on pictures; what is not given the job settles. */
final class RunOptions {
    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description = "The run's folder: plan, log, checkpoints and the finished model.")
    private Path out;

    @Option(names = "--epochs", paramLabel = "N", description = "How often to go through the data, at most.")
    private @Nullable Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Clips or pictures in a training step.")
    private @Nullable Integer batchSize;

    @Option(names = "--learning-rate", paramLabel = "X", description = "The highest learning rate.")
    private @Nullable Double learningRate;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop after so many epochs without a better dev score, once something was learnt; 0 never stops early.")
    private @Nullable Integer patience;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random. Default: 1.")
    private long seed;

    @Option(
            names = "--resume",
            description =
                    "Go on with the run in the folder, by its own plan, whatever the other options say; a sweep wants the same"
                            + " ones, but for --try, --seeds and --minutes.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Delete the run in the folder and start anew.")
    private boolean overwrite;

    Path out() {
        return out;
    }

    long seed() {
        return seed;
    }

    /** What the user wants to change in the defaults. */
    Overrides overrides() {
        Overrides all = Overrides.NONE.withSeed(seed);
        all = epochs == null ? all : all.withEpochs(epochs);
        all = batchSize == null ? all : all.withBatchSize(batchSize);
        all = learningRate == null ? all : all.withLearningRate(learningRate);
        return patience == null ? all : all.withPatience(patience);
    }

    IfPresent ifPresent() {
        if (resume && overwrite) {
            throw new UserFault(
                    "--resume --overwrite", "one goes on with a run, the other deletes it", "give one of them");
        }
        if (resume) {
            return IfPresent.RESUME;
        }
        return overwrite ? IfPresent.OVERWRITE : IfPresent.REFUSE;
    }
}
