package attune.cli;

import attune.fault.UserFault;
import attune.jobs.RunFolder;
import attune.jobs.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of everything that trains; what is not given is settled by the job's defaults. */
final class TrainingOptions {
    @Option(
            names = "--train",
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Speech to learn from: NeMo JSON lines, DeepSpeech CSV, Common Voice TSV, or a LibriSpeech or"
                    + " Kaldi folder.")
    private List<Path> train = new ArrayList<>();

    @Option(
            names = "--dev",
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Held-out speech to choose the best epoch by. Default: a tenth of the training clips.")
    private List<Path> dev = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description = "The run's folder: plan, log, checkpoints and the finished model.")
    private Path out;

    @Option(names = "--epochs", paramLabel = "N", description = "How often to go through the speech, at most.")
    private @Nullable Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Clips in a training step.")
    private @Nullable Integer batchSize;

    @Option(names = "--learning-rate", paramLabel = "X", description = "The highest learning rate.")
    private @Nullable Double learningRate;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after so many epochs without a better dev score; 0 never stops early.")
    private @Nullable Integer patience;

    @Mixin
    private AugmentOptions augment;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of everything random. Default: 1.")
    private long seed;

    @Option(names = "--resume", description = "Go on with the run in the folder, by its own plan.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Delete the run in the folder and start anew.")
    private boolean overwrite;

    List<Path> train() {
        return train;
    }

    List<Path> dev() {
        return dev;
    }

    Path out() {
        return out;
    }

    long seed() {
        return seed;
    }

    RunFolder ifPresent() {
        if (resume && overwrite) {
            throw new UserFault(
                    "--resume --overwrite", "one goes on with a run, the other deletes it", "give one of them");
        }
        if (resume) {
            return RunFolder.RESUME;
        }
        return overwrite ? RunFolder.OVERWRITE : RunFolder.REFUSE;
    }

    /** The defaults with what was given put over them. */
    TrainingSettings over(TrainingSettings defaults) {
        try {
            return new TrainingSettings(
                    epochs != null ? epochs : defaults.epochs(),
                    batchSize != null ? batchSize : defaults.batchSize(),
                    learningRate != null ? learningRate : defaults.learningRate(),
                    defaults.weightDecay(),
                    patience != null ? patience : defaults.patience(),
                    augment.over(defaults.augment()),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new UserFault("training options", String.valueOf(e.getMessage()), "correct the option", e);
        }
    }
}
