package attune.jobs;

import attune.progress.Progress;

/** Wants a run to end after a number of training batches. */
final class StopAfter implements Progress {
    private int left;

    StopAfter(int batches) {
        this.left = batches;
    }

    @Override
    public void at(long done, String detail) {
        left -= detail.startsWith("loss") ? 1 : 0;
    }

    @Override
    public boolean stopRequested() {
        return left <= 0;
    }
}
