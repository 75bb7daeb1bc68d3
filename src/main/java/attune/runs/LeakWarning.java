package attune.runs;

import attune.progress.Progress;

/** Every domain's warning about held-out examples that are also trained on. */
public final class LeakWarning {
    private LeakWarning() {}

    /**
     * Warns, if there are any.
     *
     * @param both number of examples that are both trained on and held out
     * @param heldOut what is held out and where it comes from, such as "36 clips of dev"
     * @param progress gets the warning
     */
    public static void tell(long both, String heldOut, Progress progress) {
        if (both > 0) {
            progress.warn(
                    both + " of the " + heldOut
                            + " are also trained on, or copies of what is, so their error rate says nothing about others; hold them out of train");
        }
    }
}
