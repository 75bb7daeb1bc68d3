package attune.sweeps;

import static attune.fault.Parameter.named;

import attune.evaluation.RepeatedRuns;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.CrossValidationResult;
import attune.runs.Domain;
import attune.runs.IfPresent;
import attune.runs.Part;
import attune.runs.PlanPart;
import attune.runs.RunDirectory;
import attune.runs.Trials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which layers should learn, if there is too little data to hold any out? Divides it into folds, runs every try on all
 * folds but one, in turn, and ranks the tries on the held-out folds: every example is scored once per seed.
 *
 * @param <P> the domain's own part of a run's plan
 */
public final class CrossValidation<P extends PlanPart> {
    private static final String FILE = "cross-validation.json";

    private final Domain<P> domain;
    private final Sweep.Request request;
    private final int folds;

    /** The plan.json of all folds; each fold's sweep has its own plan. */
    record Plan(int folds) implements SeveralSweeps.Plan {
        @Override
        public void requireGoesOnWith(RunDirectory folder) throws IOException {
            int started = folder.readPlan(Plan.class).folds;
            if (started != folds) {
                throw new UserFault(
                        folder.file("plan.json").toString(),
                        "this cross-validation was started with " + named("folds") + " " + started + ", not " + folds,
                        "give the same, or start over with " + named("overwrite"));
            }
        }
    }

    /**
     * A job.
     *
     * @param domain the kind of model
     * @param request what to do with each fold; its {@code out} gets a folder per fold
     * @param folds their number
     * @throws UserFault if there are fewer than two, or a separate test is given
     */
    public CrossValidation(Domain<P> domain, Sweep.Request request, int folds) {
        this.domain = domain;
        this.request = request;
        this.folds = folds;
        if (folds < 2) {
            throw new UserFault(
                    named("folds") + " " + folds,
                    "cross-validation needs at least 2 folds",
                    "give more, or leave it out");
        }
        if (!request.common().data().test().isEmpty()) {
            throw new UserFault(
                    named("test"),
                    "cannot be used with " + named("folds") + ", which tests on each fold in turn",
                    "leave one of them out");
        }
    }

    /**
     * Does it.
     *
     * @param ifPresent what to do with an existing cross-validation
     * @param progress notified of every run
     * @return the ranking
     * @throws UserFault if anything given is wrong, or there are fewer distinct examples than folds
     * @throws IOException if the disk fails
     */
    public CrossValidationResult run(IfPresent ifPresent, Progress progress) throws IOException {
        Map<String, Part> parts = new LinkedHashMap<>();
        IntStream.rangeClosed(1, folds).forEach(fold -> parts.put("fold-" + fold, new Part.AllBut(fold, folds)));
        List<Trials> trials = new ArrayList<>();
        return new SeveralSweeps<>(domain, request, parts)
                .run(
                        ifPresent,
                        new Plan(folds),
                        (Sweep<P> sweep, IfPresent begun) -> sweep.run(begun, progress, (folder, runs) -> {
                            if (trials.isEmpty()) { // one is enough to format rates, and each holds a model
                                trials.add(runs.trials());
                            }
                            return runs.onTest(progress);
                        }),
                        (folder, tried) -> {
                            CrossValidationResult result = result(tried, trials.get(0));
                            folder.write(FILE, result);
                            return result;
                        },
                        progress);
    }

    private CrossValidationResult result(List<List<RankedTries.Tried>> byFold, Trials trials) {
        List<RankedTries.Tried> pooled = IntStream.range(0, request.tries().size())
                .mapToObj(i -> pooled(byFold.stream().map(fold -> fold.get(i)).toList()))
                .toList();
        RankedTries ranked = RankedTries.of(pooled, Sweep.bootstrap(request), trials);
        return new CrossValidationResult(
                folds,
                ranked.rows().stream().map(CrossValidationResult.Row::of).toList(),
                ranked.best(),
                ranked.chosen());
    }

    /** A try with the clips of all folds pooled. New alphabets may differ between folds; the first represents all. */
    private static RankedTries.Tried pooled(List<RankedTries.Tried> folds) {
        List<RankedTries.Run> runs = new ArrayList<>();
        folds.forEach(fold -> runs.addAll(fold.runs()));
        RepeatedRuns joined =
                RepeatedRuns.joined(folds.stream().map(RankedTries.Tried::dev).toList());
        RankedTries.Tried first = folds.get(0);
        return new RankedTries.Tried(first.name(), first.trainedParameters(), runs, joined, Optional.empty());
    }
}
