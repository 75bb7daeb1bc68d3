package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run's data as recorded in its {@code plan.json}, so that the run never continues with other data of the same name.
 *
 * @param train training data, as the user named it
 * @param dev dev data, as the user named it; empty if part of train was set aside
 * @param replay data of the source's own domain, as the user named it; null if none was learnt again
 * @param part what train was limited to, see {@link Part#limit}; null if it was used whole
 * @param sha256 digest of the contents, see {@link Data}
 */
public record LearntFrom(
        List<String> train,
        List<String> dev,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> replay,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String part,
        String sha256) {

    /** Copies the lists. */
    public LearntFrom {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        replay = replay == null || replay.isEmpty() ? null : List.copyOf(replay);
        Objects.requireNonNull(sha256, "sha256 is missing");
    }

    /**
     * Describes a run's data.
     *
     * @param named the data as the user named it
     * @param sha256 digest of what was found there
     * @return the part of the run's plan
     */
    public static LearntFrom of(Datasets named, String sha256) {
        return new LearntFrom(
                names(named.train()),
                names(named.dev()),
                names(named.replay().from()),
                named.part().limit().orElse(null),
                sha256);
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }

    /**
     * Refuses to continue a run on other data, for which its epochs and checkpoints mean nothing.
     *
     * @param given what the user gave now
     * @param folder of the run
     * @param contents what differs if the digests do, such as "pictures"
     * @throws UserFault if anything has changed
     */
    public void requireSame(LearntFrom given, Path folder, String contents) {
        if (!sha256.equals(given.sha256)) { // the names only say why: the same files may be named in other ways
            requireSame(folder, named("train"), train, given.train);
            requireSame(folder, named("dev"), dev, given.dev);
            requireSame(folder, named("replay"), replayed(), given.replayed());
            String others = replay == null ? " or " + named("dev") : ", " + named("dev") + " or " + named("replay");
            throw new UserFault(
                    folder + "/plan.json",
                    contents + " of " + named("train") + others + " have changed since this run was started",
                    "give the same, or start anew with " + named("overwrite"));
        }
    }

    /** The replayed data, none for none. */
    List<String> replayed() {
        return replay == null ? List.of() : replay;
    }

    private static void requireSame(Path folder, String option, List<String> started, List<String> given) {
        if (!started.equals(given)) {
            throw new UserFault(
                    folder + "/plan.json",
                    "this run was started with " + option + " " + text(option, started) + ", not "
                            + text(option, given),
                    "give the same, or start anew with " + named("overwrite"));
        }
    }

    private static String text(String option, List<String> names) {
        String none = option.equals(named("dev")) ? "set aside from train" : "nothing";
        return names.isEmpty() ? none : String.join(" ", names);
    }
}
