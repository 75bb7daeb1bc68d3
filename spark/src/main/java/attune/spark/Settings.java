package attune.spark;

import attune.fault.UserFault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Spark's settings for transcribing. What the user set stays, as long as the memory is enough: sound and arrays are outside
 * the heap, of which Spark and JavaCPP think too small by default, and an executor that has too little dies at its first
 * shard.
 */
final class Settings {
    private static final String CORES = "spark.executor.cores";
    private static final String HEAP = "spark.executor.memory";
    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";
    private static final String NATIVE_LIMIT = "org.bytedeco.javacpp.maxbytes";
    private static final String PHYSICAL_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

    private static final int LEAST_HEAP_MB = 1024;

    private Settings() {}

    /**
     * Settings for a job.
     *
     * @param given by spark-submit or system properties; completed
     * @return the same object
     * @throws UserFault if an executor would have too little memory
     */
    static SparkConf of(SparkConf given) {
        given.setIfMissing("spark.app.name", "attune transcribe");
        given.setIfMissing("spark.master", "local[*]");
        given.setIfMissing(CORES, "1");
        int cores = given.getInt(CORES, 1);
        given.setIfMissing(HEAP, LEAST_HEAP_MB + "m");
        given.setIfMissing(OVERHEAD, nativeMb(cores) + "m");
        // The JVM sees the host's cores, by which Attune would size its pools.
        addJavaOption(given, "-XX:ActiveProcessorCount=", Integer.toString(cores));
        addJavaOption(given, "-D" + NATIVE_LIMIT + "=", nativeMb(cores) + "m");
        addJavaOption(given, "-D" + PHYSICAL_LIMIT + "=", "0");
        given.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        given.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
        // Three clips in one shard that kill their process are found out in seven failures.
        given.setIfMissing("spark.task.maxFailures", "8");
        given.setIfMissing("spark.log.level", "WARN");
        given.setIfMissing("spark.ui.showConsoleProgress", "true");
        check(given, cores);
        if (isLocal(given)) {
            useInThisProcess();
        }
        return given;
    }

    /** Outside the heap: an executor of two cores was seen to use 1 GB of its 2.5. */
    private static int nativeMb(int cores) {
        return 2048 + 512 * (cores - 1);
    }

    /** With 1 GB an executor of one core died at its first shard. */
    private static int leastNativeMb(int cores) {
        return nativeMb(cores) - 512;
    }

    private static void addJavaOption(SparkConf conf, String option, String value) {
        String options = conf.get(JAVA_OPTIONS, "");
        if (!options.contains(option)) {
            conf.set(JAVA_OPTIONS, (options + " " + option + value).strip());
        }
    }

    private static void check(SparkConf conf, int cores) {
        String ofCores = cores + (cores == 1 ? " core" : " cores");
        requireMb(HEAP, conf.getSizeAsMb(HEAP), LEAST_HEAP_MB, ofCores);
        requireMb(OVERHEAD, conf.getSizeAsMb(OVERHEAD), leastNativeMb(cores), ofCores);
        Matcher limit = Pattern.compile("-D" + NATIVE_LIMIT + "=(\\S+)").matcher(conf.get(JAVA_OPTIONS));
        if (limit.find()) {
            long mb = new SparkConf(false).set(NATIVE_LIMIT, limit.group(1)).getSizeAsMb(NATIVE_LIMIT);
            if (mb > 0) { // 0 is no limit
                requireMb(JAVA_OPTIONS + ": -D" + NATIVE_LIMIT, mb, leastNativeMb(cores), ofCores);
            }
        }
    }

    private static void requireMb(String setting, long found, int least, String cores) {
        if (found < least) {
            throw new UserFault(
                    setting,
                    found + " MB is too little for an executor of " + cores,
                    "give " + least + "m or more, or leave it out");
        }
    }

    private static boolean isLocal(SparkConf conf) {
        String master = conf.get("spark.master");
        return master.startsWith("local") && !master.startsWith("local-cluster");
    }

    /** Where the executor is the driver, whose Java options came before us, but JavaCPP reads its own only when it starts. */
    private static void useInThisProcess() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (System.getProperty(NATIVE_LIMIT) == null) {
            System.setProperty(NATIVE_LIMIT, nativeMb(cores) + "m");
            System.setProperty(PHYSICAL_LIMIT, "0");
        }
    }
}
