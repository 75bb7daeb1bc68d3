package attune.cli;

import attune.exchange.Exchange;
import attune.exchange.Rank;
import attune.exchange.Ring;
import attune.fault.UserFault;
import attune.runs.Overrides;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Training by several processes together. */
final class RanksOptions {
    @Expert(Topic.MACHINES)
    @Option(
            names = "--ranks",
            paramLabel = "N",
            description =
                    "Train in N processes together, on machines of their own: start each with the same command, but its"
                            + " own --rank. Only rank 0 writes --out.")
    private @Nullable Integer ranks;

    @Expert(Topic.MACHINES)
    @Option(names = "--rank", paramLabel = "I", description = "With --ranks: the number of this process, from 0.")
    private @Nullable Integer rank;

    @Expert(Topic.MACHINES)
    @Option(
            names = "--rendezvous",
            paramLabel = "HOST:PORT",
            description = "With --ranks: the host of rank 0, and a free port on it, where all meet. Anybody who reaches"
                    + " it could join, so use a network of your own.")
    private @Nullable String rendezvous;

    @Expert(Topic.MACHINES)
    @Option(
            names = "--block-steps",
            paramLabel = "N",
            description =
                    "With --ranks: each process takes N steps on batches of its own, then all average their weights."
                            + " Needs little of the network, and at least 100 such blocks. Default: 0, all share each"
                            + " batch, and add up its gradient in every step.")
    private @Nullable Integer blockSteps;

    /**
     * Waits for the other processes, if there are any.
     *
     * @param waiting shows that it waits, and is closed then; a signal must still end the program at once
     */
    Exchange join(ShownProgress waiting) throws IOException {
        if (ranks == null) {
            refuse("--rank", rank);
            refuse("--rendezvous", rendezvous);
            refuse("--block-steps", blockSteps);
            return Exchange.ALONE;
        }
        if (rank == null || rendezvous == null) {
            throw new UserFault(
                    "--ranks " + ranks,
                    "needs " + (rank == null ? "--rank" : "--rendezvous"),
                    "give each process its --rank, and all the same --rendezvous HOST:PORT");
        }
        Rank own = Rank.at(rank, ranks, rendezvous);
        try (waiting) {
            waiting.begin("waiting for " + ranks + " ranks", -1);
            return Ring.join(own);
        }
    }

    private static void refuse(String option, @Nullable Object given) {
        if (given != null) {
            throw new UserFault(option, "is for --ranks", "add --ranks N, or leave it out");
        }
    }

    /** Refuses an option that makes no sense for several processes. */
    void exclude(String option, boolean given) {
        if (given && ranks != null) {
            throw new UserFault(option, "cannot be combined with --ranks", "leave one of them out");
        }
    }

    Overrides over(Overrides overrides) {
        return blockSteps == null ? overrides : overrides.withBlockSteps(blockSteps);
    }
}
