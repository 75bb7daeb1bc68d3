package attune.sweeps;

import static attune.fault.Parameter.named;

import attune.evaluation.Bootstrap;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.progress.Progress;
import attune.results.SweepResult;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Data;
import attune.runs.Domain;
import attune.runs.IfPresent;
import attune.runs.LearntFrom;
import attune.runs.Part;
import attune.runs.PlanPart;
import attune.runs.RunDirectory;
import attune.runs.Source;
import attune.runs.TrainingSettings;
import attune.seed.RunSeed;
import attune.surgery.LayerTable;
import attune.training.TrainingDivergedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which layers should learn? Tries several ways on the same data, with the same seeds and settings, and ranks them on
 * dev. Those not significantly worse than the best are ties, and the cheapest of them wins. Each run is an ordinary run
 * directory; a stopped sweep resumes where it was. Works for speech and pictures alike.
 *
 * @param <P> the domain's own part of a run's plan
 */
public final class Sweep<P extends PlanPart> {
    private final Domain<P> domain;
    private final Request request;

    /**
     * What to do.
     *
     * @param common what all tries share; its {@code out} is the sweep's folder, its operation and seed are ignored
     * @param tries what to try, at least one
     * @param seeds each try is run once per seed; at least one
     */
    public record Request(AdaptationRequest common, List<Try> tries, List<Long> seeds) {

        /** Keeps copies; refuses duplicates. */
        public Request {
            tries = List.copyOf(tries);
            seeds = List.copyOf(seeds);
            if (tries.isEmpty() || seeds.isEmpty()) {
                throw new IllegalArgumentException("a sweep needs at least one try and one seed");
            }
            Set<String> folders = new HashSet<>();
            for (Try one : tries) {
                if (!folders.add(one.folder())) {
                    throw new UserFault(named("try") + " " + one.text(), "is given twice", "give it once");
                }
            }
            if (new HashSet<>(seeds).size() != seeds.size()) {
                throw new UserFault(named("seeds"), "gives a seed twice", "give each once");
            }
        }

        /** The same on part of the training data, in a subfolder of this one's. */
        Request on(Part part, String folder) {
            AdaptationRequest there = common.into(common.out().resolve(folder));
            return new Request(there.with(common.data().withPart(part)), tries, seeds);
        }
    }

    /**
     * A job.
     *
     * @param domain the kind of model
     * @param request what to do
     */
    public Sweep(Domain<P> domain, Request request) {
        this.domain = domain;
        this.request = request;
    }

    /**
     * Does it.
     *
     * @param ifPresent what to do with an existing sweep
     * @param progress notified of every run
     * @return the ranking
     * @throws UserFault if anything given is wrong
     * @throws IOException if the disk fails
     */
    public SweepResult run(IfPresent ifPresent, Progress progress) throws IOException {
        return run(ifPresent, progress, ranking(progress));
    }

    /** Chooses by dev, and keeps the winner's model. */
    Conclusion<SweepResult> ranking(Progress progress) {
        return (folder, runs) -> {
            RankedTries ranked = RankedTries.of(runs.onDev(progress), bootstrap(request), runs.trials());
            Path bundle = folder.file(Adaptation.BUNDLE);
            SweepResult result =
                    new SweepResult(ranked.rows(), ranked.best(), ranked.chosen(), bundle.toString(), runs.rejected());
            Path winner = Path.of(result.winner().bestRun()).resolve(Adaptation.BUNDLE);
            AtomicFile.write(bundle, to -> Files.copy(winner, to));
            folder.write("sweep.json", result);
            return result;
        };
    }

    /** Goes on where there is a sweep. */
    IfPresent ifPresent() {
        return Files.exists(request.common().out().resolve("plan.json")) ? IfPresent.RESUME : IfPresent.REFUSE;
    }

    /** The same in another folder. */
    Sweep<P> into(Path folder) {
        return new Sweep<>(domain, new Request(request.common().into(folder), request.tries(), request.seeds()));
    }

    /** Turns the finished runs into a result, while their folder is held. */
    interface Conclusion<T> {
        T of(RunDirectory folder, FinishedRuns runs) throws IOException;
    }

    /** A checked request: the number of parameters each try trains, the data and the plan. */
    record Checked<P extends PlanPart>(Source<P> source, List<Long> trained, Data data, SweepPlan<P> plan) {}

    /** Sees to it that every run is finished. */
    interface Training<P extends PlanPart> {
        void of(Checked<P> checked) throws IOException;
    }

    /** Trains the runs not yet trained. */
    <T> T run(IfPresent ifPresent, Progress progress, Conclusion<T> conclusion) throws IOException {
        return run(ifPresent, progress, checked -> trainAll(checked.source, progress), conclusion);
    }

