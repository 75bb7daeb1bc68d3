package attune.runs;

import attune.progress.Progress;
import attune.training.Handover;
import attune.training.Scorer;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of the weights of several runs that begin alike and differ by their seeds alone (Wortsman et al. 2022, "Model
 * soups", arXiv 2203.05482). From one source, fine-tunings end so near each other that the mean of their weights does
 * what the mean of their outputs would, at the price of one network.
 */
final class MeanOfRuns {
    private final Path checkpoints;
    private final IfPresent ifPresent;
    private final Scorer scorer;
    private final Progress progress;

    /**
     * A mean.
     *
     * @param checkpoints where the result of each run is kept, so that a restart does not repeat it
     * @param ifPresent whether to train runs that have not ended
     * @param scorer of the mean
     * @param progress notified of its score
     */
    MeanOfRuns(Path checkpoints, IfPresent ifPresent, Scorer scorer, Progress progress) {
        this.checkpoints = checkpoints;
        this.ifPresent = ifPresent;
        this.scorer = scorer;
        this.progress = progress;
    }

    /** Leaves the parameters of its best epoch in a run's network; empty if no epoch has ended. */
    interface Training {
        Optional<Trainer.Outcome> end() throws IOException;
    }

    /**
     * One of the runs.
     *
     * @param network its own, with the same layers as the others'
     * @param training of that network
     */
    record One(ComputationGraph network, Training training) {}

    /** Gives the runs by their numbers, from 1. */
    interface Runs {
        One number(int number);
    }

    /** The name of a run's checkpoints. */
    static String name(int number) {
        return "run-" + number;
    }

    /**
     * Runs, and leaves the mean of the weights in a network.
     *
     * @param network with the same layers as the runs'
     * @param count number of runs
     * @param runs made one after the other
     * @return the mean's score, with the best epoch of the best run; empty if no epoch has ended
     */
    Optional<Trainer.Outcome> into(ComputationGraph network, int count, Runs runs) throws IOException {
        List<Trainer.Outcome> outcomes = new ArrayList<>();
        INDArray sum = network.params().like();
        for (int number = 1; number <= count && outcomes.size() == number - 1; number++) {
            One one = runs.number(number);
            ended(number, one).ifPresent(outcome -> {
                outcomes.add(outcome);
                sum.addi(one.network.params());
            });
        }
        if (outcomes.isEmpty()) {
            return Optional.empty();
        }
        network.params().assign(sum.divi(outcomes.size()));
        Scorer.Score score = scorer.score(network);
        progress.note("mean of " + outcomes.size() + " runs: dev " + score.text());
        int epoch = outcomes.stream()
                .min(Comparator.comparingDouble(Trainer.Outcome::bestScore))
                .orElseThrow()
                .bestEpoch();
        return Optional.of(new Trainer.Outcome(epoch, score.value(), false));
    }

    private Optional<Trainer.Outcome> ended(int number, One one) throws IOException {
        Handover result = new Handover(checkpoints.resolve(name(number) + ".checkpoint"));
        Optional<Trainer.Outcome> before = result.read(one.network);
        if (before.isPresent()) {
            return before;
        }
        Optional<Trainer.Outcome> outcome = one.training.end();
        if (outcome.isPresent() && ifPresent != IfPresent.FINISH) {
            result.write(one.network, outcome.get());
        }
        return outcome;
    }
}
