package attune.audio.augment;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which effects clips get, how often and how strong. A value that Jackson writes as it is.
 *
 * @param effects the kinds that may be drawn
 * @param noiseFolder recordings of noise, instead of coloured noise; null for none
 */
public record Recipe(
        Map<EffectKind, Chance> effects, @Nullable String noiseFolder) {

    /** No effect at all. */
    public static final Recipe NOTHING = new Recipe(Map.of(), null);

    /** Refuses values that no effect can have; sorts the effects. */
    public Recipe {
        EnumMap<EffectKind, Chance> sorted = new EnumMap<>(EffectKind.class);
        effects.forEach((kind, chance) -> {
            kind.check(chance);
            sorted.put(kind, chance);
        });
        effects = Collections.unmodifiableMap(sorted);
        if (noiseFolder != null && !effects.containsKey(EffectKind.NOISE)) {
            throw new IllegalArgumentException("a folder of noise is of no use without the effect noise");
        }
    }

    /**
     * Enough not to depend on the recordings' own channel, mild enough for any domain.
     *
     * @return a recipe
     */
    public static Recipe light() {
        EnumMap<EffectKind, Chance> effects = new EnumMap<>(EffectKind.class);
        effects.put(EffectKind.SPEED, new Chance(0.5, 0.92, 1.09));
        effects.put(EffectKind.EQUALISER, new Chance(0.3, -5, 5));
        effects.put(EffectKind.NOISE, new Chance(0.3, 15, 40));
        effects.put(EffectKind.GAIN, new Chance(0.3, -12, 6));
        return new Recipe(effects, null);
    }

    /**
     * Every effect there is: other voices, rooms, noise and lines.
     *
     * @return a recipe
     */
    public static Recipe full() {
        EnumMap<EffectKind, Chance> effects = new EnumMap<>(EffectKind.class);
        effects.put(EffectKind.SPEED, new Chance(0.5, 0.85, 1.18));
        effects.put(EffectKind.TEMPO, new Chance(0.4, 0.85, 1.18));
        effects.put(EffectKind.EQUALISER, new Chance(0.4, -8, 8));
        effects.put(EffectKind.ROOM, new Chance(0.25, 0.1, 0.6));
        effects.put(EffectKind.NOISE, new Chance(0.5, 5, 35));
        effects.put(EffectKind.GAIN, new Chance(0.3, -15, 6));
        effects.put(EffectKind.CLIPPING, new Chance(0.05, 0.2, 0.8));
        effects.put(EffectKind.TELEPHONE, new Chance(0.2, 0, 0));
        effects.put(EffectKind.CODEC, new Chance(0.2, 0, 0));
        return new Recipe(effects, null);
    }

    /**
     * The same recipe with recorded noise.
     *
     * @param folder of audio files
     * @return a recipe that takes its noise from them
     */
    public Recipe withNoise(String folder) {
        return new Recipe(effects, folder);
    }

    /**
     * The files to read.
     *
     * @return the folder of recorded noise, if there is one
     */
    public List<Path> files() {
        return noiseFolder == null ? List.of() : List.of(Path.of(noiseFolder));
    }

    /** A kind's chance, if it has one. */
    Optional<Chance> chance(EffectKind kind) {
        return Optional.ofNullable(effects.get(kind));
    }
}
