package attune.runs;

import static attune.fault.Parameter.named;

import attune.bundle.BundleReader;
import attune.evaluation.JointComparison;
import attune.evaluation.JointComparison.Verdict;
import attune.fault.UserFault;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains again by the {@code plan.json} of a finished run and compares the two models: bit for bit where model, data,
 * kernel, threads, processor and version are the same, by their errors on dev elsewhere.
 *
 * @param <P> the domain's own part of the plan
 */
public final class Reproduction<P extends PlanPart> {
    private final Domain<P> asked;
    private final Path run;
    private final Request request;

    /**
     * What to do.
     *
     * @param model where the source model is now; if empty, where the plan says
     * @param train where the training data is now; if empty, where the plan says
     * @param dev where the dev data is now; if empty, where the plan says
     * @param replay where the replayed data is now; if empty, where the plan says
     * @param out the new run's folder
     * @param command for the new model's provenance
     */
    public record Request(
            Optional<Path> model, List<Path> train, List<Path> dev, List<Path> replay, Path out, String command) {

        /** Copies the lists. */
        public Request {
            train = List.copyOf(train);
            dev = List.copyOf(dev);
            replay = List.copyOf(replay);
        }
    }

    /**
     * What came of it.
     *
     * @param bundle the new model
     * @param changes why its bits may differ, for a person; empty if the same bits are promised
     * @param different the bundles' entries that differ; empty if both are the same model bit for bit
     * @param compared the new model with the old one on dev; empty where they are the same
     */
    public record Result(
            Path bundle, List<String> changes, List<String> different, Optional<JointComparison> compared) {

        /** Copies the lists. */
        public Result {
            changes = List.copyOf(changes);
            different = List.copyOf(different);
        }

        /**
         * Whether the run has been reproduced.
         *
         * @return true for the same bits and, where these are not promised, for errors that do not differ significantly
         */
        public boolean reproduced() {
            return different.isEmpty()
                    || (!changes.isEmpty()
                            && compared.map(JointComparison::verdict).equals(Optional.of(Verdict.UNDECIDED)));
        }
    }

    /**
     * A reproduction.
     *
     * @param domain what kind of model it is
     * @param run folder of a finished run
     * @param request where to, and where its inputs are
     */
    public Reproduction(Domain<P> domain, Path run, Request request) {
        this.asked = domain;
        this.run = run;
        this.request = request;
    }

    /**
     * Trains again and compares.
     *
     * @param ifPresent what to do with an existing run in the new folder
     * @param progress notified of progress, and warned of all that has changed
     * @return the comparison
     * @throws UserFault if the run is not a finished adaptation, or its inputs are not where they were
     * @throws IOException if the disk refuses
     */
    public Result run(IfPresent ifPresent, Progress progress) throws IOException {
        AdaptPlan<P> started = RunDirectory.readPlan(
                run.resolve("plan.json"), "give the folder of a run of adapt", AdaptPlan.class, asked.partType());
        Domain<P> domain = asked.reading(started.domain());
        if (started.data().part() != null) {
            throw new UserFault(
                    run.toString(),
                    "learnt from a part of its data (" + started.data().part()
                            + "), as a run of a learning curve or a cross-validation",
                    "repeat its sweep, or give a run that learnt from all");
        }
        RunDirectory.check(request.out, ifPresent);
        if (Files.exists(request.out) && run.toRealPath().startsWith(request.out.toRealPath())) {
            throw new UserFault(
                    request.out.toString(), "holds the run that is to be reproduced", "give another " + named("out"));
        }
        Path model = request.model.orElse(Path.of(started.model()));
        Datasets data = new Datasets(
                        present("train", request.train, started.data().train()),
                        present("dev", request.dev, started.data().dev()),
                        List.of())
                .withReplay(new Replay(
                        present("replay", request.replay, started.data().replayed()),
                        started.domain().replayShare()));
        require("model", model);
        Source<P> source = domain.open(model, data, progress);
        AdaptPlan<P> plan = started.on(
                model.toString(),
                SourceDigest.of(model),
                LearntFrom.of(data, source.data().sha256()),
                domain.computedOn(source.network()));
        List<String> changes =
                new ArrayList<>(changes(started, plan, source.data().contents()));
        Path original = run.resolve(Adaptation.BUNDLE);
        SharedRun.ranks(original).ifPresent(ranks -> changes.add("ranks then: " + ranks + "; now: 1"));
        changes.forEach(progress::warn);
        AdaptationRequest again = new AdaptationRequest(
                model,
                data,
                request.out,
                Operation.ALL_LAYERS,
                Overrides.NONE,
                TrunkCaching.WHERE_POSSIBLE,
                request.command);
        Path made = new Adaptation<>(domain, again)
                .follow(plan, source, ifPresent, progress)
                .bundle();
        List<String> different = BundleReader.differences(original, made);
        Optional<JointComparison> compared = different.isEmpty()
                ? Optional.empty()
                : domain.open(original, data, Progress.SILENT)
                        .prepare(plan.domain(), plan.settings(), Progress.SILENT)
                        .againstSource(domain.open(made, data, Progress.SILENT).network(), progress);
        return new Result(made, changes, different, compared);
    }

    private static <P extends PlanPart> List<String> changes(AdaptPlan<P> then, AdaptPlan<P> now, String contents) {
        List<String> changes = new ArrayList<>();
        if (!then.modelSha256().equals(now.modelSha256())) {
            changes.add("the source model has changed: " + now.model());
        }
        if (!then.data().sha256().equals(now.data().sha256())) {
            changes.add(contents + " that it learnt from or was measured on have changed since");
        }
        changes.addAll(then.computedOn().differences(now.computedOn()));
        return changes;
    }

    private static List<Path> present(String parameter, List<Path> given, List<String> planned) {
        List<Path> paths = given.isEmpty() ? planned.stream().map(Path::of).toList() : given;
        paths.forEach(path -> require(parameter, path));
        return paths;
    }

    private static void require(String parameter, Path path) {
        if (!Files.exists(path)) {
            throw new UserFault(
                    path.toString(),
                    "is not there, and the run was made from it",
                    "start in the folder where the run was started, or say by " + named(parameter)
                            + " where it is now");
        }
    }
}
