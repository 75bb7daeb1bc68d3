package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.surgery.LayerRow;
import attune.surgery.LayerTable;
import java.util.List;

/**
 * Factors on the learning rate for parts of the network and of the run. Stored in a run's {@code plan.json}.
 *
 * @param trunk for layers that come from the source; positive, at most 1000
 * @param head for new layers; the same range
 * @param secondStage for the second of two stages, when the whole network learns; the same range
 * @param stem for pretrained convolutions at the bottom of the source, beside the trunk's; the same range
 */
public record RateFactors(double trunk, double head, double secondStage, double stem) {
    /** The whole network at one rate but for a stem, halved once the head has learnt. */
    public static final RateFactors USUAL = new RateFactors(1, 1, 0.5, 0.1);

    /** No part of a network learns that much faster than another. */
    private static final int LARGEST = 1000;

    /** Refuses factors out of range. */
    public RateFactors {
        requirePositive("trunkLearningRateFactor", trunk);
        requirePositive("headLearningRateFactor", head);
        requirePositive("secondStageLearningRateFactor", secondStage);
        requirePositive("stemLearningRateFactor", stem);
    }

    private static void requirePositive(String name, double factor) {
        if (!(factor > 0 && factor <= LARGEST)) {
            throw new UserFault(
                    named(name),
                    "must be above 0 and at most " + LARGEST + ", not " + factor,
                    "leave it out for the default");
        }
    }

    /**
     * The same with another factor for layers that come from the source.
     *
     * @param factor positive, at most 1000
     * @return the factors
     */
    public RateFactors withTrunk(double factor) {
        return new RateFactors(factor, head, secondStage, stem);
    }

    /**
     * The same with another factor for new layers.
     *
     * @param factor positive, at most 1000
     * @return the factors
     */
    public RateFactors withHead(double factor) {
        return new RateFactors(trunk, factor, secondStage, stem);
    }

    /**
     * The same with another factor for the second of two stages.
     *
     * @param factor positive, at most 1000
     * @return the factors
     */
    public RateFactors withSecondStage(double factor) {
        return new RateFactors(trunk, head, factor, stem);
    }

    /**
     * The same with another factor for a stem.
     *
     * @param factor positive, at most 1000; beside the trunk's
     * @return the factors
     */
    public RateFactors withStem(double factor) {
        return new RateFactors(trunk, head, secondStage, factor);
    }

    /**
     * The same with the source's layers at the full rate, for runs in which none of them learns.
     *
     * @return the factors
     */
    public RateFactors withFullTrunk() {
        return withTrunk(1);
    }

    /** The table with these rates, a stem's layers being among the source's; refuses a factor that would change nothing. */
    LayerTable over(LayerTable layers, List<String> stemLayers) {
        if (trunk != 1 && !layers.trainsTrunk()) {
            throw new UserFault(
                    named("trunkLearningRateFactor"),
                    "no layer of the source model learns, so " + trunk + " would change nothing",
                    "leave it out, or train more layers with " + named("trainLayers")
                            + " all, from:LAYER, last:N or two-stage");
        }
        return layers.withRates(row -> row.origin() == LayerRow.Origin.NEW ? head : of(row, stemLayers));
    }

    private double of(LayerRow kept, List<String> stemLayers) {
        return stemLayers.contains(kept.name()) ? trunk * stem : trunk;
    }
}
