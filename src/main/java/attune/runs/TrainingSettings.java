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
 */
public record TrainingSettings(Schedule schedule, int batchSize, long seed) {

    /** Refuses values out of range. */
    public TrainingSettings {
        Objects.requireNonNull(schedule, "schedule is missing");
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be positive: " + batchSize);
        }
    }

    /**
     * The same with another seed.
     *
     * @param other the run seed
     * @return the settings
     */
    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(schedule, batchSize, other);
    }

    /**
     * The seed, from which every random stream is derived.
     *
     * @return the run seed
     */
    public RunSeed runSeed() {
        return new RunSeed(seed);
    }

    /** For users: all but the seed, the weight decay and the averaging. */
    String text() {
        int patience = schedule.patience();
        boolean never = patience == 0 || patience >= schedule.epochs();
        String stop = never ? "" : ", stopping after " + patience + " without a better dev score";
        return (never ? "" : "at most ") + Schedule.epochsText(schedule.epochs()) + stop + "; batches of " + batchSize
                + ", learning rate up to "
                + BigDecimal.valueOf(schedule.learningRate())
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
