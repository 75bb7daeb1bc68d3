package attune.training;

import attune.backend.HostMemory;
import attune.exchange.Exchange;
import attune.progress.Pace;
import attune.progress.Progress;
import attune.progress.StoppedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains one graph by one plan, with checkpoints from which a stopped run resumes. */
public final class Trainer {
    private static final int MOST_BAD_BATCHES_IN_A_ROW = 10;

    private final ComputationGraph graph;
    private final TrainingPlan plan;
    private final Batches batches;
    private final Scorer scorer;
    private final TrainingFiles files;
    private final Steps.Device device;
    private final Learning learning;
    private final Replica replica;
    private final Optional<BlockAverage> blocks;
    private final long steps;
    private final LossWatch watch = new LossWatch();
    private int badBatchesInARow;

    /**
     * A run on the graph's own layers.
     *
     * @param graph what to train, in place; its FrozenLayers do not change
     * @param plan how to train
     * @param batches what to train on
     * @param scorer scores each epoch
     * @param folder of the checkpoints
     */
    public Trainer(ComputationGraph graph, TrainingPlan plan, Batches batches, Scorer scorer, Path folder) {
        this(graph, plan, batches, scorer, folder, Steps.Device.HOST);
    }

    /**
     * A run on any device.
     *
     * @param graph what to train, in place; its FrozenLayers do not change
     * @param plan how to train
     * @param batches what to train on
     * @param scorer scores each epoch
     * @param folder of the checkpoints, which may be those of a run begun on another device
     * @param device takes the steps
     */
    public Trainer(
            ComputationGraph graph,
            TrainingPlan plan,
            Batches batches,
            Scorer scorer,
            Path folder,
            Steps.Device device) {
        this(graph, plan, batches, scorer, folder, new Replica(Exchange.ALONE, 0), device);
    }

    /**
     * A run on the graph's own layers that several ranks share, each with a Trainer of its own for the same graph, plan
     * and batches. The first one decides and writes checkpoints; the others need no folder.
     *
     * @param graph what to train, in place, of floats on the CPU; its FrozenLayers do not change
     * @param plan how to train
     * @param batches what all ranks together train on
     * @param scorer scores each epoch, on all ranks if it can be {@linkplain DividedScorer divided}, else on the first
     * @param folder of the checkpoints, which may be those of a run of another number of ranks
     * @param exchange with the other ranks
     */
    public Trainer(
            ComputationGraph graph, TrainingPlan plan, Batches batches, Scorer scorer, Path folder, Exchange exchange) {
        this(graph, plan, batches, scorer, folder, new Replica(exchange, plan.blockSteps()));
        if (exchange.size() > 1 && !HostMemory.holds(graph.getConfiguration().getDataType())) {
            throw new IllegalArgumentException("ranks exchange floats on the CPU, not "
                    + graph.getConfiguration().getDataType() + " of this backend");
        }
    }

    private Trainer(
            ComputationGraph graph, TrainingPlan plan, Batches batches, Scorer scorer, Path folder, Replica replica) {
        this(
                graph,
                plan,
                batches,
                scorer,
                folder,
                replica,
                (whole, learning) -> new GraphSteps(whole, learning, replica));
    }

    private Trainer(
            ComputationGraph graph,
            TrainingPlan plan,
            Batches batches,
            Scorer scorer,
            Path folder,
            Replica replica,
            Steps.Device device) {
        this.graph = graph;
        this.plan = plan;
        this.batches = batches;
        this.scorer = scorer;
        this.device = device;
        this.replica = replica;
        this.steps = (long) plan.epochs() * batches.perEpoch();
        this.learning = new Learning(graph, plan, steps);
        this.blocks = plan.blockSteps() == 0
                ? Optional.empty()
                : Optional.of(new BlockAverage(replica, plan.blockSteps(), learning.optimizer()));
        this.files = new TrainingFiles(folder, replica, state(), learning.parameters());
    }

