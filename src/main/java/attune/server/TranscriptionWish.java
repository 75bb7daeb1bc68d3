package attune.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a transcription request asks for.
 *
 * @param model id or alias
 * @param format of the answer
 * @param granularities {@code word}, {@code segment} or both, in verbose JSON
 * @param stream whether to answer by events
 * @param logProbs whether to give a log-probability for each word
 * @param phrases to listen for
 * @param language the speaker's, if the client told it; empty if not
 */
record TranscriptionWish(
        String model,
        AnswerFormat format,
        Set<String> granularities,
        boolean stream,
        boolean logProbs,
        HotPhrases phrases,
        String language) {
    private static final String GRANULARITIES = "timestamp_granularities";
    private static final String SEGMENT = "segment";
    private static final String INCLUDE = "include";

    /** Reads and checks the fields of a form; those that are not ours are passed over, as OpenAI does. */
    static TranscriptionWish of(Map<String, List<String>> fields) {
        if (fields.keySet().stream().anyMatch(name -> name.startsWith("known_speaker"))) {
            throw Fault.invalid("Speakers cannot be told apart; leave known_speaker_… out", "known_speaker_names")
                    .refusal();
        }
        String model = first(fields, "model", "");
        if (model.isEmpty()) {
            throw Fault.invalid("The field model is missing; GET /v1/models lists the models", "model")
                    .refusal();
        }
        AnswerFormat format = AnswerFormat.named(first(fields, "response_format", "json"));
        boolean stream = flag(first(fields, "stream", "false"));
        if (stream && format != AnswerFormat.JSON && format != AnswerFormat.TEXT) {
            throw Fault.invalid("stream goes with response_format json or text", "stream")
                    .refusal();
        }
        return new TranscriptionWish(
                model,
                format,
                granularities(fields.getOrDefault(GRANULARITIES, List.of()), format),
                stream,
                logProbs(fields.getOrDefault(INCLUDE, List.of()), format),
                phrases(fields),
                first(fields, "language", ""));
    }

    private static String first(Map<String, List<String>> fields, String name, String otherwise) {
        return fields.getOrDefault(name, List.of(otherwise)).get(0);
    }

    private static boolean flag(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0", "" -> false;
            default ->
                throw Fault.invalid("stream must be true or false, not '" + Exchange.clean(value) + "'", "stream")
                        .refusal();
        };
    }

    private static Set<String> granularities(List<String> given, AnswerFormat format) {
        if (!Set.of("word", SEGMENT).containsAll(given)) {
            throw Fault.invalid("timestamp_granularities[] must be word or segment", GRANULARITIES)
                    .refusal();
        }
        if (!given.isEmpty() && format != AnswerFormat.VERBOSE_JSON) {
            throw Fault.invalid("timestamp_granularities[] needs response_format verbose_json", GRANULARITIES)
                    .refusal();
        }
        return given.isEmpty() ? Set.of(SEGMENT) : Set.copyOf(given);
    }

    private static boolean logProbs(List<String> include, AnswerFormat format) {
        if (!Set.of("logprobs").containsAll(include)) {
            throw Fault.invalid("include[] can only be logprobs", INCLUDE).refusal();
        }
        if (!include.isEmpty() && format != AnswerFormat.JSON) {
            throw Fault.invalid("include[] needs response_format json", INCLUDE).refusal();
        }
        return !include.isEmpty();
    }

    private static HotPhrases phrases(Map<String, List<String>> fields) {
        List<String> keywords = new ArrayList<>(fields.getOrDefault("keywords", List.of()));
        fields.getOrDefault("hotwords", List.of()).forEach(list -> {
            for (String word : list.split("[,\\n]", -1)) {
                if (!word.isBlank()) {
                    keywords.add(word.strip());
                }
            }
        });
        List<String> distinct = keywords.stream().distinct().toList();
        return new HotPhrases(distinct, first(fields, "prompt", ""));
    }
}
