package attune.runs;

import attune.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Warns while a stage is being trained, once, if its loss rises or does not fall. */
final class LossWarning {
    /** The learning rate rises for a tenth of the steps, see {@link Schedule}. */
    private static final int WARM_UP_IS_ONE_OF = 10;

    private final RunLog log;
    private final int warmUp;
    private boolean told;

    /**
     * A warning.
     *
     * @param log of the run, so that epochs of an earlier process count
     * @param epochs of the stage
     */
    LossWarning(RunLog log, int epochs) {
        this.log = log;
        this.warmUp = epochs / WARM_UP_IS_ONE_OF;
    }

    /** Looks at the epochs logged so far. */
    void tell(Progress progress) {
        if (told) {
            return;
        }
        LossCourse course = course();
        course.rise().ifPresent(rise -> warn(rise + ": the learning rate is probably too high", progress));
        course.standstill(warmUp)
                .filter(standstill -> !told)
                .ifPresent(standstill -> warn(
                        standstill + ": the learning rate may be far too high or too low, or the examples may be wrong",
                        progress));
    }

    private void warn(String text, Progress progress) {
        told = true;
        progress.warn(text);
    }

    private LossCourse course() {
        try {
            return LossCourse.last(log.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
