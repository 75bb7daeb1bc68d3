package attune.spark;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.speech.Transcriber;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * A task: reads a shard's clips, writes its part. A part is whole or absent, and the same whichever attempt ends first.
 * The first attempt transcribes all clips together, which is faster; later ones go clip by clip, so as to find the clip
 * that ends them.
 */
record ShardTask(ArchiveFolder folder, Broadcast<Recogniser> recogniser) implements Function<Integer, Tally> {

    @Override
    public Tally call(Integer shard) throws IOException {
        requireFolder();
        Path part = folder.part(shard);
        if (Files.exists(part)) { // by the attempt that this one was to overtake
            return Tally.already(1);
        }
        List<Utterance> clips = folder.clips(shard);
        TaskContext task = TaskContext.get();
        Recogniser received = recogniser.value();
        Transcriber transcriber = TranscriberPool.take(received);
        RowWriter rows = new RowWriter(clips, transcriber, received.characters(), task::isInterrupted);
        Path begun = folder.begun(shard);
        String attempt = attempt(task);
        AtomicFile.write(part, attempt, out -> {
            if (task.attemptNumber() == 0 && !Files.exists(begun)) {
                rows.writeTogether(out);
            } else {
                rows.writeOneByOne(Begun.read(begun, attempt), out);
            }
        });
        TranscriberPool.giveBack(transcriber);
        return rows.tally();
    }

    private void requireFolder() throws IOException {
        if (!Files.exists(folder.plan())) {
            throw new UserFault(
                    folder.path(),
                    "is not there on " + InetAddress.getLocalHost().getHostName(),
                    "give a folder on storage that the driver and all executors reach under one path");
        }
    }

    /** A name that no other attempt of any job has. */
    private static String attempt(TaskContext task) {
        return SparkEnv.get().conf().getAppId() + "-" + task.taskAttemptId();
    }
}
