package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.files.FileTree;
import attune.progress.Progress;
import attune.progress.StoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one training run: {@code plan.json}, written first and read back on a restart, {@code layers.txt},
 * {@code log.jsonl}, {@code checkpoints/}, {@code outcome.json} and the finished bundle. For one process at a time. The
 * folders of sweeps and of augmented clips are locked in the same way.
 */
public final class RunDirectory implements AutoCloseable {
    private static final String PLAN = "plan.json";
    private static final String PLAN_IS = "a plan";
    private static final String PLAN_REMEDY = "start the run anew with " + named("overwrite");
    private static final String REMEDY_IF_USED = "give " + named("resume") + " to go on with the run in it, "
            + named("overwrite") + " to start anew, or another " + named("out");

    private final Path folder;
    private final FolderLock lock;
    private final boolean created;
    private boolean overwrite;

    private RunDirectory(Path folder, FolderLock lock, boolean created, boolean overwrite) {
        this.folder = folder;
        this.lock = lock;
        this.created = created;
        this.overwrite = overwrite;
    }

    /**
     * Opens the folder, and creates it if it does not exist. What is to be overwritten stays until there is a new plan.
     *
     * @param folder of the run
     * @param ifPresent what to do with an existing run
     * @param inputs files and folders that the run reads; none may be in a folder to be overwritten
     * @return the folder, locked until it is closed
     * @throws IOException if the disk refuses
     */
    public static RunDirectory open(Path folder, IfPresent ifPresent, Collection<Path> inputs) throws IOException {
        return open(folder, ifPresent, inputs, REMEDY_IF_USED);
    }

    /**
     * For a command with its own remedy for a used folder.
     *
     * @param folder of the run
     * @param ifPresent what to do with an existing run
     * @param inputs files and folders that the run reads; none may be in a folder to be overwritten
     * @param remedyIfUsed what to do about a folder that is not empty
     * @return the folder, locked until it is closed
     * @throws IOException if the disk refuses
     */
    public static RunDirectory open(Path folder, IfPresent ifPresent, Collection<Path> inputs, String remedyIfUsed)
            throws IOException {
        boolean overwrite = check(folder, ifPresent, remedyIfUsed) && ifPresent == IfPresent.OVERWRITE;
        if (overwrite) {
            requireOutside(folder, inputs);
        }
        boolean created = !Files.exists(folder);
        Files.createDirectories(folder);
        RunDirectory run = new RunDirectory(folder, FolderLock.of(folder), created, overwrite);
        try {
            run.log().end();
        } catch (IOException | RuntimeException e) {
            run.close();
            throw e;
        }
        return run;
    }

    /**
     * Refuses a folder that {@link #open(Path, IfPresent, Collection) open} would refuse whatever the inputs, before
     * minutes go into reading them.
     *
     * @param folder of the run
     * @param ifPresent what to do with an existing run
     * @throws IOException if the disk refuses
     */
    public static void check(Path folder, IfPresent ifPresent) throws IOException {
        check(folder, ifPresent, REMEDY_IF_USED);
    }

