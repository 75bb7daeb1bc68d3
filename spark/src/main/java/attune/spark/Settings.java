package attune.spark;

import attune.fault.UserFault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Spark's settings for a job. What the user set stays, as long as the memory is enough: sound and arrays are outside
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

    private Settings() {}

    /**
     * Settings for a job.
     *
     * @param given by spark-submit or system properties; completed
     * @param load what its tasks are
     * @return the same object
     * @throws UserFault if an executor would have too little memory
     */
    static SparkConf of(SparkConf given, Load load) {
        given.setIfMissing("spark.app.name", "attune " + load.job());
        given.setIfMissing("spark.master", "local[*]");
        given.setIfMissing(CORES, "1");
        int cores = given.getInt(CORES, 1);
        given.setIfMissing("spark.task.cpus", Integer.toString(load.coresOfTask(cores)));
        given.setIfMissing(HEAP, load.heapMb() + "m");
        given.setIfMissing(OVERHEAD, load.nativeMb(cores) + "m");
        // The JVM sees the host's cores, by which Attune would size its pools.
        addJavaOption(given, "-XX:ActiveProcessorCount=", Integer.toString(cores));
        addJavaOption(given, "-D" + NATIVE_LIMIT + "=", load.nativeMb(cores) + "m");
        addJavaOption(given, "-D" + PHYSICAL_LIMIT + "=", "0");
        given.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        given.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
        // Three clips in one shard that kill their process are found out in seven failures.
        given.setIfMissing("spark.task.maxFailures", "8");
        given.setIfMissing("spark.log.level", "WARN");
        given.setIfMissing("spark.ui.showConsoleProgress", "true");
        check(given, cores, load);
        useInThisProcess(load);
        return given;
    }

    private static void addJavaOption(SparkConf conf, String option, String value) {
        String options = conf.get(JAVA_OPTIONS, "");
        if (!options.contains(option)) {
            conf.set(JAVA_OPTIONS, (options + " " + option + value).strip());
        }
    }

    private static void check(SparkConf conf, int cores, Load load) {
        String ofCores = cores + (cores == 1 ? " core" : " cores");
        requireMb(HEAP, conf.getSizeAsMb(HEAP), load.heapMb(), ofCores);
        requireMb(OVERHEAD, conf.getSizeAsMb(OVERHEAD), load.leastNativeMb(cores), ofCores);
        Matcher limit = Pattern.compile("-D" + NATIVE_LIMIT + "=(\\S+)").matcher(conf.get(JAVA_OPTIONS));
        if (limit.find()) {
            long mb = new SparkConf(false).set(NATIVE_LIMIT, limit.group(1)).getSizeAsMb(NATIVE_LIMIT);
            if (mb > 0) { // 0 is no limit
                requireMb(JAVA_OPTIONS + ": -D" + NATIVE_LIMIT, mb, load.leastNativeMb(cores), ofCores);
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

    /** The driver computes, too, and may be the executor. Its Java options came before us; JavaCPP reads its own later. */
    private static void useInThisProcess(Load load) {
        int cores = Runtime.getRuntime().availableProcessors();
        if (System.getProperty(NATIVE_LIMIT) == null) {
            System.setProperty(NATIVE_LIMIT, load.nativeMb(cores) + "m");
            System.setProperty(PHYSICAL_LIMIT, "0");
        }
    }
}
