package attune.cli;

import attune.evaluation.Comparison;
import attune.evaluation.PairedBootstrap;

/**
 * How a model's word error rate differs from another's, as it stands in JSON.
 *
 * @param difference of the rates, as fractions; below 0 it is better
 * @param low lower end of the 95 % interval
 * @param high upper end
 * @param bootstrapP of the paired bootstrap over clips
 * @param matchedPairsP of MAPSSWE
 * @param enoughClipsForMatchedPairs whether that is to be trusted
 */
record Difference(
        double difference,
        double low,
        double high,
        double bootstrapP,
        double matchedPairsP,
        boolean enoughClipsForMatchedPairs) {

    static Difference of(Comparison comparison) {
        PairedBootstrap bootstrap = comparison.bootstrap();
        return new Difference(
                bootstrap.difference(),
                bootstrap.interval().low(),
                bootstrap.interval().high(),
                bootstrap.pValue(),
                comparison.matchedPairs().pValue(),
                comparison.matchedPairs().enoughSegments());
    }
}
