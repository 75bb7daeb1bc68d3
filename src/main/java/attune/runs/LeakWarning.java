package attune.runs;

import attune.progress.Progress;

/** What every domain says of held-out examples that are learnt from as well. */
public final class LeakWarning {
    private LeakWarning() {}

    /**
     * Warns, if there are any.
     *
     * @param both how many are learnt from and held out
     * @param heldOut what is held out and where it comes from, such as "36 clips of dev"
     * @param progress hears of it
     */
    public static void tell(long both, String heldOut, Progress progress) {
        if (both > 0) {
            progress.warn(both + " of the " + heldOut
                    + " are learnt from, too, so their error rate says nothing about others; hold them out of train");
        }
    }
}
