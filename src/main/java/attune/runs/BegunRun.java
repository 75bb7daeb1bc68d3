package attune.runs;

import attune.bundle.ProvenanceStep;
import attune.evaluation.JointComparison;
import attune.exchange.Exchange;
import attune.progress.Progress;
import attune.surgery.Interpolation;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A run whose plan has been written: trains by it, and compares the result with its source.
 *
 * @param run its folder
 * @param plan what it does
 * @param source what it adapts
 * @param prepared its data
 * @param operated the network that it trains; the best epoch's parameters end up here
 * @param ifPresent whether to train, or only to finish what an earlier process trained
 * @param exchange with the ranks that train along
 * @param <P> the domain's own part of the plan
 */
record BegunRun<P extends PlanPart>(
        RunDirectory run,
        AdaptPlan<P> plan,
        Source<P> source,
        Prepared prepared,
        OperatedSource operated,
        IfPresent ifPresent,
        Exchange exchange) {

    /**
     * How it ended.
     *
     * @param outcome of the training
     * @param sourcePercent how much of the source was then mixed in
     * @param againstSource empty if the source cannot be scored on dev
     */
    record Ended(Trainer.Outcome outcome, int sourcePercent, Optional<AgainstSource> againstSource) {}

    /**
     * Leaves the parameters of the best epoch, with as much of the source as is mixed in, in the operated network, and the
     * outcome in the folder.
     */
    Ended train(Path folder, Progress progress) throws IOException {
        RunTraining training = new RunTraining(run, prepared.material(), exchange);
        if (ifPresent != IfPresent.FINISH && !training.hasSourceScore()) {
            prepared.sourceScore(progress).ifPresent(score -> training.logSource(score, progress));
        }
        Trainer.Outcome trained = trained(training, progress).orElseThrow(() -> RunTraining.nothingToFinish(folder));
        SourceBlend blend = blend(progress);
        double score = blend.percent() == 0
                ? trained.bestScore()
                : prepared.material().scorer().score(operated.network()).value();
        Trainer.Outcome outcome = new Trainer.Outcome(trained.bestEpoch(), score, trained.stoppedEarly());
        Ended ended = new Ended(outcome, blend.percent(), againstSource(progress));
        training.conclude(ended);
        return ended;
    }

    private SourceBlend blend(Progress progress) {
        ComputationGraph network = operated.network();
        Optional<Interpolation> line =
                plan.settings().blend() ? source.towards(network, plan.domain()) : Optional.empty();
        if (line.isEmpty()) {
            return new SourceBlend(0, network);
        }
        SourceBlend blend = SourceBlend.of(network, line.get(), prepared.finishedScorer(progress), progress);
        if (blend.percent() > 0) {
            network.params().assign(blend.network().params());
        }
        return blend;
    }

    private Optional<Trainer.Outcome> trained(RunTraining training, Progress progress) throws IOException {
        int runs = plan.settings().runs();
        if (runs == 1) {
            return ended(stages(run.checkpoints(), plan, training), operated, progress);
        }
        return new MeanOfRuns(run.checkpoints(), ifPresent, prepared.material().scorer(), progress)
                .into(operated.network(), runs, number -> one(number, training, progress));
    }

    private StagedTraining stages(Path checkpoints, AdaptPlan<P> one, RunTraining training) {
        return new StagedTraining(checkpoints, one, training, () -> begunAlike(new Operating<>(source).head(one)));
    }

    /**
     * All of several runs begin with the same parameters, those drawn at random included: the units of layers that begin
     * differently do not correspond, and their mean would do nothing of what they do.
     */
    private ComputationGraph begunAlike(ComputationGraph network) {
        network.params().assign(operated.network().params());
        return network;
    }

    /** Trains or, if the run is to be finished as it is, does not; then empty if no epoch has ended. */
    private Optional<Trainer.Outcome> ended(StagedTraining stages, OperatedSource network, Progress progress)
            throws IOException {
        return ifPresent == IfPresent.FINISH ? stages.finish(network) : Optional.of(stages.train(network, progress));
    }

    /** One of several runs, by its number from 1. */
    private MeanOfRuns.One one(int number, RunTraining all, Progress progress) {
        AdaptPlan<P> own = plan.ofRun(number);
        OperatedSource network = new Operating<>(source).by(own);
        begunAlike(network.network());
        Path checkpoints = run.checkpoints().resolve(MeanOfRuns.name(number));
        return new MeanOfRuns.One(network.network(), () -> {
            RunTraining training = all.one(number, prepared.material().with(own.settings()));
            return ended(stages(checkpoints, own, training), network, progress);
        });
    }

    private Optional<AgainstSource> againstSource(Progress progress) throws IOException {
        Optional<JointComparison> compared = prepared.againstSource(operated.network(), progress);
        if (compared.isEmpty()) {
            return Optional.empty();
        }
        Optional<JointComparison> probe = prepared.onProbe(operated.network(), progress);
        if (compared.get().verdict() == JointComparison.Verdict.BETTER) {
            return compared.map(better -> AgainstSource.of(better, List.of(), probe));
        }
        LossCourse losses = LossCourse.last(run.log().lines());
        LikelyReasons reasons =
                new LikelyReasons(plan.settings(), source.defaults().settings(), losses);
        return compared.map(none -> AgainstSource.of(none, reasons.with(none, prepared.suspicions(progress)), probe));
    }

    /** What the finished model's provenance says of it. */
    ProvenanceStep step(Ended ended, ComputedOn computedOn, String command) throws IOException {
        Map<String, String> results = new TreeMap<>(plan.domain().provenance());
        results.putAll(plan.computedOn().provenance());
        results.put("surgery", plan.course().text());
        if (plan.settings().runs() > 1) {
            results.put("mean of runs", Integer.toString(plan.settings().runs()));
        }
        new SharedRun(exchange).text(plan.settings()).ifPresent(text -> results.put(SharedRun.RANKS, text));
        results.put("best epoch", Integer.toString(ended.outcome().bestEpoch()));
        if (ended.sourcePercent() > 0) {
            results.put("source mixed in", ended.sourcePercent() + " %");
        }
        results.put(
                "dev " + prepared.material().scorer().name(),
                String.format(Locale.ROOT, "%.4f", ended.outcome().bestScore()));
        return new ProvenanceStep(
                "adapt",
                Instant.now(),
                command,
                computedOn.conditions(
                        source.data().description(), plan.settings().seed()),
                plan.modelSha256(),
                results);
    }
}
