package attune.results;

import attune.evaluation.Classification;
import attune.evaluation.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A classifier's result on a test set: an element of the output of {@code attune image evaluate}.
 *
 * @param model the bundle
 * @param pictures number classified
 * @param unreadable number that could not be read
 * @param accuracy fraction classified correctly
 * @param accuracyInterval its 95 % interval
 * @param topFive fraction with the right class among the five likeliest
 * @param topFiveInterval its 95 % interval
 * @param meanRecall mean recall over the classes
 * @param classes the results per class
 * @param confusion number of pictures of a row's class classified as a column's, in the order of the classes
 * @param comparedWithFirst difference from the first model; null for the first
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
     * Summarises a classification.
     *
     * @param model the bundle
     * @param done its classification of the pictures
     * @param unreadable pictures that could not be read
     * @param comparedWithFirst difference from the first model; null for the first
     * @return the summary
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
     * The result for one class.
     *
     * @param label its name
     * @param pictures number in the class
     * @param precision fraction of its predictions that are right; null without any
     * @param recall fraction of its pictures classified correctly; null without any
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
