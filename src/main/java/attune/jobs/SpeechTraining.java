package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.corpus.Utterance;
import attune.layers.kernel.Kernels;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.Batcher;
import attune.speech.ErrorRateScorer;
import attune.speech.Example;
import attune.speech.MaskedFeatures;
import attune.speech.SpeechFormat;
import attune.speech.TrunkCache;
import attune.speech.TrunkRun;
import attune.training.Batches;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.training.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The part of a run that pretraining and adaptation share: train a network on examples, in a run directory. */
final class SpeechTraining {
    private final RunDirectory run;
    private final SpeechFormat format;
    private final TrainingSettings settings;
    private final RunSeed seed;
    private double trunkSeconds;

    SpeechTraining(RunDirectory run, SpeechFormat format, TrainingSettings settings) {
        this.run = run;
        this.format = format;
        this.settings = settings;
        this.seed = new RunSeed(settings.seed());
    }

    /** Trains a network, the whole of it in every epoch or, where so planned, the head on what the trunk gave once. */
    Trainer.Outcome train(
            ComputationGraph network, TrunkUse trunk, List<Example> train, List<Example> dev, Progress progress)
            throws IOException {
        MaskedFeatures shown = new MaskedFeatures(train, format.frontEnd(), settings.masks(), trunk.draws(), seed);
        if (trunk.cached()) {
            SplitGraph split = SplitGraph.at(network, trunk.upTo());
            int draws = Math.min(trunk.draws(), settings.epochs());
            TrunkRun.Speech speech = new TrunkRun.Speech(train, shown, draws, dev);
            long started = System.nanoTime();
            Optional<TrunkCache> filled =
                    new TrunkRun(split, speech, computedOn(network), run.file("trunk-cache")).fill(progress);
            trunkSeconds = (System.nanoTime() - started) / 1e9;
            if (filled.isPresent()) {
                return trainHead(split, filled.get(), train, dev, progress);
            }
        }
        Batches batches = new Batcher(train, settings.batchSize(), shown, seed);
        return train(network, batches, new ErrorRateScorer(dev, format), progress);
    }

    private Trainer.Outcome trainHead(
            SplitGraph split, TrunkCache filled, List<Example> train, List<Example> dev, Progress progress)
            throws IOException {
        try (TrunkCache cache = filled) {
            Batches batches = cache.batches(train, settings.batchSize(), seed);
            Trainer.Outcome outcome = train(split.head(), batches, cache.scorer(dev, format), progress);
            split.giveBack();
            cache.delete();
            return outcome;
        }
    }

    private Trainer.Outcome train(ComputationGraph network, Batches batches, Scorer scorer, Progress progress)
            throws IOException {
        Trainer trainer = new Trainer(network, settings.plan(), batches, scorer, run.checkpoints());
        Trainer.Outcome outcome = trainer.run(progress, report -> {
            run.log(report);
            progress.note(String.format(
                    Locale.ROOT,
                    "epoch %d: loss %.3f, dev %s%s, %.1f s",
                    report.epoch(),
                    report.loss(),
                    report.score().text(),
                    report.better() ? " (best so far)" : "",
                    report.trainingSeconds()));
        });
        run.write(RunOutcome.FILE, RunOutcome.of(outcome, run.logged(), trunkSeconds));
        return outcome;
    }

    private static String computedOn(ComputationGraph network) {
        return kernel(network) + ", " + Runtime.getRuntime().availableProcessors() + " threads";
    }

    private static String kernel(ComputationGraph network) {
        return Kernels.forType(network.getConfiguration().getDataType()).name();
    }

    /** What the bits of the outcome depend on, for provenance. */
    static ProvenanceStep.Conditions conditions(
            List<Utterance> train, TrainingSettings settings, ComputationGraph network) {
        String data = String.format(Locale.ROOT, "%d clips, %.2f hours", train.size(), hours(train));
        return conditions(data, settings.seed(), network);
    }

    static ProvenanceStep.Conditions conditions(String data, long seed, ComputationGraph network) {
        return new ProvenanceStep.Conditions(
                data, seed, kernel(network), Runtime.getRuntime().availableProcessors());
    }

    static double hours(List<Utterance> utterances) {
        return utterances.stream()
                        .mapToDouble(utterance -> utterance.clip().knownDurationSeconds())
                        .sum()
                / 3600;
    }
}