    /**
     * Trains to the end of the plan or until the score stops improving, from the last checkpoint if the folder has one.
     * Afterwards the graph holds the parameters of its best epoch; on ranks other than the first, those of the last step.
     *
     * @param progress notified of batches
     * @param epochs notified of each finished epoch, after a kill perhaps twice
     * @return the best epoch's number and its score
     * @throws java.io.UncheckedIOException when a checkpoint cannot be written; the run can be resumed
     */
    public Outcome run(Progress progress, Consumer<EpochReport> epochs) {
        TrainingState state = replica.begin(files.last().orElse(TrainingState.START), state());
        blocks.ifPresent(BlockAverage::begin);
        try (Steps taken = device.begin(graph, learning)) {
            return run(taken, state, progress, epochs);
        }
    }

    private Outcome run(Steps taken, TrainingState from, Progress progress, Consumer<EpochReport> epochs) {
        TrainingState state = from;
        boolean stopped = shouldStop(state);
        Pace pace = new Pace(state.step(), steps);
        while (state.epoch() < plan.epochs() && !stopped) {
            long started = System.nanoTime();
            state = epoch(taken, state, pace, progress);
            double seconds = (System.nanoTime() - started) / 1e9;
            progress.begin("scoring on dev", -1);
            learning.swapMean();
            Scorer.Score score = replica.score(scorer, graph);
            TrainingState scored = state.afterEpoch(score.value());
            boolean better = scored.bestEpoch() == state.epoch();
            if (better) {
                files.saveBest(scored);
            }
            learning.swapMean();
            // Reported first: after a kill in between, the epoch is repeated and reported again, but never left out.
            epochs.accept(new EpochReport(
                    number(state.epoch()),
                    state.meanLoss(),
                    score,
                    better,
                    stepsPerEpoch(),
                    stepsPerEpoch() - state.lossCount(),
                    seconds,
                    rate(state.step() - 1),
                    pace.left(state.step()).map(left -> left.toMillis() / 1e3).orElse(0.0)));
            files.saveLast(scored);
            state = scored;
            stopped = shouldStop(state);
            stopIf(!stopped && state.epoch() < plan.epochs() && replica.stopRequested(progress), state);
        }
        return bestOf(state, stopped);
    }

    private Outcome bestOf(TrainingState state, boolean stopped) {
        files.restoreBest();
        return new Outcome(number(state.bestEpoch()), state.best(), stopped);
    }

    /**
     * How a run ended that has nothing left to train. The graph receives the parameters of its best epoch.
     *
     * @return its number and score; empty if there is more to train
     */
    public Optional<Outcome> ended() {
        return files.last()
                .filter(state -> state.epoch() == plan.epochs() || shouldStop(state))
                .map(state -> bestOf(state, shouldStop(state)));
    }

    /**
     * The best epoch so far of an unfinished run, whose files stay unchanged. The graph receives its parameters.
     *
     * @return its number and score; empty if no epoch has ended
     */
    public Optional<Outcome> bestSoFar() {
        return files.best().map(state -> new Outcome(number(state.bestEpoch()), state.best(), false));
    }

    private TrainingState epoch(Steps taken, TrainingState from, Pace pace, Progress progress) {
        TrainingState state = from;
        long saved = System.nanoTime();
        int epoch = plan.epochsBefore() + state.epoch();
        progress.begin(
                "epoch " + number(state.epoch()) + "/" + (plan.epochsBefore() + plan.epochs()), batches.perEpoch());
        try (AheadBatches ahead = new AheadBatches(batches, replica, epoch, state.batch())) {
            while (state.batch() < batches.perEpoch()) {
                boolean equal;
                try (Batch batch = ahead.next()) {
                    double loss = step(taken, batch, state.step(), progress);
                    int met = Math.min(replica.stride(), batches.perEpoch() - state.batch());
                    state = state.afterStep(loss, met);
                    equal = average(taken, state, met, progress);
                    watch.follow(loss, progress);
                }
                progress.at(state.batch(), lossText(state) + timeLeft(pace, state));
                boolean stop = replica.stopRequested(progress);
                boolean due = Duration.ofNanos(System.nanoTime() - saved).compareTo(plan.checkpointEvery()) >= 0;
                if ((due || stop) && equal && state.batch() < batches.perEpoch()) {
                    taken.store();
                    files.saveLast(state);
                    saved = System.nanoTime();
                    stopIf(stop, state);
                }
            }
        }
        taken.store();
        if (!Double.isFinite(graph.params().sumNumber().doubleValue())) {
            throw new TrainingDivergedException("the weights are not finite after epoch " + number(state.epoch()));
        }
        return state;
    }

