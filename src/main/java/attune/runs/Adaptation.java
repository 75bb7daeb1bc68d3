package attune.runs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.exchange.Exchange;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.surgery.LayerTable;
import attune.training.Stages;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Adapts a source model to a domain: operates on it, trains it on the domain's data and writes the best epoch as
 * {@code adapted.attune} into a run directory. The steps are the same for speech, pictures and any other
 * {@link Domain}.
 *
 * @param <P> the domain's own part of the plan
 */
public final class Adaptation<P extends PlanPart> {
    /** The name of the finished bundle in the run directory. */
    public static final String BUNDLE = "adapted.attune";

    private static final RunSeed PREVIEW_SEED = new RunSeed(1);

    private final Domain<P> domain;
    private final AdaptationRequest request;
    private final Exchange exchange;

    /**
     * The result of a run.
     *
     * @param bundle the adapted model
     * @param layers the layer table of the operated model, with what else was settled
     * @param outcome of the training
     * @param againstSource whether it is better than its source; empty if the source cannot be scored on dev, such as a
     *     classifier with other classes
     * @param notes lines for the user on what the model received besides its weights
     * @param rejected number of examples that could not be read
     */
    public record Result(
            Path bundle,
            String layers,
            Trainer.Outcome outcome,
            Optional<AgainstSource> againstSource,
            List<String> notes,
            int rejected) {
        /** Copies the list. */
        public Result {
            notes = List.copyOf(notes);
        }
    }

    /**
     * What an operation would produce.
     *
     * @param table its layers
     * @param text the table for a person, with what each stage would train
     */
    public record Preview(LayerTable table, String text) {}

    /**
     * An adaptation.
     *
     * @param domain what kind of model it is
     * @param request what to do
     */
    public Adaptation(Domain<P> domain, AdaptationRequest request) {
        this(domain, request, Exchange.ALONE);
    }

    /**
     * An adaptation by several ranks, each with the same model and data. The first one runs it; the others
     * {@link #follow}.
     *
     * @param domain what kind of model it is
     * @param request what to do
     * @param exchange with the other ranks
     */
    public Adaptation(Domain<P> domain, AdaptationRequest request, Exchange exchange) {
        this.domain = domain;
        this.request = request;
        this.exchange = exchange;
    }

    /**
     * Operates in memory, without training or writing anything.
     *
     * @return the operated model's layers
     * @throws attune.fault.UserFault if the operation cannot be carried out
     * @throws IOException if a file cannot be read
     */
    public Preview preview() throws IOException {
        Source<P> source = domain.forPreview(request.model(), request.data().train());
        P part = source.settle(request.training().augment());
        Course course = course(source, part, request.operation().stages());
        Operating<P> operating = new Operating<>(source);
        OperatedSource whole = operating.by(course, part, PREVIEW_SEED);
        OperatedSource first = operating.first(course, part, whole, PREVIEW_SEED);
        String warning = whole.warning().map(line -> "warning: " + line + "\n").orElse("");
        String text = whole.text()
                + course.stagesText(0)
                + TrunkUse.of(first.boundary(), true).text(domain.example())
                + warning;
        return new Preview(whole.layers(), text);
    }

    /**
     * Operates in memory, as {@link #run} would, on a source that is already open, to find out whether that works.
     *
     * @param source opened for this request's model and data
     * @return the operated model's layers
     * @throws attune.fault.UserFault if the operation cannot be carried out
     */
    public LayerTable layers(Source<P> source) {
        Settled<P> asked = settle(source);
        Operating<P> operating = new Operating<>(source);
        OperatedSource whole = operating.by(asked.course, asked.part, asked.seed());
        operating.first(asked.course, asked.part, whole, asked.seed());
        return whole.layers();
    }

