package attune.speech;

import attune.features.FeatureMatrix;
import attune.features.FrontEnd;
import attune.features.SpecAugment;
import attune.seed.RunSeed;
import java.util.List;
import java.util.Optional;

/**
 * The features of a corpus, part of each clip hidden where training wants that. The masks are drawn by (run seed, draw,
 * clip). Either every epoch is a draw of its own, or a few fixed draws come round in turn, so that what a frozen trunk
 * makes of them can be kept.
 */
public final class MaskedFeatures implements EpochFeatures {
    private final List<Example> examples;
    private final FrontEnd frontEnd;
    private final Optional<SpecAugment> masks;
    private final int draws;
    private final RunSeed seed;

    /**
     * Features of a corpus.
     *
     * @param examples the clips
     * @param frontEnd what made their features
     * @param masks what to hide, if anything
     * @param draws how many fixed draws a clip has; 0 for a new one in every epoch
     * @param seed of the masks
     */
    public MaskedFeatures(
            List<Example> examples, FrontEnd frontEnd, Optional<SpecAugment> masks, int draws, RunSeed seed) {
        if (draws < 0) {
            throw new IllegalArgumentException("draws cannot be negative: " + draws);
        }
        this.examples = examples;
        this.frontEnd = frontEnd;
        this.masks = masks;
        this.draws = draws;
        this.seed = seed;
    }

    @Override
    public FeatureMatrix of(int epoch, int clip) {
        FeatureMatrix features = examples.get(clip).features();
        return masks.map(hide -> hide.apply(features, frontEnd, seed.stream("specaugment", draw(epoch), clip)))
                .orElse(features);
    }

    /** Which draw an epoch uses. */
    int draw(int epoch) {
        return draws == 0 ? epoch : epoch % draws;
    }
}