    /** Averages the weights over ranks and steps, where it is time to; returns whether all ranks have the same weights. */
    private boolean average(Steps taken, TrainingState state, int met, Progress progress) {
        long step = state.step() - 1;
        if (!replica.inBlocks()) {
            taken.average(step);
            return true;
        }
        int batchesOfBlock = blocks.orElseThrow().after(met, state.batch() == batches.perEpoch(), progress);
        if (batchesOfBlock > 0) {
            learning.mean().ifPresent(mean -> mean.follow(step, batchesOfBlock));
        }
        return batchesOfBlock > 0;
    }

    /** Takes one step; returns the loss, or NaN if the batch had to be skipped. */
    private double step(Steps taken, Batch batch, long step, Progress progress) {
        Steps.Gradient gradient = taken.gradient(batch, replica.draw(step), progress);
        double loss = gradient.loss();
        if (!gradient.isFinite()) {
            String why = Double.isFinite(loss) ? "the gradient's norm is " + gradient.norm() : "the loss is " + loss;
            leaveOut(batch, why, progress);
            return Double.NaN;
        }
        badBatchesInARow = 0;
        taken.take(Math.min(1, plan.clipNorm() / gradient.norm()), rate(step), step / replica.stride());
        return loss;
    }

    private void leaveOut(Batch batch, String why, Progress progress) {
        progress.warn("skipped a batch because " + why + ": " + String.join(", ", batch.ids()));
        badBatchesInARow++;
        if (badBatchesInARow == MOST_BAD_BATCHES_IN_A_ROW) {
            throw new TrainingDivergedException(why + ", the " + badBatchesInARow + "th batch in a row to be skipped");
        }
    }

    private void stopIf(boolean stop, TrainingState state) {
        if (stop) {
            String where = String.format(
                    Locale.ROOT,
                    "in epoch %d of %d, after %d of its %d steps",
                    number(state.epoch()),
                    plan.epochsBefore() + plan.epochs(),
                    state.batch(),
                    batches.perEpoch());
            throw new StoppedException(where);
        }
    }

    private static String lossText(TrainingState state) {
        return String.format(Locale.ROOT, "loss %.3f", state.meanLoss());
    }

    /** For all remaining epochs. */
    private static String timeLeft(Pace pace, TrainingState state) {
        return pace.left(state.step())
                .map(left -> ", " + Pace.text(left) + " left")
                .orElse("");
    }

    /** The number of an epoch of this plan, for a person. */
    private int number(int epoch) {
        return plan.epochsBefore() + epoch + 1;
    }

    private double rate(long step) {
        return plan.learningRate().at(step, steps);
    }

    private boolean shouldStop(TrainingState state) {
        return plan.patience() > 0
                && state.bestEpoch() >= 0
                && state.best() < scorer.ofNothingLearnt()
                && state.epoch() - 1 - state.bestEpoch() >= plan.patience();
    }

    /** Number of steps that each rank takes in an epoch. */
    private int stepsPerEpoch() {
        return (batches.perEpoch() + replica.stride() - 1) / replica.stride();
    }

    /** The arrays that must be saved to resume exactly. */
    private List<INDArray> state() {
        List<INDArray> arrays = new ArrayList<>(learning.state());
        blocks.map(BlockAverage::state).ifPresent(arrays::addAll);
        return arrays;
    }

    /**
     * How a run ended.
     *
     * @param bestEpoch number of the best epoch, from 1, counting those of an earlier stage
     * @param bestScore its score
     * @param stoppedEarly whether it ended because the score stopped improving
     */
    public record Outcome(int bestEpoch, double bestScore, boolean stoppedEarly) {}
}