    /**
     * Adapts.
     *
     * @param ifPresent what to do with an existing run
     * @param progress notified of progress; gets the layer table as a note before training
     * @return the adapted model and how training went
     * @throws attune.fault.UserFault if any input is wrong
     * @throws IOException if the disk refuses
     */
    public Result run(IfPresent ifPresent, Progress progress) throws IOException {
        request.requireComplete();
        RunDirectory.check(request.out(), ifPresent);
        Domain<P> reading = ifPresent.takesUp() ? domain.reading(begunPart()) : domain;
        Result result = run(reading.open(request.model(), request.data(), progress), ifPresent, progress);
        result.againstSource().ifPresent(against -> against.tell(progress));
        return result;
    }

    /** The domain's part of the plan of the run that is taken up. */
    private P begunPart() throws IOException {
        AdaptPlan<P> begun = RunDirectory.planIn(request.out(), AdaptPlan.class, domain.partType());
        return begun.domain();
    }

    /**
     * Takes part in the training of the run that the first rank leads, by its plan, and writes nothing.
     *
     * @param progress notified of progress
     * @throws attune.fault.UserFault if model or data differ from the first rank's
     * @throws IOException if the disk refuses
     */
    public void follow(Progress progress) throws IOException {
        request.requireComplete();
        AdaptPlan<P> plan = new SharedRun(exchange).hear(AdaptPlan.class, domain.partType());
        Source<P> source = domain.reading(plan.domain()).open(request.model(), request.data(), progress);
        Data data = source.data();
        SourceDigest.requireSame(request.out(), "run", plan.modelSha256(), SourceDigest.of(request.model()));
        plan.data().requireSame(LearntFrom.of(request.data(), data.sha256()), request.out(), data.contents());
        OperatedSource operated = new Operating<>(source).by(plan);
        Material material = source.material(plan.domain(), plan.settings(), progress);
        Stage only = StagedTraining.only(plan, operated, request.out());
        RunTraining.follow(only, material, exchange, request.out(), progress);
    }

    /**
     * Adapts a source that is already open, without changing it. What became of it is in the result, told to nobody: a
     * sweep, which compares many such runs, has more to say.
     *
     * @param source opened for this request's model and data
     * @param ifPresent what to do with an existing run
     * @param progress notified of progress
     * @return the adapted model and how training went
     * @throws attune.fault.UserFault if any input is wrong
     * @throws IOException if the disk refuses
     */
    public Result run(Source<P> source, IfPresent ifPresent, Progress progress) throws IOException {
        boolean resume = ifPresent.takesUp(); // then the run's own plan applies
        Settled<P> asked = settle(source);
        Data data = source.data();
        if (!resume) {
            source.check(asked.part);
        }
        // Operate once before the folder is touched, so that a plan that cannot be carried out leaves nothing behind.
        Operating<P> operating = new Operating<>(source);
        OperatedSource fresh = operating.by(asked.course, asked.part, asked.seed());
        AdaptPlan<P> wanted = plan(source, asked, data, fresh);
        try (RunDirectory run = RunDirectory.open(request.out(), ifPresent, request.inputs(data))) {
            AdaptPlan<P> plan = resume ? resumed(run, wanted, data, progress) : wanted;
            if (resume) {
                source.check(plan.domain());
            }
            OperatedSource operated = plan.equals(wanted) ? fresh : operating.by(plan);
            return carryOut(plan, run, new Begin<>(source, operated, ifPresent), progress);
        }
    }

    /**
     * Adapts by a plan that is settled already, whatever the request says.
     *
     * @param plan of this source and its data
     */
    Result follow(AdaptPlan<P> plan, Source<P> source, IfPresent ifPresent, Progress progress) throws IOException {
        source.check(plan.domain());
        OperatedSource operated = new Operating<>(source).by(plan);
        try (RunDirectory run = RunDirectory.open(request.out(), ifPresent, request.inputs(source.data()))) {
            if (ifPresent.takesUp() && !begun(run, plan, source.data()).sameWork(plan)) {
                throw new UserFault(
                        request.out().toString(), "holds a run with other settings", "give another " + named("out"));
            }
            return carryOut(plan, run, new Begin<>(source, operated, ifPresent), progress);
        }
    }

