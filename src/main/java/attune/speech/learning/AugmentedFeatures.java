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
 * What training shows of a corpus: its sound altered and part of its features hidden, where that is wanted. Both are drawn
 * by (run seed, draw, clip). Either every epoch is a draw of its own, or a few fixed draws come round in turn, so that
 * what a frozen trunk makes of them can be kept.
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
     * @param sound where the same clips' sound is, in the same order; not read unless it is to be altered
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

    /** Features that are altered already, masked, in so many fixed draws; with 0, in a new one in every epoch. */
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
     * @param fixed how many fixed draws a clip has; 0 for a new one in every epoch
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
