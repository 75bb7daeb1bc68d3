package attune.cli;

import attune.runs.IfPresent;
import attune.runs.Overrides;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that trains, on speech or on pictures; the job settles what is not given. */
final class RunOptions {
    /** Ends the description of an option whose default depends on the data. */
    private static final String BY_AMOUNT = " Default: see the run's first lines.";

    @Option(
            names = {"-o", "--out"},
            order = 5,
            required = true,
            paramLabel = "FOLDER",
            description = "Folder of the run: plan, log, checkpoints and the finished model.")
    private Path out;

    @Option(names = "--epochs", paramLabel = "N", description = "At most N passes over the training data." + BY_AMOUNT)
    private @Nullable Integer epochs;

    @Expert(Topic.TRAINING)
    @Option(names = "--batch-size", paramLabel = "N", description = "Training examples in a step." + BY_AMOUNT)
    private @Nullable Integer batchSize;

    @Expert(Topic.TRAINING)
    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "Peak of the learning rate, after the warm-up." + BY_AMOUNT)
    private @Nullable Double learningRate;

    @Expert(Topic.TRAINING)
    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after N epochs without a better dev score, 0 for never." + BY_AMOUNT)
    private @Nullable Integer patience;

    @Expert(Topic.TRAINING)
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed: weights, order, augmentation. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private IfPresentOptions ifPresent;

    Path out() {
        return out;
    }

    long seed() {
        return seed;
    }

    /** The user's changes to the defaults. */
    Overrides overrides() {
        Overrides all = Overrides.NONE.withSeed(seed);
        all = epochs == null ? all : all.withEpochs(epochs);
        all = batchSize == null ? all : all.withBatchSize(batchSize);
        all = learningRate == null ? all : all.withLearningRate(learningRate);
        return patience == null ? all : all.withPatience(patience);
    }

    IfPresent ifPresent() {
        return ifPresent.chosen();
    }
}
