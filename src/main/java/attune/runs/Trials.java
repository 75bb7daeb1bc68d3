package attune.runs;

import attune.evaluation.Interval;
import attune.evaluation.RepeatedRuns;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a sweep needs from a source model and its data, besides adapting it. */
public interface Trials {

    /** Examples that no run of a sweep learns from. */
    enum HeldOut {
        /** Those by which tries are chosen. */
        DEV,
        /** Those that play no part in choosing. */
        TEST
    }

    /**
     * Whether there are test examples.
     *
     * @return whether {@link #score} takes {@link HeldOut#TEST}
     */
    boolean hasTest();

    /**
     * Writes the source's network untrained, fitted to the data as a new model would be.
     *
     * @param seed of the weights
     * @param command for its provenance
     * @param bundle where to write it
     * @param progress notified of progress
     * @throws IOException if it cannot be written
     */
    void writeUntrained(long seed, String command, Path bundle, Progress progress) throws IOException;

    /**
     * Counts the errors of several runs of one recipe on held-out examples.
     *
     * @param bundles one for each run
     * @param on which examples
     * @param progress notified of every example
     * @return their errors, summed over the runs
     * @throws IOException if a bundle cannot be read
     */
    RepeatedRuns score(List<Path> bundles, HeldOut on, Progress progress) throws IOException;

    /**
     * The error rates that results show.
     *
     * @param scored the errors
     * @param interval of their rate
     * @return a record of the domain's own
     */
    Rates rates(RepeatedRuns scored, Interval interval);
}
