package attune.spark;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Runs {@code attune adapt} or {@code pretrain} as ranks on executors, in a barrier stage: all start together. Spark does not try such a stage
 * again when one of its tasks ends, so this does, with what executors there are, from the run's last checkpoint.
 */
final class SharedTraining {
    private static final int MOST_ATTEMPTS = 8;

    /** What says how to open the folder, which an attempt has done before. */
    private static final Set<String> OPENING = Set.of("--overwrite", "--resume");

    /** For lost executors to be replaced, and for tasks of the attempt before to end. */
    private static final int MOST_POLLS = 120;

    private static final long POLL_MS = 1000;

    private final String command;
    private final List<String> arguments;
    private final Path run;
    private final Path plan;
    private final int ranks;

    /**
     * A run.
     *
     * @param command {@code adapt} or {@code pretrain}
     * @param arguments of the command, but its folder and what concerns ranks
     * @param run the folder
     * @param ranks number of executors to use, if there are so many
     */
    SharedTraining(String command, List<String> arguments, Path run, int ranks) {
        this.command = command;
        this.arguments = List.copyOf(arguments);
        this.run = run;
        this.plan = run.resolve("plan.json");
        this.ranks = ranks;
    }

    /** Returns how the first rank ended, or one that found a fault. */
    RankTask.Ended run(SparkConf settings, PrintWriter err) throws IOException {
        try (JavaSparkContext spark = new JavaSparkContext(settings)) {
            String why = "";
            Optional<FileTime> before = written();
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                int size = awaitExecutors(spark.sc());
                if (attempt > 0 || size < ranks) {
                    err.println("attune: " + why + "training on " + size + " of " + ranks + " ranks");
                }
                try {
                    List<RankTask.Ended> ended = attempt(spark, size, attempt > 0 && isBegun(before));
                    Optional<RankTask.Ended> faulty =
                            ended.stream().filter(RankTask.Ended::isFault).findFirst();
                    faulty.ifPresent(one -> err.println(one.lastLine()));
                    RankTask.Ended telling = faulty.orElse(ended.get(0));
                    if (!telling.mayPass()) {
                        return telling;
                    }
                    why = "a rank was lost, or the run's folder was still in use; ";
                } catch (Exception e) { // Spark's are checked but not declared
                    why = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()) + "; ";
                }
            }
            throw new UserFault(
                    run.toString(),
                    "the job broke off " + MOST_ATTEMPTS + " times, at last because: " + why,
                    "the executors' logs say more; the same command with --resume goes on");
        }
    }

    /** When the run's plan was written, if there is one. */
    private Optional<FileTime> written() throws IOException {
        return Files.exists(plan) ? Optional.of(Files.getLastModifiedTime(plan)) : Optional.empty();
    }

    /** Whether there is a run to go on with; one that is to be overwritten, and still there, is none. */
    private boolean isBegun(Optional<FileTime> before) throws IOException {
        Optional<FileTime> now = written();
        return now.isPresent() && !(arguments.contains("--overwrite") && now.equals(before));
    }

    private List<RankTask.Ended> attempt(JavaSparkContext spark, int size, boolean begun) {
        List<Integer> numbers = IntStream.range(0, size).boxed().toList();
        ClassTag<RankTask.Ended> type = ClassTag$.MODULE$.apply(RankTask.Ended.class);
        RankTask task = new RankTask(words(begun));
        // JavaRDD has no barrier.
        RDD<RankTask.Ended> stage =
                spark.parallelize(numbers, size).rdd().barrier().mapPartitions(task, false, type);
        return JavaRDD.fromRDD(stage, type).collect();
    }

    private List<String> words(boolean begun) {
        Stream<String> given = arguments.stream().filter(word -> !begun || !OPENING.contains(word));
        Stream<String> resume = begun ? Stream.of("--resume") : Stream.of();
        return Stream.of(Stream.of(command, "-o", run.toString()), given, resume)
                .flatMap(each -> each)
                .toList();
    }

    /** Waits until there are as many executors as wanted, without work from before; returns how many there are. */
    private int awaitExecutors(SparkContext spark) {
        if (spark.isLocal()) {
            return Math.min(ranks, spark.defaultParallelism());
        }
        int executors = 0;
        for (int poll = 0; poll < MOST_POLLS; poll++) {
            SparkExecutorInfo[] all = spark.statusTracker().getExecutorInfos();
            executors = all.length - 1; // the driver is one of them
            boolean idle = Arrays.stream(all).allMatch(one -> one.numRunningTasks() == 0);
            if (executors >= ranks && idle) {
                return ranks;
            }
            pause();
        }
        if (executors < 1) {
            throw new UserFault(
                    "executors", "none came within " + MOST_POLLS + " s", "see whether the cluster has room for one");
        }
        return Math.min(ranks, executors);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for executors", e);
        }
    }
}
