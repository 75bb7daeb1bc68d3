package attune.runs;

import static attune.fault.Parameter.named;

import attune.bundle.BundleReader;
import attune.bundle.ProvenanceStep;
import attune.exchange.Exchange;
import attune.fault.UserFault;
import attune.progress.Progress;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run that several ranks train together. The first runs it as if it were alone, and tells the others its plan. */
public final class SharedRun {
    /** With fewer, block momentum has hardly begun when the run ends. */
    private static final int FEWEST_BLOCKS = 100;

    /** What provenance calls {@link #text}. */
    static final String RANKS = "ranks";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Exchange exchange;

    /**
     * A run.
     *
     * @param exchange with the other ranks; of one rank, nothing is told
     */
    public SharedRun(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Tells the others the plan.
     *
     * @param plan what Jackson can write
     * @throws IOException if it cannot
     */
    public void tell(Object plan) throws IOException {
        if (exchange.size() > 1) {
            exchange.tell(JSON.writeValueAsBytes(plan));
        }
    }

    /**
     * Hears the first rank's plan.
     *
     * @param type the class it was written from
     * @param parts the classes of its type parameters
     * @param <T> that class
     * @return the plan
     * @throws IOException if it cannot be read
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // Java cannot name the class of a generic record
    public <T> T hear(Class<?> type, Class<?>... parts) throws IOException {
        byte[] told = exchange.tell(new byte[0]);
        return JSON.readValue(
                told,
                parts.length == 0
                        ? JSON.constructType(type)
                        : JSON.getTypeFactory().constructParametricType(type, parts));
    }

    /** Refuses a plan that is not trained in one go. */
    void check(AdaptPlan<?> plan) {
        if (exchange.size() == 1) {
            return;
        }
        if (plan.course().stages().isTwo()) {
            throw refused("of two stages");
        }
        if (plan.settings().runs() > 1) {
            throw refused("that is the mean of several");
        }
        if (plan.trunk().cached()) {
            throw refused("that was begun with a trunk cache");
        }
    }

    private static UserFault refused(String which) {
        return new UserFault(named(RANKS), "cannot share a run " + which, "train it on one machine");
    }

    /**
     * Warns of a run that has too little for each rank to do.
     *
     * @param settings how it is trained
     * @param batchesPerEpoch for all ranks together
     * @param progress gets the warning
     */
    public void warnIfTooSmall(TrainingSettings settings, int batchesPerEpoch, Progress progress) {
        int ranks = exchange.size();
        int blockSteps = settings.schedule().blockSteps();
        if (ranks > 1 && blockSteps == 0 && settings.batchSize() < ranks) {
            progress.warn("batches of " + settings.batchSize() + " leave some of " + ranks
                    + " ranks without work; start fewer, or take larger batches");
        }
        if (ranks == 1 || blockSteps == 0) {
            return;
        }
        long steps = (long) settings.schedule().epochs() * batchesPerEpoch;
        long blocks = steps / ((long) ranks * blockSteps);
        if (blocks < FEWEST_BLOCKS) {
            long enough = Math.max(1, steps / ((long) FEWEST_BLOCKS * blockSteps));
            progress.warn("this run is too small for " + ranks + " ranks: it has " + blocks + " blocks of " + blockSteps
                    + " steps, and should have " + FEWEST_BLOCKS + "; start "
                    + (enough == 1 ? "one rank" : "at most " + enough + " ranks") + ", or shorten the blocks");
        }
    }

    /** How the ranks of a finished run worked together; empty for one. */
    static Optional<String> ranks(Path bundle) throws IOException {
        List<ProvenanceStep> steps = BundleReader.readMetadata(bundle).provenance();
        return Optional.ofNullable(steps.get(steps.size() - 1).results().get(RANKS));
    }

    /** How the ranks work together, for provenance; empty for one. */
    Optional<String> text(TrainingSettings settings) {
        int blockSteps = settings.schedule().blockSteps();
        return exchange.size() == 1
                ? Optional.empty()
                : Optional.of(exchange.size()
                        + (blockSteps == 0
                                ? ", gradients summed"
                                : ", averaged after blocks of " + blockSteps + " steps"));
    }
}
