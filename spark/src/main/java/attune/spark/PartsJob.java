package attune.spark;

import attune.cli.ExitCodes;
import attune.cli.PartedCommands;
import attune.fault.UserFault;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Has the parts of a command's work done as tasks, each the command itself with {@code --shard}, into a folder that all
 * reach under one path. A part that is there is done.
 */
final class PartsJob implements PartedCommands.Hands {
    private static final String SWEEP = "sweep";

    private static final long PAUSE_MS = 15_000;

    @Override
    public void work(List<String> command, int shards, Path parts) {
        Load load = command.get(0).equals(SWEEP) ? Load.TRAINING : Load.LISTENING;
        List<Integer> numbers = IntStream.rangeClosed(1, shards).boxed().toList();
        SparkConf settings = Settings.of(new SparkConf(), load);
        List<Outcome> outcomes;
        try (JavaSparkContext spark = new JavaSparkContext(settings)) {
            outcomes = spark.parallelize(numbers, shards)
                    .map(new Part(new ArrayList<>(command), shards, parts.toString()))
                    .collect();
        } catch (Exception e) { // Spark's are checked but not declared
            throw BrokenJob.fault(parts.toString(), e);
        }
        outcomes.stream().filter(Outcome::isFault).findFirst().ifPresent(outcome -> {
            throw new UserFault(
                    "shard " + outcome.number + "/" + shards,
                    outcome.said,
                    "mend that, and give the same command again");
        });
    }

    /** What became of a part; nothing is said of one that is there. */
    private record Outcome(int number, String said) implements Serializable {
        boolean isFault() {
            return !said.isEmpty();
        }
    }

    /**
     * A task. What the user has to mend is a result, since no other attempt would mend it; a folder in use is none, for it
     * may be free for the next.
     */
    private record Part(ArrayList<String> command, int of, String parts) implements Function<Integer, Outcome> {
        @Override
        public Outcome call(Integer number) {
            StringWriter said = new StringWriter();
            LastLine err = new LastLine(said);
            int code = PartedCommands.part(command, number, of, Path.of(parts), new PrintWriter(err, true));
            if (code == ExitCodes.USER_FAULT) {
                return new Outcome(number, err.line().replaceFirst("^attune: ", ""));
            }
            System.err.print(said); // for the executor's log
            if (code <= ExitCodes.WITH_REJECTS) {
                return new Outcome(number, "");
            }
            pause();
            throw new IllegalStateException("ended with exit code " + code + ": " + err.line());
        }

        /** Attempts at once would not outlast one of a lost executor, or a slow one, that still uses the part's folder. */
        private static void pause() {
            try {
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Spark ends the task
            }
        }
    }
}