    <T> T run(IfPresent ifPresent, Progress progress, Training<P> training, Conclusion<T> conclusion)
            throws IOException {
        return holding(ifPresent, progress, (folder, checked) -> {
            training.of(checked);
            return conclusion.of(folder, finished(checked));
        });
    }

    /** Work in a sweep's folder. */
    interface Held<T, P extends PlanPart> {
        T of(RunDirectory folder, Checked<P> checked) throws IOException;
    }

    /** Writes the plan and works while the folder is held. */
    <T> T holding(IfPresent ifPresent, Progress progress, Held<T, P> work) throws IOException {
        Path out = request.common().out();
        RunDirectory.check(out, ifPresent);
        Checked<P> checked = checked(progress);
        Data data = checked.data;
        try (RunDirectory folder =
                RunDirectory.open(out, ifPresent, request.common().inputs(data))) {
            if (ifPresent == IfPresent.RESUME) {
                SweepPlan<P> started = folder.readPlan(SweepPlan.class, domain.partType());
                started.requireSame(checked.plan, out, data, progress);
            }
            folder.writePlan(checked.plan);
            return folder.resumable(() -> work.of(folder, checked));
        }
    }

    /** Checks feasibility without writing anything, and returns the files that it would read. */
    List<Path> check(Progress progress) throws IOException {
        return request.common().inputs(checked(progress).data);
    }

    /** Every try operates once before the folder is touched, so that none turns out impossible hours later. */
    private Checked<P> checked(Progress progress) throws IOException {
        Source<P> source =
                domain.open(request.common().model(), request.common().data(), progress);
        TrainingSettings settings =
                request.common().training().over(source.defaults().settings());
        P part = source.settle(request.common().training().augment());
        List<Long> trained = new ArrayList<>();
        Map<Object, Try> different = new HashMap<>();
        for (Try one : request.tries()) {
            LayerTable layers = member(one, request.seeds().get(0)).layers(source);
            trained.add(layers.trainedParameters());
            Try same = different.putIfAbsent(one.effect(layers), one);
            if (same != null) {
                progress.warn(
                        one.text() + " and " + same.text() + " do the same to this network; leave one of them out");
            }
        }
        Data data = source.data();
        source.check(part);
        SweepPlan<P> plan = SweepPlan.of(
                request,
                LearntFrom.of(request.common().data(), data.sha256()),
                settings,
                part,
                domain.computedOn(source.network()));
        return new Checked<>(source, trained, data, plan);
    }

    /** A try with a seed. */
    record Run(Try what, long seed) {
        String name() {
            return what.text() + ", seed " + seed;
        }
    }

    /** In the order in which they are trained. */
    List<Run> runs() {
        return request.seeds().stream()
                .flatMap(seed -> request.tries().stream().map(one -> new Run(one, seed)))
                .toList();
    }

    private void trainAll(Source<P> source, Progress progress) throws IOException {
        for (Run run : runs()) {
            train(run, source, progress);
        }
    }

    void train(Run run, Source<P> source, Progress progress) throws IOException {
        List<Run> runs = runs();
        progress.note("run " + (runs.indexOf(run) + 1) + " of " + runs.size() + ": " + run.name());
        try {
            member(run).train(source, progress);
        } catch (TrainingDivergedException e) {
            throw new UserFault(
                    named("try") + " " + run.name(),
                    "training diverged: " + e.getMessage(),
                    "give it a lower learning-rate=, or leave it out, and continue with " + named("resume"),
                    e);
        }
    }

    SweepMember<P> member(Run run) {
        return member(run.what, run.seed);
    }

    private SweepMember<P> member(Try what, long seed) {
        return new SweepMember<>(domain, request.common(), what, seed);
    }

    private FinishedRuns finished(Checked<P> checked) throws IOException {
        List<Long> trainedParameters = checked.trained;
        List<FinishedRuns.Finished> tries = new ArrayList<>();
        for (int i = 0; i < trainedParameters.size(); i++) {
            Try what = request.tries().get(i);
            List<RankedTries.Run> runs = new ArrayList<>();
            List<Path> bundles = new ArrayList<>();
            for (long seed : request.seeds()) {
                SweepMember<P> member = member(what, seed);
                runs.add(new RankedTries.Run(member.run().folder(), member.run().outcome()));
                bundles.add(member.run().bundle());
            }
            tries.add(new FinishedRuns.Finished(what.text(), trainedParameters.get(i), runs, bundles));
        }
        return new FinishedRuns(tries, checked.source.trials(), checked.data.rejected());
    }

    /** The same resamples for every table of a request. */
    static Bootstrap bootstrap(Request request) {
        return Bootstrap.usual(new RunSeed(request.seeds().get(0)));
    }
}
