package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.corpus.Utterance;
import attune.layers.kernel.Kernels;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.AugmentedFeatures;
import attune.speech.Batcher;
import attune.speech.ErrorRateScorer;
import attune.speech.Example;
import attune.speech.SpeechFormat;
import attune.speech.TrunkCache;
import attune.speech.TrunkRun;
import attune.training.Batches;
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

    /** Examples to learn from, what is shown of them, and examples to be judged by. */
    record Material(List<Example> train, AugmentedFeatures shown, List<Example> dev) {}

    SpeechTraining(RunDirectory run, SpeechFormat format, TrainingSettings settings) {
        this.run = run;
        this.format = format;
        this.settings = settings;
        this.seed = new RunSeed(settings.seed());
    }

    /** What to train on; finds out whether the augmentation can be had, so to be called before the plan is written. */
    Material material(List<Example> train, List<Utterance> sound, List<Example> dev) {
        AugmentedFeatures shown = new AugmentedFeatures(
                train, sound.stream().map(Utterance::clip).toList(), format.frontEnd(), settings.augment(), seed);
        return new Material(train, shown, dev);
    }

    /** Trains a network, the whole of it in every epoch or, where so planned, the head on what the trunk gave once. */
    Trainer.Outcome train(Stage stage, Material material, Progress progress) throws IOException {
        TrunkUse trunk = stage.trunk();
        List<Example> train = material.train;
        List<Example> dev = material.dev;
        AugmentedFeatures shown = material.shown.inDraws(trunk.draws());
        if (trunk.cached()) {
            SplitGraph split = SplitGraph.at(stage.network(), trunk.upTo());
            int draws = Math.min(trunk.draws(), stage.plan().epochs());
            TrunkRun.Speech speech = new TrunkRun.Speech(train, shown, draws, dev);
            long started = System.nanoTime();
            Optional<TrunkCache> filled =
                    new TrunkRun(split, speech, computedOn(stage.network()), run.file("trunk-cache")).fill(progress);
            trunkSeconds += (System.nanoTime() - started) / 1e9;
            if (filled.isPresent()) {
                return trainHead(stage, split, filled.get(), train, dev, progress);
            }
        }
        Batches batches = new Batcher(train, settings.batchSize(), shown, seed);
        return StageRun.logged(run, stage, stage.network(), batches, new ErrorRateScorer(dev, format), progress);
    }

    private Trainer.Outcome trainHead(
            Stage stage, SplitGraph split, TrunkCache filled, List<Example> train, List<Example> dev, Progress progress)
            throws IOException {
        try (TrunkCache cache = filled) {
            Batches batches = cache.batches(train, settings.batchSize(), seed);
            Trainer.Outcome outcome =
                    StageRun.logged(run, stage, split.head(), batches, cache.scorer(dev, format), progress);
            split.giveBack();
            cache.delete();
            return outcome;
        }
    }

    /** Writes down how it ended, after the last stage. */
    void conclude(Trainer.Outcome outcome) throws IOException {
        run.write(RunOutcome.FILE, RunOutcome.of(outcome, run.logged(), trunkSeconds));
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
