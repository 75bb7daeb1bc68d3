package attune.speech.adaptation;

import attune.corpus.Clip;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Material;
import attune.runs.Stage;
import attune.runs.TrainingSettings;
import attune.runs.TrunkUse;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.learning.Augmentation;
import attune.speech.learning.AugmentedFeatures;
import attune.speech.learning.Batcher;
import attune.speech.learning.EpochFeatures;
import attune.speech.learning.ErrorRateScorer;
import attune.speech.learning.TrunkRun;
import attune.speech.store.Example;
import attune.speech.store.FeatureStore;
import attune.training.Batches;
import attune.training.MixedBatches;
import attune.training.Scorer;
import attune.training.SplitGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Speech to train on, for pretraining and adaptation.
 *
 * @param format the model's format
 * @param batchSize clips in a batch
 * @param seed of the run
 * @param train training clips
 * @param replay clips of the source's own domain; may be empty
 * @param replayShare share of the steps that are taken on these
 * @param sound the clips of both, in this order
 * @param augment how they are altered
 * @param shown features of the training clips, then of the replayed ones, as training sees them
 * @param dev dev clips
 */
public record SpeechMaterial(
        SpeechFormat format,
        int batchSize,
        RunSeed seed,
        List<Example> train,
        List<Example> replay,
        double replayShare,
        List<Clip> sound,
        Augmentation augment,
        AugmentedFeatures shown,
        List<Example> dev)
        implements Material {

    /**
     * Makes examples of clips. Also finds out whether the augmentation is possible, so call it before the plan is
     * written.
     *
     * @param format the model's format
     * @param augment how clips are altered
     * @param settings how it is trained
     * @param split training and dev clips
     * @param features where features are kept
     * @param progress is told of it
     * @return the material
     * @throws IOException if noise cannot be read
     */
    public static SpeechMaterial of(
            SpeechFormat format,
            Augmentation augment,
            TrainingSettings settings,
            Split split,
            FeatureStore features,
            Progress progress)
            throws IOException {
        return of(format, augment, settings, split, Replayed.NONE, features, progress);
    }

    static SpeechMaterial of(
            SpeechFormat format,
            Augmentation augment,
            TrainingSettings settings,
            Split split,
            Replayed replayed,
            FeatureStore features,
            Progress progress)
            throws IOException {
        List<Example> train = features.examples(split.train(), format.reading(), progress);
        SilentClips.tell(train, progress);
        List<Example> replay = replayed.clips().isEmpty()
                ? List.of()
                : features.examples(replayed.clips(), format.reading(), progress);
        List<Example> dev = features.examples(split.dev(), format.reading(), progress);
        RunSeed seed = settings.runSeed();
        List<Clip> clips = both(split.train(), replayed.clips()).stream()
                .map(Utterance::clip)
                .toList();
        AugmentedFeatures shown = new AugmentedFeatures(both(train, replay), clips, format.frontEnd(), augment, seed);
        return new SpeechMaterial(
                format, settings.batchSize(), seed, train, replay, replayed.share(), clips, augment, shown, dev);
    }

    @Override
    public SpeechMaterial with(TrainingSettings settings) {
        RunSeed own = settings.runSeed();
        AugmentedFeatures drawn = new AugmentedFeatures(both(train, replay), sound, format.frontEnd(), augment, own);
        return new SpeechMaterial(
                format, settings.batchSize(), own, train, replay, replayShare, sound, augment, drawn, dev);
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Override
    public Batches batches(TrunkUse trunk) {
        return batches(shown.inDraws(trunk.draws()));
    }

    private Batches batches(EpochFeatures features) {
        Batches own = new Batcher(train, batchSize, features, seed);
        if (replay.isEmpty()) {
            return own;
        }
        EpochFeatures replayed = (pass, clip) -> features.of(pass, train.size() + clip);
        return MixedBatches.of(own, new Batcher(replay, batchSize, replayed, seed), replayShare);
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
        TrunkRun.Speech speech = new TrunkRun.Speech(both(train, replay), fixed, draws, dev);
        return new TrunkRun(split, speech, ComputedOn.recurrent(stage.network()).text(), folder)
                .fill(progress)
                .map(cache -> new ForHead(batches(cache.train()), cache.scorer(dev, format), cache.files()));
    }

    /**
     * The amount of training speech.
     *
     * @param train clips whose lengths are known
     * @return for provenance
     */
    public static String description(List<Utterance> train) {
        return String.format(Locale.ROOT, "%d clips, %.2f hours", train.size(), hours(train));
    }

    static double hours(List<Utterance> utterances) {
        return utterances.stream()
                        .mapToDouble(utterance -> utterance.clip().knownDurationSeconds())
                        .sum()
                / 3600;
    }
}
