package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.corpus.Utterance;
import attune.features.FrontEnd;
import attune.layers.kernel.Kernels;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.Batcher;
import attune.speech.ErrorRateScorer;
import attune.speech.Example;
import attune.speech.SpeechFormat;
import attune.training.Trainer;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The part of a run that pretraining and adaptation share: train a network on examples, in a run directory. */
final class SpeechTraining {
    private final RunDirectory run;
    private final SpeechFormat format;
    private final TrainingSettings settings;

    SpeechTraining(RunDirectory run, SpeechFormat format, TrainingSettings settings) {
        this.run = run;
        this.format = format;
        this.settings = settings;
    }

    Trainer.Outcome train(ComputationGraph network, List<Example> train, List<Example> dev, Progress progress) {
        FrontEnd frontEnd = format.frontEnd();
        Batcher batches =
                new Batcher(train, settings.batchSize(), frontEnd, settings.masks(), new RunSeed(settings.seed()));
        Trainer trainer =
                new Trainer(network, settings.plan(), batches, new ErrorRateScorer(dev, format), run.checkpoints());
        return trainer.run(progress, report -> {
            run.log(report);
            progress.note(String.format(
                    Locale.ROOT,
                    "epoch %d: loss %.3f, dev %s%s, %.0f s",
                    report.epoch(),
                    report.loss(),
                    report.score().text(),
                    report.better() ? " (best so far)" : "",
                    report.trainingSeconds()));
        });
    }

    /** What the bits of the outcome depend on, for provenance. */
    static ProvenanceStep.Conditions conditions(
            List<Utterance> train, TrainingSettings settings, ComputationGraph network) {
        return new ProvenanceStep.Conditions(
                String.format(Locale.ROOT, "%d clips, %.2f hours", train.size(), hours(train)),
                settings.seed(),
                Kernels.forType(network.getConfiguration().getDataType()).name(),
                Runtime.getRuntime().availableProcessors());
    }

    static double hours(List<Utterance> utterances) {
        return utterances.stream()
                        .mapToDouble(utterance -> utterance.clip().knownDurationSeconds())
                        .sum()
                / 3600;
    }
}
