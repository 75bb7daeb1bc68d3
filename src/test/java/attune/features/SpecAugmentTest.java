package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import attune.features.SpecAugment.BandMasks;
import attune.features.SpecAugment.TimeMasks;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpecAugmentTest {
    private static final LogMelFrontEnd FRONT_END = LogMelFrontEnd.standard();
    private static final BandMasks NO_BANDS = new BandMasks(0, 0);
    private static final TimeMasks NO_TIME = new TimeMasks(0, 0, 0);

    private static FeatureMatrix ones(int frames) {
        float[] values = new float[frames * 240];
        Arrays.fill(values, 1f);
        return new FeatureMatrix(values, frames, 240);
    }

    /** Which bands are zero in every window; fails unless the rest is untouched. */
    private static BitSet hiddenBands(FeatureMatrix features) {
        BitSet hidden = new BitSet();
        for (int band = 0; band < 80; band++) {
            hidden.set(band, features.values()[band] == 0f);
        }
        for (int i = 0; i < features.values().length; i++) {
            assertThat(features.values()[i]).as("value %d", i).isEqualTo(hidden.get(i % 80) ? 0f : 1f);
        }
        return hidden;
    }

    /** Which windows are zero in every band; fails unless the rest is untouched. */
    private static BitSet hiddenWindows(FeatureMatrix features) {
        BitSet hidden = new BitSet();
        for (int i = 0; i < features.values().length; i++) {
            if (i % 80 == 0) {
                hidden.set(i / 80, features.values()[i] == 0f);
            }
            assertThat(features.values()[i]).as("value %d", i).isEqualTo(hidden.get(i / 80) ? 0f : 1f);
        }
        return hidden;
    }

    private static boolean isOneRun(BitSet hidden) {
        return hidden.isEmpty() || hidden.nextClearBit(hidden.nextSetBit(0)) == hidden.length();
    }

    @Test
    void aStripeOfBandsIsHiddenInAllCopiesAndReachesEveryWidthAndEdge() {
        SpecAugment augment = new SpecAugment(new BandMasks(1, 15), NO_TIME);
        BitSet widths = new BitSet();
        BitSet everHidden = new BitSet();
        for (long seed = 0; seed < 600; seed++) {
            BitSet hidden = hiddenBands(augment.apply(ones(2), FRONT_END, new SplittableRandom(seed)));
            assertThat(isOneRun(hidden)).as("seed %d: %s", seed, hidden).isTrue();
            widths.set(hidden.cardinality());
            everHidden.or(hidden);
        }
        assertThat(widths.nextClearBit(0)).isEqualTo(16);
        assertThat(widths.length()).isEqualTo(16);
        assertThat(everHidden.cardinality()).isEqualTo(80);
    }

    @Test
    void aStripeOfTimeIsHiddenInAllBandsAndIsNoLongerThanItsSeconds() {
        SpecAugment augment = new SpecAugment(NO_BANDS, new TimeMasks(1, 0.4, 0.375));
        BitSet lengths = new BitSet();
        BitSet everHidden = new BitSet();
        for (long seed = 0; seed < 600; seed++) {
            BitSet hidden = hiddenWindows(augment.apply(ones(50), FRONT_END, new SplittableRandom(seed)));
            assertThat(isOneRun(hidden)).as("seed %d: %s", seed, hidden).isTrue();
            lengths.set(hidden.cardinality());
            everHidden.or(hidden);
        }
        assertThat(lengths.nextClearBit(0)).isEqualTo(41);
        assertThat(lengths.length()).isEqualTo(41);
        assertThat(everHidden.cardinality()).isEqualTo(150);
    }

    @Test
    void aShortClipKeepsItsShare() {
        SpecAugment augment = new SpecAugment(NO_BANDS, new TimeMasks(1, 0.4, 0.375));
        int longest = 0;
        for (long seed = 0; seed < 200; seed++) {
            FeatureMatrix augmented = augment.apply(ones(8), FRONT_END, new SplittableRandom(seed));
            longest = Math.max(longest, hiddenWindows(augmented).cardinality());
        }
        assertThat(longest).isEqualTo(24 * 3 / 8);
    }

    @Test
    void theSameSeedGivesTheSameBitsAndTheOriginalStays() {
        FeatureMatrix original = ones(40);
        float[] first = SpecAugment.standard()
                .apply(original, FRONT_END, new SplittableRandom(4))
                .values();
        float[] again = SpecAugment.standard()
                .apply(original, FRONT_END, new SplittableRandom(4))
                .values();
        float[] other = SpecAugment.standard()
                .apply(original, FRONT_END, new SplittableRandom(5))
                .values();
        assertThat(first).containsExactly(again).isNotEqualTo(other).contains(0f);
        assertThat(original.values()).containsOnly(1f);
    }

    @Test
    void twoStripesMayHideInTwoPlaces() {
        SpecAugment augment = new SpecAugment(new BandMasks(2, 15), NO_TIME);
        int apart = 0;
        for (long seed = 0; seed < 100; seed++) {
            apart += isOneRun(hiddenBands(augment.apply(ones(1), FRONT_END, new SplittableRandom(seed)))) ? 0 : 1;
        }
        assertThat(apart).isGreaterThan(30);
    }

    @Test
    void anEmptyClipStaysEmpty() {
        assertThat(SpecAugment.standard()
                        .apply(ones(0), FRONT_END, new SplittableRandom(1))
                        .frames())
                .isZero();
    }

    @Test
    void masksThatCannotBeAreRefusedWithTheValueFound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BandMasks(-1, 3))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeMasks(1, 0.4, 1.5))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeMasks(1, Double.NaN, 0.5))
                .withMessageContaining("NaN");
    }
}
