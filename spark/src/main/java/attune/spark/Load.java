package attune.spark;

/** What a job's tasks ask of an executor. */
enum Load {
    /** Each core has a task; all share the weights. An executor of two cores was seen to use 1 GB of native memory of 2.5. */
    TRANSCRIBING("transcribe", 1024, 2048, false),

    /** A task is a command of its own, which uses all cores. */
    LISTENING("corpus", 1024, 2048, true),

    /** An adaptation to the shipped prompts takes 2.1 GB, heap included. */
    TRAINING("sweep", 2048, 4096, true);

    /** What less would not do was tried with {@link #TRANSCRIBING}: with 1 GB outside the heap it died at its first shard. */
    private static final int SPARE_MB = 512;

    private static final int NATIVE_MB_OF_A_CORE = 512;

    private final String job;
    private final int heapMb;
    private final int nativeMb;
    private final boolean whole;

    Load(String job, int heapMb, int nativeMb, boolean whole) {
        this.job = job;
        this.heapMb = heapMb;
        this.nativeMb = nativeMb;
        this.whole = whole;
    }

    String job() {
        return job;
    }

    /** The least heap, in megabytes. */
    int heapMb() {
        return heapMb;
    }

    /** Outside the heap, in megabytes. */
    int nativeMb(int cores) {
        return nativeMb + NATIVE_MB_OF_A_CORE * (cores - 1);
    }

    int leastNativeMb(int cores) {
        return nativeMb(cores) - SPARE_MB;
    }

    /** How many of an executor's cores a task has. */
    int coresOfTask(int cores) {
        return whole ? cores : 1;
    }
}
