package attune.runs;

import static attune.fault.Parameter.named;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One run of several that belong together: when these are begun again, it is skipped if it has ended, and resumed if it
 * was killed.
 *
 * @param folder an ordinary run directory, which may not be there yet
 */
public record MemberRun(Path folder) {
    /**
     * The adapted model.
     *
     * @return its bundle, which is there once the run has ended
     */
    public Path bundle() {
        return folder.resolve(Adaptation.BUNDLE);
    }

    /**
     * Whether it has ended.
     *
     * @return whether its last files are there
     */
    public boolean isFinished() {
        return Files.exists(bundle()) && Files.exists(folder.resolve(RunOutcome.FILE));
    }

    /**
     * How to go on with it.
     *
     * @return to resume it, unless it was never begun
     */
    public IfPresent ifPresent() {
        return Files.exists(folder.resolve("plan.json")) ? IfPresent.RESUME : IfPresent.OVERWRITE;
    }

    /**
     * How it ended.
     *
     * @return of a finished run
     * @throws IOException if it cannot be read
     */
    public RunOutcome outcome() throws IOException {
        return JsonFile.read(
                folder.resolve(RunOutcome.FILE),
                "an outcome",
                "delete " + folder + " and continue with " + named("resume") + ", which trains it again",
                RunOutcome.class);
    }
}
