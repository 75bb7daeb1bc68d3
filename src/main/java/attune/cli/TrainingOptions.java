package attune.cli;

import attune.fault.UserFault;
import attune.jobs.RunFolder;
import attune.jobs.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of everything that trains on speech; what is not given is settled by the job's defaults. */
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

    @Mixin
    private RunOptions run;

    @Mixin
    private AugmentOptions augment;

    List<Path> train() {
        return train;
    }

    List<Path> dev() {
        return dev;
    }

    Path out() {
        return run.out();
    }

    long seed() {
        return run.seed();
    }

    RunFolder ifPresent() {
        return run.ifPresent();
    }

    /** The defaults with what was given put over them. */
    TrainingSettings over(TrainingSettings defaults) {
        try {
            return new TrainingSettings(
                    run.epochs(defaults.epochs()),
                    run.batchSize(defaults.batchSize()),
                    run.learningRate(defaults.learningRate()),
                    defaults.weightDecay(),
                    run.patience(defaults.patience()),
                    augment.over(defaults.augment()),
                    defaults.averagedPart(),
                    run.seed());
        } catch (IllegalArgumentException e) {
            throw new UserFault("training options", String.valueOf(e.getMessage()), "correct the option", e);
        }
    }
}
