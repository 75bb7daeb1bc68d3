package attune.audio.augment;

import attune.audio.Waveform;
import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Draws effects for clips and applies them.
 *
 * <pre>{@code
 * Augmenter augmenter = new Augmenter(Recipe.full(), 16_000, new RunSeed(1));
 * List<Effect> effects = augmenter.draw(epoch, clip, speech.samples().length, samples -> true);
 * Waveform altered = augmenter.apply(effects, speech);
 * }</pre>
 *
 * <p>The same recipe, seed, draw and clip give the same bits, in any order and on any thread; thread-safe.
 */
public final class Augmenter {
    private final Recipe recipe;
    private final RunSeed seed;
    private final Surroundings around;

    /**
     * Reads the noise folder, if there is one.
     *
     * @param recipe which effects
     * @param rateHz of all clips
     * @param seed of the run
     * @throws attune.fault.UserFault if the noise folder cannot be used
     */
    public Augmenter(Recipe recipe, int rateHz, RunSeed seed) {
        this.recipe = recipe;
        this.seed = seed;
        this.around = new Surroundings(recipe, rateHz, seed);
    }

    /**
     * The effects of one clip.
     *
     * @param draw which draw it is, such as the epoch
     * @param clip the clip's number
     * @param samples the clip's length
     * @param fits whether the clip may have a given number of samples instead; if not, its pace is left alone
     * @return in the order in which they are to be applied; perhaps none
     */
    public List<Effect> draw(int draw, int clip, int samples, IntPredicate fits) {
        List<Effect> effects = new ArrayList<>();
        for (EffectKind kind : EffectKind.values()) {
            drawn(kind, draw, clip)
                    .filter(effect -> !shutOut(effect, effects))
                    .filter(effect -> effect.length(samples) == samples || fits.test(effect.length(samples)))
                    .ifPresent(effects::add);
        }
        return effects;
    }

    private Optional<Effect> drawn(EffectKind kind, int draw, int clip) {
        return recipe.chance(kind).flatMap(chance -> {
            var random = seed.stream("augment " + kind.word(), draw, clip);
            return chance.happens(random) ? Optional.of(kind.draw(chance, random)) : Optional.empty();
        });
    }

    /** Two changes of pace could add up to more than either may be; a telephone line has one codec. */
    private static boolean shutOut(Effect effect, List<Effect> before) {
        if (effect instanceof Effect.Tempo) {
            return before.stream().anyMatch(Effect.Speed.class::isInstance);
        }
        return effect instanceof Effect.Codec
                && before.stream()
                        .anyMatch(other -> other instanceof Effect.Telephone || other instanceof Effect.CodedTelephone);
    }

    /**
     * Applies effects.
     *
     * @param effects in this order
     * @param clip at the rate the augmenter was made for; left as it is
     * @return the altered clip
     */
    public Waveform apply(List<Effect> effects, Waveform clip) {
        if (clip.sampleRateHz() != around.rateHz()) {
            throw new IllegalArgumentException(
                    "effects for " + around.rateHz() + " Hz were given sound at " + clip.sampleRateHz() + " Hz");
        }
        float[] samples = clip.samples().clone();
        for (Effect effect : effects) {
            samples = effect.on(samples, around);
        }
        return new Waveform(samples, clip.sampleRateHz());
    }

    /**
     * By how much a clip is too loud for a file of integer samples.
     *
     * @param clip any
     * @return how far its peak lies above full scale; 0 where it does not
     */
    public static double beyondFullScaleDb(Waveform clip) {
        return 20 * Math.log10(Math.max(1, Power.peak(clip.samples())));
    }

    /**
     * An effect in words that make sense without the bank of rooms.
     *
     * @param effect one that this augmenter drew
     * @return such as {@code room 17 (4.2 x 3.1 x 2.6 m, 0.35 s)}
     */
    public String describe(Effect effect) {
        if (effect instanceof Effect.Room room) {
            return effect.text() + " (" + around.shape(room.number()).text() + ")";
        }
        return effect instanceof Effect.Noise noise
                ? effect.text() + " (" + around.noiseSource(noise.seed()) + ")"
                : effect.text();
    }

    /**
     * What the noise folder holds.
     *
     * @return a digest of its sound; empty without a folder
     */
    public String noiseDigest() {
        return around.noiseDigest();
    }
}
