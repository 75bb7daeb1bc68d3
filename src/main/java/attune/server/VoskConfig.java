package attune.server;

import attune.audio.SampleCoding;
import attune.speech.live.StreamSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a live session wants to be served, in the terms of vosk-server: the object that its clients send as {@code config}.
 *
 * @param rateHz of the samples to come
 * @param words whether results have times and confidences of words
 * @param alternatives number of texts in a result; 0 for the best alone, in the simpler form
 * @param phrases to listen for; vosk recognises nothing else, we prefer them
 * @param stable whether partial answers say how much of their text stays; ours, not vosk's
 * @param model id of the model; empty for the server's choice
 */
record VoskConfig(
        int rateHz, boolean words, int alternatives, HotPhrases phrases, boolean stable, Optional<String> model) {
    /** What vosk-server starts with. */
    static final VoskConfig DEFAULT = new VoskConfig(8000, true, 0, HotPhrases.NONE, false, Optional.empty());

    private static final int MOST_ALTERNATIVES = 100;

    /** In vosk's lists of phrases, whatever is none of them. */
    private static final String UNKNOWN = "[unk]";

    /** Refuses impossible values. */
    VoskConfig {
        SoundWish.requireRate(rateHz, "sample_rate");
        if (alternatives < 0 || alternatives > MOST_ALTERNATIVES) {
            throw Fault.invalid(
                            "max_alternatives " + alternatives + " is not from 0 to " + MOST_ALTERNATIVES,
                            "max_alternatives")
                    .refusal();
        }
    }

    /** The same changed by a message. */
    VoskConfig with(JsonNode config) {
        return new VoskConfig(
                config.hasNonNull("sample_rate")
                        ? (int) config.get("sample_rate").asDouble()
                        : rateHz,
                config.hasNonNull("words") ? config.get("words").asBoolean() : words,
                config.hasNonNull("max_alternatives")
                        ? config.get("max_alternatives").asInt()
                        : alternatives,
                config.has("phrase_list") ? phrases(config.get("phrase_list")) : phrases,
                config.hasNonNull("stable") ? config.get("stable").asBoolean() : stable,
                config.hasNonNull("model") ? Optional.of(config.get("model").asText()) : model);
    }

    private static HotPhrases phrases(JsonNode list) {
        List<String> phrases = new ArrayList<>();
        list.forEach(phrase -> phrases.add(phrase.asText()));
        phrases.removeIf(phrase -> phrase.strip().equals(UNKNOWN));
        return new HotPhrases(List.of(), String.join("\n", phrases));
    }

    /** What it asks of the sound. */
    SoundWish sound() {
        return new SoundWish(
                SampleCoding.SIGNED_16, rateHz, StreamSettings.DEFAULT, phrases, Math.max(1, alternatives));
    }
}
