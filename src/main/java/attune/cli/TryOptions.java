package attune.cli;

import attune.fault.UserFault;
import attune.runs.AdaptationRequest;
import attune.runs.Operation;
import attune.sweeps.Sweep;
import attune.sweeps.Try;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a sweep tries; the same for speech and images. */
final class TryOptions {
    @Option(
            names = "--try",
            paramLabel = "WHICH[,NAME=VALUE…]",
            description =
                    "A way to try; may be repeated. WHICH is as in adapt --train-layers, or scratch for the same network"
                            + " from random weights; insert, keep-until, epochs, batch-size, learning-rate, patience, runs, augment or keep-close may follow after commas. --insert"
                            + " and --keep-until hold for new alone. Default: output, last:2, two-stage, all, scratch, and new"
                            + " with --insert.")
    private List<String> tries = new ArrayList<>();

    @Expert(Topic.TRAINING)
    @Option(names = "--try-plan", paramLabel = "PLAN.JSON", description = "Also try the operation of an earlier run.")
    private List<Path> plans = new ArrayList<>();

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N[,N…]",
            description = "Run each try once with each seed and judge it by all its runs. Default: the one of --seed.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = "--test",
            order = 4,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Held-out data to score each try on as well; the choice is made on dev alone.")
    private List<Path> test = new ArrayList<>();

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "K-fold cross-validation, for data too small to hold out a test set: ranks the tries on the fold"
                            + " that each run never saw. Trains K models of each try and keeps none.")
    private Optional<Integer> folds = Optional.empty();

    List<Path> test() {
        return test;
    }

    /** The number of folds to cross-validate on; empty for a sweep that chooses on dev. */
    Optional<Integer> folds() {
        return folds;
    }

    /**
     * A sweep.
     *
     * @param common what all tries have in common
     * @param seed used if none are given
     */
    Sweep.Request sweep(AdaptationRequest common, long seed) throws IOException {
        return new Sweep.Request(common, tries(common.operation()), seeds.isEmpty() ? List.of(seed) : seeds);
    }

    private List<Try> tries(Operation common) throws IOException {
        if (common.surgery().inserts().isEmpty() && common.surgery().keepUntil().isPresent()) {
            throw new UserFault(
                    "--keep-until",
                    "is for --try new, which needs --insert",
                    "give --insert, or write --try all,keep-until=LAYER");
        }
        List<Try> all = new ArrayList<>();
        tries.forEach(text -> all.add(Try.parse(text, common)));
        for (Path plan : plans) {
            all.add(Try.of(plan, common));
        }
        return all.isEmpty() ? Try.usual(common) : all;
    }
}
