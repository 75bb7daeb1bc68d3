package attune.jobs;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.Example;
import attune.speech.SpeechModel;
import attune.surgery.SurgeryPlan;
import attune.surgery.TrainScope;
import attune.training.Handover;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains an operated model as its plan says: in one stage, or first the head alone. Each stage has checkpoints and a
 * course of the learning rate of its own; what the first leaves is handed over through the disk, so that a restart finds
 * it. The best epoch of both stays.
 */
final class StagedTraining {
    /** Of the epochs, where the user has not said how long the head is trained alone. */
    private static final double HEAD_SHARE = 0.1;

    private final RunDirectory run;
    private final Adapt.Plan plan;
    private final SpeechModel source;
    private final SpeechTraining training;

    StagedTraining(RunDirectory run, Adapt.Plan plan, SpeechModel source) {
        this.run = run;
        this.plan = plan;
        this.source = source;
        this.training = new SpeechTraining(run, plan.format(source), plan.settings());
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

    /** What to train on, as {@link SpeechTraining#material}. */
    SpeechTraining.Material material(List<Example> train, List<Utterance> sound, List<Example> dev) {
        return training.material(train, sound, dev);
    }

    /** Trains, leaves the parameters of the best epoch in the model's network, and writes down how it ended. */
    Trainer.Outcome train(OperatedModel whole, SpeechTraining.Material material, Progress progress) throws IOException {
        Trainer.Outcome outcome = stages(whole, material, progress);
        training.conclude(outcome);
        return outcome;
    }

    private Trainer.Outcome stages(OperatedModel whole, SpeechTraining.Material material, Progress progress)
            throws IOException {
        Map<String, Double> factors = whole.table().rateFactors();
        Path checkpoints = run.checkpoints();
        if (!(plan.surgery().trainScope() instanceof TrainScope.TwoStage stages)) {
            Stage only =
                    new Stage(Stage.ONLY, whole.network(), plan.settings().plan(factors), plan.trunk(), checkpoints);
            return training.train(only, material, progress);
        }
        Handover handover = new Handover(checkpoints.resolve("head.checkpoint"));
        Optional<Trainer.Outcome> ended = handover.read(whole.network());
        if (ended.isEmpty()) {
            Stage head = head(stages);
            handover.write(head.network(), training.train(head, material, progress));
            ended = handover.read(whole.network());
        }
        Trainer.Outcome first = ended.orElseThrow();
        int epochs = plan.settings().epochs() - stages.headEpochs();
        Stage second = new Stage(
                2,
                whole.network(),
                plan.settings().plan(epochs, plan.rates().secondStage(), factors, stages.headEpochs()),
                TrunkUse.NONE,
                checkpoints);
        Trainer.Outcome outcome = training.train(second, material, progress);
        if (outcome.bestScore() < first.bestScore()) {
            return outcome;
        }
        handover.read(whole.network());
        return first;
    }

    private Stage head(TrainScope.TwoStage stages) {
        return new Stage(
                1,
                plan.operateHead(source).network(),
                plan.settings().plan(stages.headEpochs(), 1, Map.of(), 0),
                plan.trunk(),
                run.checkpoints().resolve("head"));
    }
}
