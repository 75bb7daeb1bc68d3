package attune.corpus;

import attune.progress.Progress;
import java.util.List;

/** Tells of clips that a job goes on without. */
public final class LeftOut {
    /** More warnings would hide each other. */
    private static final int NAMED = 20;

    private LeftOut() {}

    /**
     * Warns of each of the first, and of how many there are besides.
     *
     * @param reasons why each is left out, with its place
     * @param progress gets the warnings
     */
    public static void tell(List<String> reasons, Progress progress) {
        reasons.stream().limit(NAMED).forEach(reason -> progress.warn("left out: " + reason));
        if (reasons.size() > NAMED) {
            progress.warn("left out: " + (reasons.size() - NAMED) + " more; attune corpus check lists all");
        }
    }
}
