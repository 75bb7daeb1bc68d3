package attune.server;

import attune.audio.SampleCoding;
import attune.speech.live.StreamSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client of OpenAI's Realtime API wants to be transcribed.
 *
 * @param format of the sound to come: its type in OpenAI's words
 * @param rateHz of the sound to come
 * @param pauseSeconds a pause this long ends a turn; empty if the client ends its turns itself
 * @param phrases to listen for
 * @param model id of the model; empty for the one that the session began with
 * @param language the speaker's, if the client told it; empty if not
 * @param logProbs whether to give a log-probability for each word
 */
record RealtimeConfig(
        String format,
        int rateHz,
        Optional<Double> pauseSeconds,
        HotPhrases phrases,
        Optional<String> model,
        String language,
        boolean logProbs) {
    private static final String PCM = "audio/pcm";
    private static final Map<String, SampleCoding> CODINGS =
            Map.of(PCM, SampleCoding.SIGNED_16, "audio/pcmu", SampleCoding.MU_LAW, "audio/pcma", SampleCoding.A_LAW);

    /** The same in the words of the API's beta. */
    private static final Map<String, String> BETA =
            Map.of("pcm16", PCM, "g711_ulaw", "audio/pcmu", "g711_alaw", "audio/pcma");

    private static final int TELEPHONE_HZ = 8000;
    private static final int PCM_HZ = 24_000;

    /** Less is not enough to find a quiet place in. */
    private static final double SHORTEST_PAUSE_SECONDS = 0.4;

    private static final double LONGEST_PAUSE_SECONDS = 30;

    /** What OpenAI's sessions begin with, but for the length of a pause. */
    static final RealtimeConfig DEFAULT = new RealtimeConfig(
            PCM,
            PCM_HZ,
            Optional.of(StreamSettings.DEFAULT.pauseSeconds()),
            HotPhrases.NONE,
            Optional.empty(),
            "",
            false);

    /** The same changed by the {@code session} of a {@code session.update}. */
    RealtimeConfig with(JsonNode session) {
        String type = session.path("type").asText("transcription");
        if (!type.equals("transcription")) {
            throw Fault.invalid("Sessions here have type transcription, not '" + Exchange.clean(type) + "'", "type")
                    .refusal();
        }
        JsonNode input = session.path("audio").path("input");
        String told = input.path("format").path("type").asText(format);
        return with(session, input, told, input.path("format").path("rate"), "transcription");
    }

    /** The same changed by the {@code session} of the beta's {@code transcription_session.update}. */
    RealtimeConfig withBeta(JsonNode session) {
        String named = session.path("input_audio_format").asText("");
        String told = named.isEmpty() ? format : BETA.getOrDefault(named, named);
        return with(session, session, told, session.path("rate"), "input_audio_transcription");
    }

    private RealtimeConfig with(JsonNode session, JsonNode input, String told, JsonNode rate, String name) {
        if (!CODINGS.containsKey(told)) {
            throw Fault.invalid(
                            "Sound comes as audio/pcm, audio/pcmu or audio/pcma, not '" + Exchange.clean(told) + "'",
                            "format")
                    .refusal();
        }
        int usual = !told.equals(PCM) ? TELEPHONE_HZ : format.equals(PCM) ? rateHz : PCM_HZ;
        JsonNode wish = input.path(name);
        boolean worded = wish.has("keywords") || wish.has("prompt");
        return new RealtimeConfig(
                told,
                SoundWish.requireRate(rate.asInt(usual), "rate"),
                input.has("turn_detection") ? pause(input.get("turn_detection")) : pauseSeconds,
                worded ? phrases(wish) : phrases,
                wish.hasNonNull("model") ? Optional.of(wish.get("model").asText()) : model,
                wish.path("language").asText(language),
                session.has("include") ? includesLogProbs(session.get("include")) : logProbs);
    }

    private static Optional<Double> pause(JsonNode detection) {
        if (detection.isNull()) {
            return Optional.empty();
        }
        String type = detection.path("type").asText("server_vad");
        if (!type.equals("server_vad")) {
            throw Fault.invalid(
                            "turn_detection is null or has type server_vad, not '" + Exchange.clean(type) + "'",
                            "turn_detection")
                    .refusal();
        }
        double usual = 1000 * StreamSettings.DEFAULT.pauseSeconds();
        double wished = detection.path("silence_duration_ms").asDouble(usual) / 1000;
        return Optional.of(Math.max(SHORTEST_PAUSE_SECONDS, Math.min(LONGEST_PAUSE_SECONDS, wished)));
    }

    private static HotPhrases phrases(JsonNode wish) {
        List<String> keywords = new ArrayList<>();
        wish.path("keywords").forEach(word -> keywords.add(word.asText()));
        return new HotPhrases(keywords, wish.path("prompt").asText(""));
    }

    private static boolean includesLogProbs(JsonNode include) {
        for (JsonNode each : include) {
            if (each.asText().equals("item.input_audio_transcription.logprobs")) {
                return true;
            }
        }
        return false;
    }

    /** What it asks of the sound. Where the client ends its turns, pauses still end segments, which come one by one. */
    SoundWish sound() {
        StreamSettings usual = StreamSettings.DEFAULT;
        StreamSettings cuts = new StreamSettings(usual.chunkSeconds(), pauseSeconds.orElse(usual.pauseSeconds()));
        return new SoundWish(codingOf(format), rateHz, cuts, phrases, 1);
    }

    private static SampleCoding codingOf(String format) {
        SampleCoding coding = CODINGS.get(format);
        if (coding == null) {
            throw new IllegalStateException("a format that was not checked: " + format);
        }
        return coding;
    }

    /** The session as the server tells it. */
    Map<String, @Nullable Object> told(String id, String servedModel) {
        Map<String, @Nullable Object> transcription = new LinkedHashMap<>();
        transcription.put("model", model.orElse(servedModel));
        transcription.put("language", language.isEmpty() ? null : language);
        transcription.put("keywords", phrases.given());
        transcription.put("prompt", phrases.prompt());
        Map<String, @Nullable Object> input = new LinkedHashMap<>();
        input.put("format", Map.of("type", format, "rate", rateHz));
        input.put("transcription", transcription);
        input.put("noise_reduction", null);
        input.put(
                "turn_detection",
                pauseSeconds
                        .map(seconds -> Map.of("type", "server_vad", "silence_duration_ms", Math.round(1000 * seconds)))
                        .orElse(null));
        Map<String, @Nullable Object> session = new LinkedHashMap<>();
        session.put("id", id);
        session.put("object", "realtime.transcription_session");
        session.put("type", "transcription");
        session.put("audio", Map.of("input", input));
        session.put("include", logProbs ? List.of("item.input_audio_transcription.logprobs") : null);
        return session;
    }
}
