package attune.spark;

import attune.fault.UserFault;

/** What a user is told of a job that Spark gave up. */
final class BrokenJob {
    private BrokenJob() {}

    /** Why a task failed for the last time, where we said it ourselves; else Spark's own first line. */
    static UserFault fault(String folder, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserFault fault) {
                return fault;
            }
        }
        return new UserFault(
                folder,
                "the job broke off: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()),
                "the executors' logs say more; the same command goes on with what is missing",
                e);
    }
}
