package attune.jobs;

import attune.progress.Progress;

/** Stops a run like a kill, after a number of training batches. */
final class KillAfter implements Progress {
    private int left;

    KillAfter(int batches) {
        this.left = batches;
    }

    @Override
    public void at(long done, String detail) {
        if (detail.startsWith("loss") && --left == 0) {
            throw new IllegalStateException("killed");
        }
    }
}
