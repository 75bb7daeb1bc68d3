package attune.spark;

import attune.cli.ExitCodes;
import attune.cli.Main;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import scala.Function1;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A task of a barrier stage: runs a command that trains as one of its ranks. Output goes to the executor's log.
 *
 * @param arguments the same for every rank
 */
record RankTask(List<String> arguments)
        implements Function1<Iterator<Integer>, Iterator<RankTask.Ended>>, Serializable {

    /**
     * How a rank ended.
     *
     * @param code the exit code
     * @param lastLine what it printed last besides results
     */
    record Ended(int code, String lastLine) implements Serializable {
        /** With one of these there is a model. */
        private static final List<Integer> WITH_MODEL =
                List.of(ExitCodes.DONE, ExitCodes.WITH_REJECTS, ExitCodes.NOT_BETTER);

        /** Another rank was lost, or a task of the attempt before still uses the run's folder, with the same exit code. */
        boolean mayPass() {
            return code == ExitCodes.RANK_LOST;
        }

        boolean isFault() {
            return !mayPass() && !WITH_MODEL.contains(code);
        }
    }

    @Override
    public Iterator<Ended> apply(Iterator<Integer> ignored) {
        BarrierTaskContext task = BarrierTaskContext.get();
        int rank = task.partitionId();
        String[] meetings = task.allGather(rank == 0 ? ownHost(task) + ":" + freePort() : "");
        Stream<String> ofRank = Stream.of(
                "--ranks",
                Integer.toString(meetings.length),
                "--rank",
                Integer.toString(rank),
                "--rendezvous",
                meetings[0]);
        Writer log = new OutputStreamWriter(System.err, StandardCharsets.UTF_8);
        LastLine err = new LastLine(log);
        int code = Main.commandLine(new PrintWriter(log, true), new PrintWriter(err, true))
                .execute(Stream.concat(arguments.stream(), ofRank).toArray(String[]::new));
        return CollectionConverters.asScala(List.of(new Ended(code, err.line())).iterator());
    }

    /** As Spark knows this executor. */
    private static String ownHost(BarrierTaskContext task) {
        String address = task.getTaskInfos()[task.partitionId()].address();
        return address.substring(0, address.lastIndexOf(':'));
    }

    /** Taken by nobody now; the rank opens it in a moment. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
