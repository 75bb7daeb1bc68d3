package attune.sweeps;

import attune.progress.Progress;
import attune.runs.Domain;
import attune.runs.IfPresent;
import attune.runs.Part;
import attune.runs.PlanPart;
import attune.runs.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same sweep on several parts of the training data, each in its own folder. None begins before all have been
 * checked, and one that was stopped is resumed.
 *
 * @param <P> the domain's own part of a run's plan
 */
final class SeveralSweeps<P extends PlanPart> {
    private final Domain<P> domain;
    private final Sweep.Request request;
    private final Map<String, Part> parts;

    /** The parts are keyed by the folder names of their sweeps. */
    SeveralSweeps(Domain<P> domain, Sweep.Request request, Map<String, Part> parts) {
        this.domain = domain;
        this.request = request;
        this.parts = new LinkedHashMap<>(parts);
    }

    /** Runs one of them. */
    interface Each<P extends PlanPart, T> {
        T run(Sweep<P> sweep, IfPresent ifPresent) throws IOException;
    }

    /** Turns all results into the final one. */
    interface Conclusion<T, R> {
        R of(RunDirectory folder, List<T> done) throws IOException;
    }

    /** The plan.json of all of them, and whether it can resume another. */
    interface Plan {
        void requireGoesOnWith(RunDirectory folder) throws IOException;
    }

    <T, R> R run(IfPresent ifPresent, Plan plan, Each<P, T> each, Conclusion<T, R> conclusion, Progress progress)
            throws IOException {
        Path out = request.common().out();
        RunDirectory.check(out, ifPresent);
        List<Path> inputs = new ArrayList<>();
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            inputs.addAll(sweep(part).check(progress));
        }
        try (RunDirectory folder = RunDirectory.open(out, ifPresent, inputs)) {
            if (ifPresent == IfPresent.RESUME) {
                plan.requireGoesOnWith(folder);
            }
            folder.writePlan(plan);
            return folder.resumable(() -> {
                List<T> done = new ArrayList<>();
                for (Map.Entry<String, Part> part : parts.entrySet()) {
                    progress.note(part.getKey() + ", " + (done.size() + 1) + " of " + parts.size());
                    boolean begun = Files.exists(out.resolve(part.getKey()).resolve("plan.json"));
                    done.add(each.run(sweep(part), begun ? IfPresent.RESUME : IfPresent.REFUSE));
                }
                return conclusion.of(folder, done);
            });
        }
    }

    private Sweep<P> sweep(Map.Entry<String, Part> part) {
        return new Sweep<>(domain, request.on(part.getValue(), part.getKey()));
    }
}
