package attune.cli;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.shards.JoinedParts;
import attune.shards.Shard;
import attune.shards.ShardedWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One part of a command's work, or, for {@link MergeCommand}, all parts instead of the work. */
final class ShardOption {
    @Expert(Topic.MACHINES)
    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Do only the I-th of N parts of the work, alike in seconds of sound (of a sweep, in runs), and"
                            + " write it into --parts, unless it is there; attune merge joins all parts.")
    private @Nullable String shard;

    @Expert(Topic.MACHINES)
    @Option(names = "--parts", paramLabel = "FOLDER", description = "With --shard: the folder of all parts.")
    private @Nullable Path folder;

    private Optional<JoinedParts> joined = Optional.empty();

    /** Does one part of a job. */
    @FunctionalInterface
    interface Part {
        ShardedWork.Part run(ShardedWork.Place place, Progress progress) throws IOException;
    }

    /** Does all of it. */
    @FunctionalInterface
    interface Whole<R> {
        R run(ShownProgress progress) throws IOException;
    }

    /** Makes of all parts what doing all of it gives. */
    @FunctionalInterface
    interface Joining<R> {
        R join(JoinedParts parts, ShownProgress progress) throws IOException;
    }

    /** Shows the result, and returns the exit code. */
    @FunctionalInterface
    interface Ending<R> {
        int end(R result) throws IOException;
    }

    /** Does a job in whichever of the three ways the user wants, and returns the exit code. */
    <R> int run(SubCommand command, Part part, Whole<R> whole, Joining<R> joining, Ending<R> ending)
            throws IOException {
        if (joined.isEmpty() && (shard != null || folder != null)) {
            return part(command, part);
        }
        R result;
        try (ShownProgress progress = command.progress()) {
            result = joined.isPresent() ? joining.join(joined.get(), progress) : whole.run(progress);
        }
        return ending.end(result);
    }

    private int part(SubCommand command, Part job) throws IOException {
        if (shard == null) {
            throw new UserFault("--parts", "is for --shard", "add --shard I/N, or join the parts by attune merge");
        }
        Shard which = Shard.parse(shard);
        if (folder == null) {
            throw new UserFault("--shard " + shard, "needs --parts", "name the folder that all parts go into");
        }
        ShardedWork.Part part;
        try (ShownProgress progress = command.progress()) {
            part = job.run(new ShardedWork.Place(which, folder, command.arguments()), progress);
        }
        command.tell(part.file() + ": " + part.items() + " of " + part.all() + (part.before() ? ", done before" : ""));
        return command.exitCode(part.rejected(), "could not be read");
    }

    /** Refuses an option that makes no sense for a part. */
    void exclude(String option, boolean given) {
        if (given && shard != null) {
            throw new UserFault(option, "cannot be combined with --shard", "leave one of them out");
        }
    }

    /** Gives the command all parts. */
    void join(JoinedParts parts) {
        joined = Optional.of(parts);
    }
}
