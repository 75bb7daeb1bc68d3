package attune.cli;

import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.TrunkCaching;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that trains on speech; the job settles what is not given. */
final class TrainingOptions {
    @Option(
            names = "--train",
            order = 2,
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description =
                    "Training speech: NeMo JSON lines, DeepSpeech CSV, Common Voice TSV, or a LibriSpeech or Kaldi"
                            + " folder.")
    private List<Path> train = new ArrayList<>();

    @Option(
            names = "--dev",
            order = 3,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description =
                    "Held-out speech that chooses the best epoch. Default: a tenth of the clips of --train, listed in the"
                            + " run's dev.jsonl.")
    private List<Path> dev = new ArrayList<>();

    @Mixin
    private RunOptions run;

    @Mixin
    private AugmentOptions augment;

    Datasets data(List<Path> test) {
        return new Datasets(train, dev, test);
    }

    AdaptationRequest request(Path model, List<Path> test, Operation operation, TrunkCaching trunk, String command) {
        return new AdaptationRequest(model, data(test), out(), operation, overrides(), trunk, command);
    }

    Path out() {
        return run.out();
    }

    long seed() {
        return run.seed();
    }

    IfPresent ifPresent() {
        return run.ifPresent();
    }

    /** The user's changes to the defaults. */
    Overrides overrides() {
        Overrides run = this.run.overrides();
        return augment.words().map(run::withAugment).orElse(run);
    }

    Optional<Path> noise() {
        return augment.noise();
    }
}
