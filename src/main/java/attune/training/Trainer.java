package attune.training;

import attune.progress.Pace;
import attune.progress.Progress;
import attune.progress.StoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains one graph by one plan. Writes two files into its folder: {@code last.checkpoint}, from which a stopped run
 * resumes, and {@code best.checkpoint}, the parameters of the best epoch so far, averaged over steps if the plan says
 * so.
 */
public final class Trainer {
    private static final int MOST_BAD_BATCHES_IN_A_ROW = 10;

    private final ComputationGraph graph;
    private final TrainingPlan plan;
    private final Batches batches;
    private final Scorer scorer;
    private final Path last;
    private final Path best;
    private final Steps.Device device;
    private final Learning learning;
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
        this.graph = graph;
        this.plan = plan;
        this.batches = batches;
        this.scorer = scorer;
        this.last = folder.resolve("last.checkpoint");
        this.best = folder.resolve("best.checkpoint");
        this.device = device;
        this.steps = (long) plan.epochs() * batches.perEpoch();
        this.learning = new Learning(graph, plan, steps);
    }

    /**
     * Trains to the end of the plan or until the score stops improving, from the last checkpoint if the folder has one.
     * Afterwards the graph holds the parameters of its best epoch.
     *
     * @param progress notified of batches
     * @param epochs notified of each finished epoch, after a kill perhaps twice
     * @return the best epoch's number and its score
     * @throws UncheckedIOException when a checkpoint cannot be written; the run can be resumed
     */
    public Outcome run(Progress progress, Consumer<EpochReport> epochs) {
        TrainingState state = Files.exists(last) ? Checkpoint.read(last, learning.state()) : TrainingState.START;
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
            Scorer.Score score = scorer.score(graph);
            TrainingState scored = state.afterEpoch(score.value());
            boolean better = scored.bestEpoch() == state.epoch();
            if (better) {
                save(best, scored, learning.parameters());
            }
            learning.swapMean();
            // Reported first: after a kill in between, the epoch is repeated and reported again, but never left out.
            epochs.accept(new EpochReport(
                    number(state.epoch()),
                    state.meanLoss(),
                    score,
                    better,
                    batches.perEpoch(),
                    batches.perEpoch() - state.lossCount(),
                    seconds,
                    rate(state.step() - 1),
                    pace.left(state.step()).map(left -> left.toMillis() / 1e3).orElse(0.0)));
            save(last, scored, learning.state());
            state = scored;
            stopped = shouldStop(state);
            stopIf(!stopped && state.epoch() < plan.epochs() && progress.stopRequested(), state);
        }
        return bestOf(state, stopped);
    }

    private Outcome bestOf(TrainingState state, boolean stopped) {
        Checkpoint.read(best, learning.parameters());
        return new Outcome(number(state.bestEpoch()), state.best(), stopped);
    }

    /**
     * How a run ended that has nothing left to train. The graph receives the parameters of its best epoch.
     *
     * @return its number and score; empty if there is more to train
     */
    public Optional<Outcome> ended() {
        if (!Files.exists(last)) {
            return Optional.empty();
        }
        TrainingState state = Checkpoint.read(last, learning.state());
        boolean stopped = shouldStop(state);
        return state.epoch() == plan.epochs() || stopped ? Optional.of(bestOf(state, stopped)) : Optional.empty();
    }

    /**
     * The best epoch so far of an unfinished run, whose files stay unchanged. The graph receives its parameters.
     *
     * @return its number and score; empty if no epoch has ended
     */
    public Optional<Outcome> bestSoFar() {
        if (!Files.exists(best)) {
            return Optional.empty();
        }
        TrainingState state = Checkpoint.read(best, learning.parameters());
        return Optional.of(new Outcome(number(state.bestEpoch()), state.best(), shouldStop(state)));
    }

    private TrainingState epoch(Steps taken, TrainingState from, Pace pace, Progress progress) {
        TrainingState state = from;
        long saved = System.nanoTime();
        int epoch = plan.epochsBefore() + state.epoch();
        progress.begin(
                "epoch " + number(state.epoch()) + "/" + (plan.epochsBefore() + plan.epochs()), batches.perEpoch());
        try (AheadBatches ahead = new AheadBatches(batches, epoch, state.batch())) {
            while (state.batch() < batches.perEpoch()) {
                try (Batch batch = ahead.next()) {
                    long step = state.step();
                    double loss = step(taken, batch, step, progress);
                    taken.average(step);
                    state = Double.isFinite(loss) ? state.afterBatch(loss) : state.afterSkippedBatch();
                    watch.follow(loss, progress);
                }
                progress.at(state.batch(), lossText(state) + timeLeft(pace, state));
                boolean stop = progress.stopRequested();
                boolean due = Duration.ofNanos(System.nanoTime() - saved).compareTo(plan.checkpointEvery()) >= 0;
                if ((due || stop) && state.batch() < batches.perEpoch()) {
                    taken.store();
                    save(last, state, learning.state());
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

    /** Takes one step; returns the loss, or NaN if the batch had to be skipped. */
    private double step(Steps taken, Batch batch, long step, Progress progress) {
        Steps.Gradient gradient = taken.gradient(batch, step, progress);
        double loss = gradient.loss();
        if (!gradient.isFinite()) {
            String why = Double.isFinite(loss) ? "the gradient's norm is " + gradient.norm() : "the loss is " + loss;
            leaveOut(batch, why, progress);
            return Double.NaN;
        }
        badBatchesInARow = 0;
        taken.take(Math.min(1, plan.clipNorm() / gradient.norm()), rate(step), step);
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

    private static void save(Path file, TrainingState state, List<INDArray> arrays) {
        try {
            Checkpoint.write(file, state, arrays);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How a finished epoch went.
     *
     * @param epoch its number, from 1, counting those of an earlier stage
     * @param loss mean loss over its batches
     * @param score on held-out data
     * @param better whether it is the best so far
     * @param steps number of steps in it, by this and earlier processes
     * @param leftOut how many of them used batches that gave no finite loss or gradient, so that nothing was learnt
     * @param trainingSeconds time this process spent training it, without scoring
     * @param learningRate of its last step, in layers without a factor of their own
     * @param secondsLeft until the plan ends, scoring included, at this process's pace; less where the run stops early
     */
    public record EpochReport(
            int epoch,
            double loss,
            Scorer.Score score,
            boolean better,
            int steps,
            int leftOut,
            double trainingSeconds,
            double learningRate,
            double secondsLeft) {

        /**
         * The time that is left.
         *
         * @return until the plan ends
         */
        public Duration timeLeft() {
            return Duration.ofMillis((long) (secondsLeft * 1e3));
        }
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
