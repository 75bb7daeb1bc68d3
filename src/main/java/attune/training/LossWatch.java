package attune.training;

import attune.progress.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Warns, once, of a loss that explodes while an epoch is under way: the mean of the last steps is far above that of the
 * first ones or, where these were steps of the explosion already, above what random guessing costs. Starts anew in a
 * resumed run.
 */
final class LossWatch {
    private static final int STEPS = 10;

    /** More than what the length of clips and augmentation may do to the mean of so many steps. */
    private static final double EXPLODED = 2;

    /** The first of the first steps; the learning rate is small in them. */
    private static final int BEGINNING = 3;

    /** In nats for each label or picture; random guessing among 20,000 costs as much. */
    private static final double SENSELESS = 10;

    private final Deque<Double> recent = new ArrayDeque<>();
    private double first = Double.NaN;
    private double beginning = Double.NaN;
    private long followed;
    private boolean told;

    /**
     * Follows a step.
     *
     * @param loss NaN if the batch was left out, which is told elsewhere
     * @param progress gets the warning
     */
    void follow(double loss, Progress progress) {
        if (told || !Double.isFinite(loss)) {
            return;
        }
        followed++;
        recent.addLast(loss);
        if (followed == BEGINNING) {
            beginning = mean();
        }
        if (recent.size() < STEPS) {
            return;
        }
        double mean = mean();
        recent.removeFirst();
        if (followed == STEPS) {
            first = mean;
        }
        if (mean > EXPLODED * first || (mean > SENSELESS && mean > EXPLODED * beginning)) {
            told = true;
            progress.warn(String.format(
                    Locale.ROOT,
                    "the loss explodes: %.3f in the first %d steps, %.3f in the last %d, after %d steps; the learning rate is"
                            + " probably too high, so stop the run and start anew with a lower one",
                    beginning,
                    BEGINNING,
                    mean,
                    STEPS,
                    followed));
        }
    }

    private double mean() {
        return recent.stream().mapToDouble(each -> each).average().orElseThrow();
    }
}
