package attune.results;

import attune.evaluation.Classification;
import attune.evaluation.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier made of a test: an element of what {@code attune image evaluate} prints.
 *
 * @param model the bundle
 * @param pictures how many it was asked of
 * @param unreadable how many more could not be read
 * @param accuracy share whose class it named
 * @param accuracyInterval where that probably lies
 * @param topFive share whose class was among its five likeliest
 * @param topFiveInterval where that probably lies
 * @param meanRecall mean of the classes' recall
 * @param classes one by one
 * @param confusion pictures of a row's class taken for a column's, in the order of the classes
 * @param comparedWithFirst how it differs from the first; null for that one
 */
public record ClassificationResult(
        String model,
        int pictures,
        int unreadable,
        double accuracy,
        Interval accuracyInterval,
        double topFive,
        Interval topFiveInterval,
        double meanRecall,
        List<PerClass> classes,
        List<List<Integer>> confusion,
        Difference.@Nullable OfPictures comparedWithFirst) {

    /**
     * Sums up a classification.
     *
     * @param model the bundle
     * @param done what it made of the pictures
     * @param unreadable pictures that could not be read
     * @param comparedWithFirst how it differs from the first; null for that one
     * @return its numbers
     */
    public static ClassificationResult of(
            String model, Classification done, int unreadable, Difference.@Nullable OfPictures comparedWithFirst) {
        return new ClassificationResult(
                model,
                done.items(),
                unreadable,
                done.accuracy(),
                done.accuracyInterval(),
                done.topFive(),
                done.topFiveInterval(),
                done.meanRecall(),
                done.classes().stream().map(PerClass::of).toList(),
                done.confusion(),
                comparedWithFirst);
    }

    /**
     * A class of it.
     *
     * @param label its name
     * @param pictures of it
     * @param precision share of what was taken for it that is of it; null where nothing was
     * @param recall share of its pictures that were taken for it; null where there are none
     */
    public record PerClass(
            String label,
            int pictures,
            @Nullable Double precision,
            @Nullable Double recall) {
        static PerClass of(Classification.PerClass one) {
            return new PerClass(
                    one.label(),
                    one.items(),
                    one.taken() == 0 ? null : Double.valueOf(one.precision()),
                    one.items() == 0 ? null : Double.valueOf(one.recall()));
        }
    }
}
