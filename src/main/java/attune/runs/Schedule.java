package attune.runs;

import attune.training.LearningRate;
import attune.training.TrainingPlan;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How long and how fast a network learns. Stored in a run's {@code plan.json}.
 *
 * @param epochs maximum number of epochs
 * @param learningRate peak learning rate
 * @param weightDecay decoupled weight decay
 * @param patience epochs without a better dev score before stopping; 0 never stops early
 * @param averagedPart fraction of the steps over which the weights kept are averaged; 0 keeps those of the last step
 * @param keepClose pull of trained source layers towards the source's weights, in place of weight decay; 0 for none. The
 *     distance to these weights shrinks by the learning rate times this in every step
 * @param blockSteps number of steps that each of several ranks takes between two averages of the weights; 0 if all ranks
 *     share each batch
 */
public record Schedule(
        int epochs,
        double learningRate,
        double weightDecay,
        int patience,
        double averagedPart,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double keepClose,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int blockSteps) {
    private static final double WEIGHT_DECAY = 1e-4;
    private static final double WARM_UP = 0.1;
    private static final double FLOOR = 0.02;
    private static final double CLIP_NORM = 5;
    /** At the highest learning rate, 1, this would put a layer back in every step. */
    private static final double MOST_PULL = 1e6;

    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(5);

    /** Refuses values out of range. */
    public Schedule {
        require(epochs >= 1, "epochs must be at least 1", epochs);
        require(learningRate > 0 && learningRate <= 1, "the learning rate must be above 0 and at most 1", learningRate);
        require(patience >= 0, "the patience must not be negative", patience);
        require(keepClose >= 0 && keepClose <= MOST_PULL, "the pull must be from 0 to " + MOST_PULL, keepClose);
        require(blockSteps >= 0, "the steps of a block must not be negative", blockSteps);
        plan(epochs, learningRate, weightDecay, patience, averagedPart, Map.of(), 0, 0, Set.of(), blockSteps);
    }

    /**
     * A schedule that does not keep layers close to the source.
     *
     * @param epochs maximum number of epochs
     * @param learningRate peak learning rate
     * @param weightDecay decoupled weight decay
     * @param patience epochs without a better dev score before stopping; 0 never stops early
     * @param averagedPart fraction of the steps over which the weights kept are averaged; 0 keeps those of the last step
     */
    public Schedule(int epochs, double learningRate, double weightDecay, int patience, double averagedPart) {
        this(epochs, learningRate, weightDecay, patience, averagedPart, 0, 0);
    }

    private static void require(boolean right, String rule, Number value) {
        if (!right) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
    }

    /**
     * A schedule with the usual weight decay, which never stops early and keeps the weights of the last step.
     *
     * @param epochs number of epochs
     * @param learningRate peak learning rate
     * @return the schedule
     */
    public static Schedule of(int epochs, double learningRate) {
        return new Schedule(epochs, learningRate, WEIGHT_DECAY, 0, 0);
    }

    /**
     * The same with another number of epochs.
     *
     * @param count maximum number of epochs
     * @return the schedule
     */
    public Schedule withEpochs(int count) {
        return new Schedule(count, learningRate, weightDecay, patience, averagedPart, keepClose, blockSteps);
    }

    /**
     * The same with another learning rate.
     *
     * @param rate peak learning rate
     * @return the schedule
     */
    public Schedule withLearningRate(double rate) {
        return new Schedule(epochs, rate, weightDecay, patience, averagedPart, keepClose, blockSteps);
    }

    /**
     * The same with another patience.
     *
     * @param count epochs without a better dev score before stopping; 0 never stops early
     * @return the schedule
     */
    public Schedule withPatience(int count) {
        return new Schedule(epochs, learningRate, weightDecay, count, averagedPart, keepClose, blockSteps);
    }

    /**
     * The same with weights averaged over steps, mostly the last ones.
     *
     * @param part fraction of the steps, from 0 for none to 1
     * @return the schedule
     */
    public Schedule withAveragedPart(double part) {
        return new Schedule(epochs, learningRate, weightDecay, patience, part, keepClose, blockSteps);
    }

    /**
     * The same with trained source layers kept close to the source.
     *
     * @param pull towards the source's weights; 0 for none
     * @return the schedule
     */
    public Schedule withKeepClose(double pull) {
        return new Schedule(epochs, learningRate, weightDecay, patience, averagedPart, pull, blockSteps);
    }

    /**
     * The same for ranks that take batches of their own.
     *
     * @param steps of each rank between two averages of the weights; 0 to share each batch
     * @return the schedule
     */
    public Schedule withBlockSteps(int steps) {
        return new Schedule(epochs, learningRate, weightDecay, patience, averagedPart, keepClose, steps);
    }

    /**
     * One stage over all epochs.
     *
     * @param rateFactors factors on the learning rate of single layers, by name
     * @return the plan
     */
    public TrainingPlan plan(Map<String, Double> rateFactors) {
        return plan(epochs, 1, rateFactors, 0, Set.of());
    }

    /**
     * Some of the epochs, with a learning-rate schedule of their own.
     *
     * @param count maximum number of epochs
     * @param peakFactor its peak learning rate, as a fraction of the run's
     * @param rateFactors of single layers
     * @param before number of epochs in the previous stage
     * @param ofSource trained layers that come from the source
     */
    TrainingPlan plan(int count, double peakFactor, Map<String, Double> rateFactors, int before, Set<String> ofSource) {
        return plan(
                count,
                learningRate * peakFactor,
                weightDecay,
                patience,
                averagedPart,
                rateFactors,
                before,
                keepClose,
                ofSource,
                blockSteps);
    }

    static String epochsText(int count) {
        return count == 1 ? "1 epoch" : count + " epochs";
    }

    private static TrainingPlan plan(
            int epochs,
            double peak,
            double decay,
            int patience,
            double averagedPart,
            Map<String, Double> rateFactors,
            int before,
            double keepClose,
            Set<String> ofSource,
            int blockSteps) {
        LearningRate rate = new LearningRate(peak, WARM_UP, FLOOR);
        return new TrainingPlan(
                epochs,
                rate,
                CLIP_NORM,
                decay,
                patience,
                CHECKPOINT_EVERY,
                averagedPart,
                rateFactors,
                before,
                keepClose,
                ofSource,
                blockSteps);
    }
}
