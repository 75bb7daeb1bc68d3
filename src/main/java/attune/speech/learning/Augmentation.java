package attune.speech.learning;

import attune.audio.augment.Chance;
import attune.audio.augment.EffectKind;
import attune.audio.augment.Recipe;
import attune.features.SpecAugment;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How training clips are altered, differently in every epoch: first their sound, then stripes of their features are
 * masked. Plans and provenance hold it as JSON.
 *
 * @param sound what may happen to the sound
 * @param masks what is hidden of the features; null for nothing
 */
public record Augmentation(Recipe sound, @Nullable SpecAugment masks) {
    /** Unaltered clips. */
    public static final Augmentation NONE = new Augmentation(Recipe.NOTHING, null);

    /** Unaltered sound, with some of its features masked. */
    public static final Augmentation MASKS = new Augmentation(Recipe.NOTHING, SpecAugment.standard());

    /** A little of what a room, a microphone and a speaker's haste do, and masks. */
    public static final Augmentation LIGHT = new Augmentation(Recipe.light(), SpecAugment.standard());

    /** What is written on the command line for masks. */
    private static final String MASK = "mask";

    private static final JsonMapper JSON = new JsonMapper();

    /** Refuses nulls. */
    public Augmentation {
        Objects.requireNonNull(sound, "sound");
    }

    /**
     * Parses a user's choice.
     *
     * @param text {@code none}, {@code light}, {@code full}, or a comma-separated list of names from {@link #names}
     * @return the augmentation
     * @throws IllegalArgumentException for any other word
     */
    public static Augmentation parse(String text) {
        return switch (text) {
            case "none" -> NONE;
            case "light" -> LIGHT;
            case "full" -> new Augmentation(Recipe.full(), SpecAugment.standard());
            default -> listed(List.of(text.split(",", -1)));
        };
    }

    /** The effects named, as likely and as strong as in the full recipe. */
    private static Augmentation listed(List<String> words) {
        Map<EffectKind, Chance> all = Recipe.full().effects();
        Map<EffectKind, Chance> effects = new EnumMap<>(EffectKind.class);
        for (String word : words) {
            Optional<EffectKind> kind = EffectKind.of(word.strip());
            if (kind.isEmpty() && !word.strip().equals(MASK)) {
                throw new IllegalArgumentException("there is no augmentation '" + word.strip() + "'");
            }
            kind.ifPresent(present -> effects.put(present, Objects.requireNonNull(all.get(present))));
        }
        boolean masked = words.stream().anyMatch(word -> word.strip().equals(MASK));
        return new Augmentation(new Recipe(effects, null), masked ? SpecAugment.standard() : null);
    }

    /**
     * What can be named in a list.
     *
     * @return the names, comma-separated, in the order in which effects are applied
     */
    public static String names() {
        return Stream.concat(Stream.of(EffectKind.values()).map(EffectKind::word), Stream.of(MASK))
                .collect(Collectors.joining(","));
    }

    /**
     * The same with recorded noise in place of coloured noise.
     *
     * @param folder of audio files
     * @return an augmentation that takes its noise from them
     * @throws IllegalArgumentException if there is no noise in this one
     */
    public Augmentation withNoise(String folder) {
        return new Augmentation(sound.withNoise(folder), masks);
    }

    /**
     * Whether clips stay as they are.
     *
     * @return whether there is nothing to draw
     */
    @JsonIgnore
    public boolean isNone() {
        return !altersSound() && masks == null;
    }

    /**
     * What it reads.
     *
     * @return the folder of recorded noise, if there is one
     */
    public List<Path> files() {
        return sound.files();
    }

    /** Whether features must be computed again. */
    boolean altersSound() {
        return !sound.effects().isEmpty();
    }

    Optional<SpecAugment> maskedBy() {
        return Optional.ofNullable(masks);
    }

    /**
     * Its effects, for users.
     *
     * @return their names as in {@link #names}, with commas between; empty if there are none
     */
    public String text() {
        Stream<String> effects = sound.effects().keySet().stream().map(EffectKind::word);
        return Stream.concat(effects, masks == null ? Stream.of() : Stream.of(MASK))
                .collect(Collectors.joining(", "));
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @param json from a provenance
     * @return the augmentation
     * @throws IllegalArgumentException if this version does not know it
     */
    public static Augmentation ofJson(String json) {
        try {
            return JSON.readValue(json, Augmentation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an augmentation: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * In one line, for provenance.
     *
     * @return JSON
     */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an augmentation is made to be written as JSON", e);
        }
    }
}
