package attune.runs;

import static attune.fault.Parameter.named;

import attune.exchange.Exchange;
import attune.fault.UserFault;
import attune.files.FileTree;
import attune.layers.FastLayers;
import attune.progress.Pace;
import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.torch.TorchDevice;
import attune.training.Batches;
import attune.training.EpochReport;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.training.Steps;
import attune.training.Trainer;
import attune.training.TrunkFiles;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Trains the network of a stage in a run directory: the whole network in every epoch or, if the plan says so, only the
 * head, on the trunk's cached output.
 */
public final class RunTraining {
    private static final String TRUNK_CACHE = "trunk-cache";

    /** The number of a run that is the only one. */
    private static final int ONLY = 0;

    private final RunDirectory run;
    private final Material material;
    private final int number;
    private final Exchange exchange;
    private final DoubleAdder trunkSeconds;

    /**
     * A training, in which other ranks may take part, as {@link #follow}.
     *
     * @param run its folder
     * @param material what it trains on, all ranks together, and is scored on
     * @param exchange with the others
     */
    public RunTraining(RunDirectory run, Material material, Exchange exchange) {
        this(run, material, ONLY, exchange, new DoubleAdder());
    }

    private RunTraining(RunDirectory run, Material material, int number, Exchange exchange, DoubleAdder trunkSeconds) {
        this.run = run;
        this.material = material;
        this.number = number;
        this.exchange = exchange;
        this.trunkSeconds = trunkSeconds;
    }

    /** One of several trainings of which this one is the sum, by its number from 1. */
    RunTraining one(int which, Material own) {
        return new RunTraining(run, own, which, Exchange.ALONE, trunkSeconds);
    }

    /**
     * Trains, and leaves the parameters of the best epoch in the stage's network.
     *
     * @param stage what to train, and how
     * @param progress notified of batches and epochs
     * @return how it ended
     * @throws IOException if the disk refuses
     */
    public Trainer.Outcome train(Stage stage, Progress progress) throws IOException {
        FastLayers.in(stage.network());
        // Made, and the head cut, before a checkpoint is looked at, which changes the network: layers may be pulled
        // towards these weights.
        Trainer whole = whole(stage, exchange);
        if (stage.trunk().cached()) {
            SplitGraph split = SplitGraph.at(stage.network(), stage.trunk().upTo(), FastLayers::in);
            Optional<Trainer.Outcome> ended = withoutTrunk(whole.ended());
            if (ended.isPresent()) { // by a process that was killed later; so the trunk need not run again
                return ended.get();
            }
            split.trunkOn(trunk -> TorchDevice.trunk(trunk, stage.network()));
            long started = System.nanoTime();
            Optional<Material.ForHead> kept = material.runTrunk(split, stage, run.file(TRUNK_CACHE), progress);
            trunkSeconds.add((System.nanoTime() - started) / 1e9);
            if (kept.isPresent()) {
                return trainHead(stage, split, kept.get(), progress);
            }
        }
        return logged(stage, stage.network(), whole, progress);
    }

    private Trainer.Outcome trainHead(Stage stage, SplitGraph split, Material.ForHead kept, Progress progress)
            throws IOException {
        try (TrunkFiles files = kept.files()) {
            Trainer head = trainer(stage, split.head(), kept.batches(), kept.scorer(), exchange);
            Trainer.Outcome outcome = logged(stage, split.head(), head, progress);
            split.giveBack();
            files.delete();
            return outcome;
        }
    }

    /**
     * Leaves the parameters of the best epoch so far in the stage's network, without training. Those of a head that is
     * trained on a cached trunk are parameters of the whole network, too.
     *
     * @param stage as it was trained
     * @return how far it came; empty if no epoch has ended
     * @throws IOException if the disk refuses
     */
    public Optional<Trainer.Outcome> bestSoFar(Stage stage) throws IOException {
        return withoutTrunk(whole(stage, Exchange.ALONE).bestSoFar());
    }

    /** Nobody needs the trunk's output once training is over. */
    private Optional<Trainer.Outcome> withoutTrunk(Optional<Trainer.Outcome> outcome) throws IOException {
        if (outcome.isPresent()) {
            FileTree.delete(run.file(TRUNK_CACHE), file -> true);
        }
        return outcome;
    }

    /** Trains the whole network; reads the checkpoints of a stage, also those of a head. */
    private Trainer whole(Stage stage, Exchange with) {
        return trainer(stage, stage.network(), material.batches(stage.trunk()), material.scorer(), with);
    }