    /** What a run begins with besides its plan. */
    private record Begin<P extends PlanPart>(Source<P> source, OperatedSource operated, IfPresent ifPresent) {}

    private Result carryOut(AdaptPlan<P> plan, RunDirectory run, Begin<P> begin, Progress progress) throws IOException {
        Source<P> source = begin.source;
        OperatedSource operated = begin.operated;
        SharedRun shared = new SharedRun(exchange);
        shared.check(plan);
        shared.tell(plan);
        PlanText text = new PlanText(plan, operated, domain.example());
        operated.warning().ifPresent(progress::warn);
        Prepared prepared = source.prepare(plan.domain(), plan.settings(), progress);
        shared.warnIfTooSmall(
                plan.settings(), prepared.material().batches(plan.trunk()).perEpoch(), progress);
        // Written only now that all data has been read: a bad example leaves no run behind.
        run.writePlan(plan);
        AtomicFile.writeText(run.file("layers.txt"), text.layers());
        progress.note(text.shown(source.defaults()));
        prepared.writeHeldOut(request.out());
        BegunRun<P> begun = new BegunRun<>(run, plan, source, prepared, operated, begin.ifPresent, exchange);
        return run.resumable(() -> {
            BegunRun.Ended ended = begun.train(request.out(), progress);
            ProvenanceStep step = begun.step(ended, domain.computedOn(operated.network()), request.command());
            Path bundle = run.file(BUNDLE);
            List<String> notes = prepared.finish(operated.network(), step, bundle, progress);
            return new Result(
                    bundle,
                    text.layers(),
                    ended.outcome(),
                    ended.againstSource(),
                    notes,
                    source.data().rejected());
        });
    }

    /** The request, with everything settled that does not depend on the data's contents. */
    private record Settled<P>(TrainingSettings settings, P part, Course course) {
        RunSeed seed() {
            return settings.runSeed();
        }
    }

    private Settled<P> settle(Source<P> source) {
        TrainingSettings settings = request.training().over(source.defaults().settings());
        P part = source.settle(request.training().augment());
        Stages stages = request.operation().stages().settled(settings.schedule().epochs());
        return new Settled<>(settings, part, course(source, part, stages));
    }

    private Course course(Source<P> source, P part, Stages stages) {
        return new Course(
                source.plan(request.operation().surgery(), part),
                stages,
                request.operation().rates());
    }

    /** The plan, which caches the trunk's output if the first stage allows. */
    private AdaptPlan<P> plan(Source<P> source, Settled<P> asked, Data data, OperatedSource whole) throws IOException {
        OperatedSource first = new Operating<>(source).first(asked.course, asked.part, whole, asked.seed());
        TrunkUse trunk = request.trunk() == TrunkCaching.NEVER || exchange.size() > 1
                ? TrunkUse.NONE
                : TrunkUse.of(first.boundary(), asked.part.altersExamples());
        return new AdaptPlan<>(
                request.model().toString(),
                SourceDigest.of(request.model()),
                LearntFrom.of(request.data(), data.sha256()),
                asked.course,
                asked.settings,
                trunk,
                asked.part,
                domain.computedOn(whole.network()));
    }

    /** The plan of the existing run; only its source model and data must match what was given now. */
    private AdaptPlan<P> resumed(RunDirectory run, AdaptPlan<P> wanted, Data data, Progress progress)
            throws IOException {
        AdaptPlan<P> started = begun(run, wanted, data);
        RunDirectory.warnUnless(started.sameWork(wanted), request.out(), progress);
        started.computedOn().warnIfElsewhere(wanted.computedOn(), progress);
        return started;
    }

    private AdaptPlan<P> begun(RunDirectory run, AdaptPlan<P> wanted, Data data) throws IOException {
        AdaptPlan<P> started = run.readPlan(AdaptPlan.class, domain.partType());
        SourceDigest.requireSame(request.out(), "run", started.modelSha256(), wanted.modelSha256());
        started.data().requireSame(wanted.data(), request.out(), data.contents());
        return started;
    }
}
