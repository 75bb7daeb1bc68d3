package attune.jobs;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.surgery.SurgeryPlan;
import attune.surgery.TrainScope;
import attune.training.Handover;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains an operated model as its plan says: in one stage, or first the head alone. Each stage has checkpoints and a
 * course of the learning rate of its own; what the first leaves is handed over through the disk, so that a restart finds
 * it. The best epoch of both stays.
 */
final class StagedTraining {
    /** Of the epochs, where the user has not said how long the head is trained alone. */
    private static final double HEAD_SHARE = 0.1;

    private final Path checkpoints;
    private final Course course;
    private final RunTraining training;
    private final Supplier<ComputationGraph> head;

    /**
     * What of a run's plan its stages follow.
     *
     * @param scope which layers learn
     * @param schedule how long and how fast
     * @param rates how fast in parts of the network and of the run
     * @param trunk whether what a frozen trunk gives is kept
     */
    record Course(TrainScope scope, Schedule schedule, RateFactors rates, TrunkUse trunk) {}

    /**
     * Stages.
     *
     * @param checkpoints where they are kept
     * @param course what to follow
     * @param training trains a stage
     * @param head makes the network of the first of two stages, with all frozen that comes from the source
     */
    StagedTraining(Path checkpoints, Course course, RunTraining training, Supplier<ComputationGraph> head) {
        this.checkpoints = checkpoints;
        this.course = course;
        this.training = training;
        this.head = head;
    }

    /** The plan with the length of the first stage settled, if there is one. */
    static SurgeryPlan settled(SurgeryPlan surgery, int epochs) {
        if (!(surgery.trainScope() instanceof TrainScope.TwoStage asked)) {
            return surgery;
        }
        int head = asked.headEpochs() == TrainScope.TwoStage.UNSET
                ? (int) Math.max(1, Math.round(HEAD_SHARE * epochs))
                : asked.headEpochs();
        if (head >= epochs) {
            throw new UserFault(
                    "--train-layers",
                    asked.text() + " leaves none of " + epochs + " epochs for the second stage",
                    "give more --epochs or a shorter first stage");
        }
        return surgery.with(new TrainScope.TwoStage(head));
    }

    /** The plan of the first of two stages, with all frozen that comes from the source; of one stage the plan itself. */
    static SurgeryPlan ofHead(SurgeryPlan surgery) {
        return surgery.trainScope() instanceof TrainScope.TwoStage stages ? surgery.with(stages.firstStage()) : surgery;
    }

    /** Of an operated model and its head, which is trained first. Of two stages only that can have a frozen trunk. */
    static <T> T first(SurgeryPlan surgery, T whole, Supplier<T> head) {
        return surgery.trainScope() instanceof TrainScope.TwoStage ? head.get() : whole;
    }

    /** A line on what happens in which stage; empty where there is one alone. */
    static String text(TrainScope scope, int epochs, RateFactors rates) {
        if (!(scope instanceof TrainScope.TwoStage stages)) {
            return "";
        }
        boolean settled = stages.headEpochs() != TrainScope.TwoStage.UNSET;
        String first = settled ? stages.headEpochs() + " epochs" : "a tenth of the epochs";
        String second = settled && epochs > 0 ? ", " + (epochs - stages.headEpochs()) + " epochs" : "";
        return "stage 1, " + first + ": the new layers alone; stage 2" + second + ": all layers, learning rate x "
                + rates.secondStage() + "\n";
    }

    /** Trains, and leaves the parameters of the best epoch in the network. */
    Trainer.Outcome train(ComputationGraph whole, Map<String, Double> factors, Progress progress) throws IOException {
        if (!(course.scope instanceof TrainScope.TwoStage stages)) {
            return training.train(
                    new Stage(Stage.ONLY, whole, course.schedule.plan(factors), course.trunk, checkpoints), progress);
        }
        Handover handover = new Handover(checkpoints.resolve("head.checkpoint"));
        Optional<Trainer.Outcome> ended = handover.read(whole);
        if (ended.isEmpty()) {
            Stage first = headStage(stages);
            handover.write(first.network(), training.train(first, progress));
            ended = handover.read(whole);
        }
        Trainer.Outcome first = ended.orElseThrow();
        int epochs = course.schedule.epochs() - stages.headEpochs();
        Stage second = new Stage(
                2,
                whole,
                course.schedule.plan(epochs, course.rates.secondStage(), factors, stages.headEpochs()),
                TrunkUse.NONE,
                checkpoints);
        Trainer.Outcome outcome = training.train(second, progress);
        if (outcome.bestScore() < first.bestScore()) {
            return outcome;
        }
        handover.read(whole);
        return new Trainer.Outcome(first.bestEpoch(), first.bestScore(), outcome.stoppedEarly());
    }

    private Stage headStage(TrainScope.TwoStage stages) {
        return new Stage(
                1,
                head.get(),
                course.schedule.plan(stages.headEpochs(), course.rates.head(), Map.of(), 0),
                course.trunk,
                checkpoints.resolve("head"));
    }
}
