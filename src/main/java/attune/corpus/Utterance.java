package attune.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a manifest: a clip and, if it was transcribed, what is said in it.
 *
 * @param id names it in results; not blank, no two alike in a list that {@link Manifest} read
 * @param clip the stretch of sound
 * @param text the transcript as written, not normalised; empty where the manifest has none, which only transcription
 *     accepts
 * @param where where it was given, as {@code manifest:line}, for messages
 * @param extra whatever else the line said, in its order: strings as they are, other JSON values as JSON
 */
public record Utterance(String id, Clip clip, Optional<String> text, String where, Map<String, String> extra) {

    /** The extra value of a draft: how far two decodings of it agree, 0 to 1. */
    public static final String AGREEMENT = "agreement";

    /** Refuses a blank id. */
    public Utterance {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an utterance needs an id");
        }
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra)); // Map.copyOf would lose the order
    }

    /**
     * The transcript, which must exist by now.
     *
     * @return the text as written
     * @throws IllegalStateException if there is none: {@link TrainingChecks} come first
     */
    public String requireText() {
        return text.orElseThrow(() -> new IllegalStateException(where + " has no text"));
    }

    /**
     * Whether a model wrote the transcript, in self-training.
     *
     * @return whether its line tells an agreement
     */
    public boolean isDraft() {
        return extra.containsKey(AGREEMENT);
    }

    /**
     * The same utterance under another id.
     *
     * @param other the new id
     * @return a copy
     */
    public Utterance withId(String other) {
        return new Utterance(other, clip, text, where, extra);
    }

    /**
     * The same utterance with another clip.
     *
     * @param other the new clip
     * @return a copy
     */
    public Utterance withClip(Clip other) {
        return new Utterance(id, other, text, where, extra);
    }

    /**
     * The same utterance with another transcript.
     *
     * @param other the new text
     * @return a copy
     */
    public Utterance withText(String other) {
        return new Utterance(id, clip, Optional.of(other), where, extra);
    }

    /**
     * The same utterance with other extra values.
     *
     * @param other the new values
     * @return a copy
     */
    public Utterance withExtra(Map<String, String> other) {
        return new Utterance(id, clip, text, where, other);
    }

    /**
     * Who speaks, where the manifest tells under one of the usual keys: {@code speaker}, {@code speaker_id},
     * {@code client_id}, {@code spk}.
     *
     * @return the speaker's name in the manifest
     */
    public Optional<String> speaker() {
        return Kinship.speaker(this);
    }
}
