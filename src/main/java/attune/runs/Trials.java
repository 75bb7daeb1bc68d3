package attune.runs;

import attune.evaluation.Interval;
import attune.evaluation.RepeatedRuns;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a sweep needs of a source model and its data, besides adapting it. */
public interface Trials {

    /** Examples that no run of a sweep learns from. */
    enum HeldOut {
        /** Those that choose. */
        DEV,
        /** Those that choose nothing. */
        TEST
    }

    /**
     * Whether there is anything to be measured on that chooses nothing.
     *
     * @return whether {@link #score} takes {@link HeldOut#TEST}
     */
    boolean hasTest();

    /**
     * Writes the source's network as if nobody had trained it. It is fitted to the data at hand as a new model would be.
     *
     * @param seed of the weights
     * @param command for its provenance
     * @param bundle where to write it
     * @param progress hears of it
     * @throws IOException if it cannot be written
     */
    void writeUntrained(long seed, String command, Path bundle, Progress progress) throws IOException;

    /**
     * Counts the errors of several runs of one recipe on held-out examples.
     *
     * @param bundles one for each run
     * @param on which examples
     * @param progress hears of every example
     * @return their errors, summed over the runs
     * @throws IOException if a bundle cannot be read
     */
    RepeatedRuns score(List<Path> bundles, HeldOut on, Progress progress) throws IOException;

    /**
     * What results show of counted errors.
     *
     * @param scored the errors
     * @param interval of their rate
     * @return a record of the domain's own
     */
    Rates rates(RepeatedRuns scored, Interval interval);
}