    /**
     * The same for a command with its own remedy for a used folder.
     *
     * @param folder of the run
     * @param ifPresent what to do with an existing run
     * @param remedyIfUsed what to do about a folder that is not empty
     * @return whether there is anything in it
     * @throws IOException if the disk refuses
     */
    public static boolean check(Path folder, IfPresent ifPresent, String remedyIfUsed) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserFault(
                    folder.toString(),
                    named("out") + " names a file, but a run needs a folder",
                    "give another " + named("out"));
        }
        boolean used = Files.isDirectory(folder) && !isEmpty(folder);
        if (used && ifPresent == IfPresent.REFUSE) {
            throw new UserFault(folder.toString(), "the output folder exists and is not empty", remedyIfUsed);
        }
        boolean hasPlan = Files.exists(folder.resolve(PLAN));
        if (ifPresent.takesUp() && !hasPlan) {
            throw new UserFault(
                    folder.toString(),
                    named("resume") + " found no run here (no plan.json)",
                    "start one without " + named("resume"));
        }
        if (used && ifPresent == IfPresent.OVERWRITE && !hasPlan) {
            throw new UserFault(
                    folder.toString(),
                    named("overwrite") + " deletes only runs, but this folder holds something else (no plan.json)",
                    "give another " + named("out") + ", or delete the folder yourself");
        }
        return used;
    }

    private static void requireOutside(Path folder, Collection<Path> inputs) throws IOException {
        Path doomed = folder.toRealPath();
        for (Path input : inputs) {
            if (Files.exists(input) && input.toRealPath().startsWith(doomed)) {
                throw new UserFault(
                        input.toString(),
                        named("overwrite") + " would delete it along with " + folder,
                        "give another " + named("out"));
            }
        }
    }

    /**
     * A file in it.
     *
     * @param name of the file
     * @return its path, whether or not it exists
     */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Where checkpoints are kept.
     *
     * @return a folder
     */
    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /**
     * Writes {@code plan.json}, replacing all that was there if that is to be overwritten.
     *
     * @param plan what Jackson can write
     * @throws IOException if the disk refuses
     */
    public void writePlan(Object plan) throws IOException {
        if (overwrite) {
            deleteAllButThePlan();
            overwrite = false;
        }
        write(PLAN, plan);
    }

    /**
     * Does the work of a run whose plan has been written, which so can be resumed when it is stopped.
     *
     * @param work what is left to do
     * @param <T> its result
     * @return the same
     * @throws StoppedException naming this run
     * @throws BrokenOffException naming this run, if the disk refuses
     */
    public <T> T resumable(Work<T> work) throws BrokenOffException {
        try {
            return work.run();
        } catch (StoppedException stopped) {
            throw stopped.in(folder);
        } catch (BrokenOffException within) {
            throw within.in(folder);
        } catch (IOException | UncheckedIOException refused) {
            throw new BrokenOffException(refused, folder);
        }
    }

    /**
     * Work in a run directory.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @return its result
         * @throws IOException if the disk refuses
         */
        T run() throws IOException;
    }

    /**
     * Reads {@code plan.json}.
     *
     * @param type the class it was written from
     * @param <T> that class
     * @return the plan
     * @throws IOException if it cannot be read
     */
    public <T> T readPlan(Class<T> type) throws IOException {
        return JsonFile.read(file(PLAN), PLAN_IS, PLAN_REMEDY, type);
    }

    /**
     * Reads a {@code plan.json} that has a domain's own part.
     *
     * @param type the class it was written from
     * @param part the class of the domain's part
     * @param <T> that class
     * @return the plan
     * @throws IOException if it cannot be read
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T readPlan(Class<?> type, Class<?> part) throws IOException {
        return planIn(folder, type, part);
    }

    /** The same before the run is taken up. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <T> T planIn(Path folder, Class<?> type, Class<?> part) throws IOException {
        return readPlan(folder.resolve(PLAN), PLAN_REMEDY, type, part);
    }

    /** The same of any run, without taking it up. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <T> T readPlan(Path file, String remedy, Class<?> type, Class<?> part) throws IOException {
        return JsonFile.read(file, PLAN_IS, remedy, type, part);
    }

    /**
     * Writes a record.
     *
     * @param name of the file
     * @param record what Jackson can write
     * @throws IOException if the disk refuses
     */
    public void write(String name, Object record) throws IOException {
        JsonFile.write(file(name), record);
    }

    /** Its {@code log.jsonl}. */
    RunLog log() {
        return new RunLog(file("log.jsonl"));
    }

    /**
     * Warns that a resumed run keeps to its own plan.
     *
     * @param sameWork whether the options given now amount to the same
     * @param folder of the run
     * @param progress gets the warning
     */
    public static void warnUnless(boolean sameWork, Path folder, Progress progress) {
        if (!sameWork) {
            progress.warn(folder + "/plan.json differs from the options given now; the run keeps to its plan");
        }
    }

    /** A run that was refused before it had written anything leaves no folder behind. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (created && isBare()) {
                Files.delete(file(FolderLock.FILE));
                Files.delete(folder);
            }
        }
    }

    private boolean isBare() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(file(FolderLock.FILE)::equals);
        }
    }

    /** Whether there is nothing but what a run leaves that was killed before it had written its plan. */
    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(
                    entry -> entry.getFileName().toString().equals(FolderLock.FILE) || AtomicFile.isPart(entry));
        }
    }

    /** If this is stopped half-way, the old plan still marks a run that can be overwritten; the new one replaces it. */
    private void deleteAllButThePlan() throws IOException {
        Path real = folder.toRealPath(); // resolved, since walking a link would find only the link
        Set<Path> kept = Set.of(real, real.resolve(FolderLock.FILE), real.resolve(PLAN));
        FileTree.delete(real, entry -> !kept.contains(entry));
    }
}
