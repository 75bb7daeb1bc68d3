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
                    "What to try, once for each: which layers learn, as for attune adapt, or scratch, the"
                            + " same network from random weights. After commas, what differs from the other tries: insert,"
                            + " keep-until, or a training setting. --insert and --keep-until are for new alone. Default: output, last:2, two-stage, all, scratch, and new with --insert.")
    private List<String> tries = new ArrayList<>();

    @Option(
            names = "--try-plan",
            paramLabel = "PLAN.JSON",
            description = "Also try what an earlier run did to its network.")
    private List<Path> plans = new ArrayList<>();

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description =
                    "Run each try with each of these seeds, and judge it by all its runs. Default: that of --seed.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = "--test",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Held-out speech or pictures to score each try on as well; the choice is made on dev alone.")
    private List<Path> test = new ArrayList<>();

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Cross-validate: part the training data into K folds, run each try and seed on all folds but one,"
                            + " in turn, and rank the tries on what each run never saw. For data too small to hold any out for"
                            + " --test; K models of each way are trained and none is kept for use.")
    private Optional<Integer> folds = Optional.empty();

    List<Path> test() {
        return test;
    }

    /** How many folds to cross-validate on; empty for a sweep that is judged on dev. */
    Optional<Integer> folds() {
        return folds;
    }

    /**
     * A sweep.
     *
     * @param common what all tries have in common
     * @param seed where none are named
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