    private static Trainer trainer(
            Stage stage, ComputationGraph network, Batches batches, Scorer scorer, Exchange exchange) {
        Steps.Device device = TorchDevice.stepsOf(network);
        if (exchange.size() == 1) {
            return new Trainer(network, stage.plan(), batches, scorer, stage.checkpoints(), device);
        }
        if (device != Steps.Device.HOST) {
            throw new UserFault(
                    named("ranks"), "can only train on processors, not on a card", "give " + named("device") + " cpu");
        }
        return new Trainer(network, stage.plan(), batches, scorer, stage.checkpoints(), exchange);
    }

    /**
     * Takes part in a stage that the first rank leads, without writing anything.
     *
     * @param stage the same as the first rank's
     * @param material what all ranks train on together
     * @param exchange with the others
     * @param folder of the run, for messages
     * @param progress notified of batches
     */
    public static void follow(Stage stage, Material material, Exchange exchange, Path folder, Progress progress) {
        FastLayers.in(stage.network());
        try {
            trainer(stage, stage.network(), material.batches(stage.trunk()), material.scorer(), exchange)
                    .run(progress, report -> {});
        } catch (StoppedException stopped) {
            throw stopped.in(folder);
        }
    }

    /** Trains, with a line for each epoch in the run's log and for the user. */
    private Trainer.Outcome logged(Stage stage, ComputationGraph network, Trainer trainer, Progress progress) {
        TorchDevice.tell(network, progress);
        LossWarning warning = new LossWarning(run.log(), stage.plan().epochs());
        return trainer.run(progress, report -> {
            run.log().add(new Report(shown(number), shown(stage.number()), report));
            progress.note(String.format(
                    Locale.ROOT,
                    "%s%sepoch %d/%d: loss %.3f, dev %s%s%s",
                    number == ONLY ? "" : "run " + number + ", ",
                    stage.number() == Stage.ONLY ? "" : "stage " + stage.number() + ", ",
                    report.epoch(),
                    stage.plan().epochsBefore() + stage.plan().epochs(),
                    report.loss(),
                    report.score().text(),
                    report.better() ? ", best" : "",
                    timeLeft(stage, report)));
            warning.tell(progress);
        });
    }

    private String timeLeft(Stage stage, EpochReport report) {
        if (report.timeLeft().toSeconds() == 0) {
            return "";
        }
        String of = stage.number() == Stage.ONLY ? number == ONLY ? "" : " in this run" : " in this stage";
        return ", " + Pace.text(report.timeLeft()) + " left" + of;
    }

    private static @Nullable Integer shown(int number) {
        return number == ONLY ? null : number;
    }

    /** Whether the source's score is in the log; a run that was killed before has none. */
    boolean hasSourceScore() throws IOException {
        return run.log().lines().stream().anyMatch(line -> line.path("epoch").asInt(-1) == 0);
    }

    /**
     * Logs the source's score as epoch 0.
     *
     * @param score on dev
     * @param progress notified of the score
     */
    void logSource(Scorer.Score score, Progress progress) {
        run.log().add(new SourceReport(0, score));
        progress.note("epoch 0, the source model: dev " + score.text());
    }

    /**
     * The fault of finishing a run too early.
     *
     * @param folder of the run
     * @return what to throw
     */
    public static UserFault nothingToFinish(Path folder) {
        return new UserFault(
                folder.toString(),
                "no epoch has ended yet, so there is no model to finish the run with",
                "go on with " + named("resume"));
    }

    /**
     * Records how the run ended, after the last stage.
     *
     * @param outcome of all stages
     * @throws IOException if the disk refuses
     */
    public void conclude(Trainer.Outcome outcome) throws IOException {
        conclude(new BegunRun.Ended(outcome, 0, Optional.empty()));
    }

    /** Records also what became of the source. */
    void conclude(BegunRun.Ended ended) throws IOException {
        run.write(RunOutcome.FILE, RunOutcome.of(ended, run.log().lines(), trunkSeconds.sum()));
    }

    /** The source model's line in the log. */
    private record SourceReport(int epoch, Scorer.Score score) {}

    /** An epoch; best so far refers to its run and stage, which are absent if there is only one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Report(
            @Nullable Integer run,
            @Nullable Integer stage,
            @JsonUnwrapped EpochReport report) {}
}
