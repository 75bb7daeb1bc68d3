package attune.runs;

import attune.seed.RunSeed;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * How a model is trained, with every choice made. Stored in a run's {@code plan.json}. What a domain adds, such as the
 * augmentation of its examples, is in the domain's own part of the plan.
 *
 * @param schedule how long and how fast it learns
 * @param batchSize examples in a batch
 * @param seed the run seed
 * @param runs how often it is trained, each time with the next seed; the mean of the weights is kept
 * @param blend whether the source is mixed in afterwards, where dev gains by it
 */
public record TrainingSettings(Schedule schedule, int batchSize, long seed, int runs, boolean blend) {
    /** Each takes as long as the first. */
    private static final int MOST_RUNS = 100;

    /** Refuses values out of range. */
    public TrainingSettings {
        Objects.requireNonNull(schedule, "schedule is missing");
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be positive: " + batchSize);
        }
        if (runs < 1 || runs > MOST_RUNS) {
            throw new IllegalArgumentException("the number of runs must be from 1 to " + MOST_RUNS + ": " + runs);
        }
    }

    /**
     * Settings for one run, without the source mixed in.
     *
     * @param schedule how long and how fast it learns
     * @param batchSize examples in a batch
     * @param seed the run seed
     */
    public TrainingSettings(Schedule schedule, int batchSize, long seed) {
        this(schedule, batchSize, seed, 1, false);
    }

    /**
     * The same with another seed.
     *
     * @param other the run seed
     * @return the settings
     */
    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(schedule, batchSize, other, runs, blend);
    }

    TrainingSettings with(Schedule other) {
        return new TrainingSettings(other, batchSize, seed, runs, blend);
    }

    TrainingSettings withBatchSize(int examples) {
        return new TrainingSettings(schedule, examples, seed, runs, blend);
    }

    TrainingSettings withRuns(int count) {
        return new TrainingSettings(schedule, batchSize, seed, count, blend);
    }

    /**
     * The same with or without the source mixed in.
     *
     * @param mixed whether it is, where dev gains by it
     * @return the settings
     */
    public TrainingSettings withBlend(boolean mixed) {
        return new TrainingSettings(schedule, batchSize, seed, runs, mixed);
    }

    /** The settings of one of several runs, by its number from 1. */
    TrainingSettings ofRun(int number) {
        return new TrainingSettings(schedule, batchSize, seed + number - 1, 1, false);
    }

    /**
     * The seed, from which every random stream is derived.
     *
     * @return the run seed
     */
    public RunSeed runSeed() {
        return new RunSeed(seed);
    }

    /**
     * All but the seed, the weight decay and the averaging.
     *
     * @return for a person
     */
    public String text() {
        int patience = schedule.patience();
        boolean never = patience == 0 || patience >= schedule.epochs();
        String stop = never ? "" : ", stopping after " + patience + " without a better dev score";
        return (never ? "" : "at most ") + Schedule.epochsText(schedule.epochs()) + stop + "; batches of " + batchSize
                + ", learning rate up to "
                + BigDecimal.valueOf(schedule.learningRate())
                        .stripTrailingZeros()
                        .toPlainString()
                + (schedule.keepClose() == 0
                        ? ""
                        : ", source layers kept close by "
                                + BigDecimal.valueOf(schedule.keepClose())
                                        .stripTrailingZeros()
                                        .toPlainString())
                + (runs == 1 ? "" : "; the mean of " + runs + " runs");
    }
}
