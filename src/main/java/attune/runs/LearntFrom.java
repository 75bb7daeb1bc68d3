package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A run's data as recorded in its {@code plan.json}, so that the run never continues with other data of the same name.
 *
 * @param train training data, as the user named it
 * @param dev dev data, as the user named it; empty if part of train was set aside
 * @param sha256 digest of the contents, see {@link Data}
 */
public record LearntFrom(List<String> train, List<String> dev, String sha256) {

    /** Copies the lists. */
    public LearntFrom {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
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
        return new LearntFrom(names(named.train()), names(named.dev()), sha256);
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
            throw new UserFault(
                    folder + "/plan.json",
                    contents + " of " + named("train") + " or " + named("dev")
                            + " have changed since this run was started",
                    "give the same, or start anew with " + named("overwrite"));
        }
    }

    private static void requireSame(Path folder, String option, List<String> started, List<String> given) {
        if (!started.equals(given)) {
            throw new UserFault(
                    folder + "/plan.json",
                    "this run was started with " + option + " " + text(started) + ", not " + text(given),
                    "give the same, or start anew with " + named("overwrite"));
        }
    }

    private static String text(List<String> names) {
        return names.isEmpty() ? "set aside from train" : String.join(" ", names);
    }
}
