package attune.speech.learning;

import attune.audio.Waveform;
import attune.audio.augment.Augmenter;
import attune.audio.augment.Effect;
import attune.corpus.Clip;
import attune.ctc.CtcLoss;
import attune.features.FeatureMatrix;
import attune.features.FrontEnd;
import attune.seed.RunSeed;
import attune.speech.store.Example;
import attune.training.CacheKey;
import java.util.List;

/** The features of a corpus whose sound is altered differently in every draw; never cached. */
final class AlteredSound implements EpochFeatures {
    /** Raise this with every change of an effect's arithmetic, since trunk caches outlive a version. */
    private static final String ARITHMETIC = "altered sound 1";

    private final List<Example> examples;
    private final ClipSounds sounds;
    private final FrontEnd frontEnd;
    private final Augmenter augmenter;
    private final String conditions;

    /** Takes the same clips in the same order, as examples and as sound. */
    AlteredSound(List<Example> examples, List<Clip> clips, FrontEnd frontEnd, Augmentation augmentation, RunSeed seed) {
        this.examples = examples;
        this.sounds = new ClipSounds(clips, frontEnd.sampleRateHz());
        this.frontEnd = frontEnd;
        this.augmenter = new Augmenter(augmentation.sound(), frontEnd.sampleRateHz(), seed);
        this.conditions = String.join(
                "\n", ARITHMETIC, augmentation.json(), augmenter.noiseDigest(), Long.toString(seed.value()));
    }

    @Override
    public FeatureMatrix of(int epoch, int clip) {
        Waveform sound = sounds.of(clip);
        int needed = CtcLoss.minimumFrames(examples.get(clip).labels());
        List<Effect> effects =
                augmenter.draw(epoch, clip, sound.samples().length, samples -> frontEnd.frames(samples) >= needed);
        return effects.isEmpty() ? examples.get(clip).features() : frontEnd.extract(augmenter.apply(effects, sound));
    }

    /** Adds what determines the features, since computing them twice would cost an epoch. */
    @Override
    public void addTo(CacheKey key, int epoch, int clip) {
        key.add(conditions).add(epoch + " " + clip);
        key.add(examples.get(clip).features().values());
    }
}
