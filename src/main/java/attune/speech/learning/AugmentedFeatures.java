package attune.speech.learning;

import attune.corpus.Clip;
import attune.features.FeatureMatrix;
import attune.features.FrontEnd;
import attune.features.SpecAugment;
import attune.seed.RunSeed;
import attune.speech.store.Example;
import attune.training.CacheKey;
import java.util.List;
import java.util.Optional;

/**
 * The features of a corpus as training sees them: sound altered and features masked, if wanted, each drawn by (run
 * seed, draw, clip). Either every epoch is a draw of its own, or a few fixed draws take turns, so that a frozen trunk's
 * output for them can be kept.
 */
public final class AugmentedFeatures implements EpochFeatures {
    private final EpochFeatures heard;
    private final FrontEnd frontEnd;
    private final Optional<SpecAugment> masks;
    private final int draws;
    private final RunSeed seed;

    /**
     * Features of a corpus.
     *
     * @param examples the clips
     * @param sound the same clips' audio, in the same order; read only if the sound is to be altered
     * @param frontEnd what made their features
     * @param augmentation what to do to them
     * @param seed of the run
     */
    public AugmentedFeatures(
            List<Example> examples, List<Clip> sound, FrontEnd frontEnd, Augmentation augmentation, RunSeed seed) {
        this(
                augmentation.altersSound()
                        ? new AlteredSound(examples, sound, frontEnd, augmentation, seed)
                        : (draw, clip) -> examples.get(clip).features(),
                frontEnd,
                augmentation.maskedBy(),
                0,
                seed);
    }

    /** Masks features that are altered already, in a number of fixed draws or, with 0, a new draw in every epoch. */
    AugmentedFeatures(EpochFeatures heard, FrontEnd frontEnd, Optional<SpecAugment> masks, int draws, RunSeed seed) {
        if (draws < 0) {
            throw new IllegalArgumentException("draws cannot be negative: " + draws);
        }
        this.heard = heard;
        this.frontEnd = frontEnd;
        this.masks = masks;
        this.draws = draws;
        this.seed = seed;
    }

    /**
     * The same, with other draws.
     *
     * @param fixed number of fixed draws of a clip; 0 for a new one in every epoch
     * @return features that share the sound with these
     */
    public AugmentedFeatures inDraws(int fixed) {
        return new AugmentedFeatures(heard, frontEnd, masks, fixed, seed);
    }

    @Override
    public FeatureMatrix of(int epoch, int clip) {
        FeatureMatrix features = heard.of(draw(epoch), clip);
        return masks.map(hide -> hide.apply(features, frontEnd, seed.stream("specaugment", draw(epoch), clip)))
                .orElse(features);
    }

    @Override
    public void addTo(CacheKey key, int epoch, int clip) {
        if (heard instanceof AlteredSound) {
            heard.addTo(key, draw(epoch), clip);
        } else {
            key.add(of(epoch, clip).values());
        }
    }

    /** Which draw an epoch uses. */
    int draw(int epoch) {
        return draws == 0 ? epoch : epoch % draws;
    }
}
