package attune.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a run directory. */
public final class RunDoor {
    private RunDoor() {}

    /** Reads {@code plan.json} as {@code --resume} and as {@code --like} do. */
    public static void readPlan(Path folder, Class<?> part) throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, IfPresent.RESUME, List.of())) {
            run.readPlan(AdaptPlan.class, part);
        }
        Operation.ofPlan(folder.resolve("plan.json"));
    }

    /** Reads {@code log.jsonl}. */
    public static void readLog(Path file) throws IOException {
        new RunLog(file).lines();
    }

    /** Reads {@code outcome.json}. */
    public static void readOutcome(Path file) throws IOException {
        JsonFile.read(file, "the outcome of a run", "train it again", RunOutcome.class);
    }
}
