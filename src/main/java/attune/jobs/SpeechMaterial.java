package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.learning.AugmentedFeatures;
import attune.speech.learning.Batcher;
import attune.speech.learning.ErrorRateScorer;
import attune.speech.learning.TrunkRun;
import attune.speech.store.Example;
import attune.speech.store.FeatureStore;
import attune.training.Batches;
import attune.training.Scorer;
import attune.training.SplitGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Speech to train on, for pretraining and adaptation.
 *
 * @param format how the network hears and writes
 * @param settings how it is trained
 * @param train clips to learn from
 * @param shown what is shown of them
 * @param dev clips to be judged by
 */
record SpeechMaterial(
        SpeechFormat format, TrainingSettings settings, List<Example> train, AugmentedFeatures shown, List<Example> dev)
        implements Material {

    /**
     * Makes examples of clips; finds out whether the augmentation can be had, so to be called before the plan is written.
     */
    static SpeechMaterial of(
            SpeechFormat format, TrainingSettings settings, Split split, FeatureStore features, Progress progress)
            throws IOException {
        List<Example> train = features.examples(split.train(), format.reading(), progress);
        List<Example> dev = features.examples(split.dev(), format.reading(), progress);
        AugmentedFeatures shown = new AugmentedFeatures(
                train,
                split.train().stream().map(Utterance::clip).toList(),
                format.frontEnd(),
                settings.augment(),
                new RunSeed(settings.seed()));
        return new SpeechMaterial(format, settings, train, shown, dev);
    }

    @Override
    public Batches batches(TrunkUse trunk) {
        return new Batcher(train, settings.batchSize(), shown.inDraws(trunk.draws()), seed());
    }

    @Override
    public Scorer scorer() {
        return new ErrorRateScorer(dev, format);
    }

    @Override
    public Optional<ForHead> runTrunk(SplitGraph split, Stage stage, Path folder, Progress progress)
            throws IOException {
        int draws = Math.min(stage.trunk().draws(), stage.plan().epochs());
        AugmentedFeatures fixed = shown.inDraws(stage.trunk().draws());
        TrunkRun.Speech speech = new TrunkRun.Speech(train, fixed, draws, dev);
        return new TrunkRun(split, speech, ComputedOn.here(stage.network()).text(), folder)
                .fill(progress)
                .map(cache -> new ForHead(
                        cache.batches(train, settings.batchSize(), seed()), cache.scorer(dev, format), cache.files()));
    }

    private RunSeed seed() {
        return new RunSeed(settings.seed());
    }

    /** What the bits of the outcome depend on, for provenance. */
    static ProvenanceStep.Conditions conditions(
            List<Utterance> train, TrainingSettings settings, ComputationGraph network) {
        String data = String.format(Locale.ROOT, "%d clips, %.2f hours", train.size(), hours(train));
        return ComputedOn.here(network).conditions(data, settings.seed());
    }

    static double hours(List<Utterance> utterances) {
        return utterances.stream()
                        .mapToDouble(utterance -> utterance.clip().knownDurationSeconds())
                        .sum()
                / 3600;
    }
}
