package attune.runs;

import attune.progress.Progress;
import attune.training.Handover;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains an operated model as its plan says: in one stage, or first the head alone. Each stage has its own checkpoints
 * and learning-rate schedule; the first hands its result to the second through the disk, so that a restart finds it.
 * The best epoch of both is kept.
 */
final class StagedTraining {
    private final Path checkpoints;
    private final AdaptPlan<?> plan;
    private final RunTraining training;
    private final Supplier<ComputationGraph> head;

    /**
     * Stages.
     *
     * @param checkpoints where they are kept
     * @param plan says which stages there are
     * @param training trains a stage
     * @param head makes the network of the first of two stages, with everything from the source frozen
     */
    StagedTraining(Path checkpoints, AdaptPlan<?> plan, RunTraining training, Supplier<ComputationGraph> head) {
        this.checkpoints = checkpoints;
        this.plan = plan;
        this.training = training;
        this.head = head;
    }

    /** Trains, and leaves the parameters of the best epoch in the network. */
    Trainer.Outcome train(OperatedSource whole, Progress progress) throws IOException {
        ComputationGraph network = whole.network();
        if (!plan.course().stages().isTwo()) {
            return training.train(only(plan, whole, checkpoints), progress);
        }
        Handover handover = new Handover(checkpoints.resolve("head.checkpoint"));
        Optional<Trainer.Outcome> ended = handover.read(network);
        if (ended.isEmpty()) {
            Stage first = headStage();
            handover.write(first.network(), training.train(first, progress));
            ended = handover.read(network);
        }
        Trainer.Outcome first = ended.orElseThrow();
        Trainer.Outcome outcome = training.train(wholeStage(whole), progress);
        if (outcome.bestScore() < first.bestScore()) {
            return outcome;
        }
        handover.read(network);
        return new Trainer.Outcome(first.bestEpoch(), first.bestScore(), outcome.stoppedEarly());
    }

    /** Leaves the parameters of the best epoch so far in the network, without training; empty if none has ended. */
    Optional<Trainer.Outcome> finish(OperatedSource whole) throws IOException {
        ComputationGraph network = whole.network();
        if (!plan.course().stages().isTwo()) {
            return training.bestSoFar(only(plan, whole, checkpoints));
        }
        Handover handover = new Handover(checkpoints.resolve("head.checkpoint"));
        Optional<Trainer.Outcome> first = handover.read(network);
        if (first.isEmpty()) {
            Stage head = headStage();
            Optional<Trainer.Outcome> best = training.bestSoFar(head);
            network.params().assign(head.network().params());
            return best;
        }
        Optional<Trainer.Outcome> second = training.bestSoFar(wholeStage(whole));
        if (second.isPresent() && second.get().bestScore() < first.get().bestScore()) {
            return second;
        }
        return handover.read(network);
    }

    /** The stage of a run that has no other. */
    static Stage only(AdaptPlan<?> plan, OperatedSource whole, Path checkpoints) {
        Schedule schedule = plan.settings().schedule();
        return new Stage(
                Stage.ONLY,
                whole.network(),
                schedule.plan(
                        schedule.epochs(),
                        1,
                        whole.layers().rateFactors(),
                        0,
                        whole.layers().trainedTrunk()),
                plan.trunk(),
                checkpoints);
    }

    private Stage headStage() {
        int epochs = plan.course().stages().headEpochs();
        double rate = plan.course().rates().head();
        return new Stage(
                1,
                head.get(),
                plan.settings().schedule().plan(epochs, rate, Map.of(), 0, Set.of()),
                plan.trunk(),
                checkpoints.resolve("head"));
    }

    private Stage wholeStage(OperatedSource whole) {
        Schedule schedule = plan.settings().schedule();
        int before = plan.course().stages().headEpochs();
        double rate = plan.course().rates().secondStage();
        return new Stage(
                2,
                whole.network(),
                schedule.plan(
                        schedule.epochs() - before,
                        rate,
                        whole.layers().rateFactors(),
                        before,
                        whole.layers().trainedTrunk()),
                TrunkUse.NONE,
                checkpoints);
    }
}
