package attune.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * NeMo's manifest: one JSON object a line, with {@code audio_filepath} and, where known, {@code duration},
 * {@code offset} (seconds) and {@code text}. Our addition is {@code id}; NeMo keeps keys it does not know.
 */
final class NemoLines {
    static final String AUDIO = "audio_filepath";
    static final String DURATION = "duration";
    static final String OFFSET = "offset";
    static final String TEXT = "text";
    static final String ID = "id";
    static final Set<String> OWN_KEYS = Set.of(AUDIO, DURATION, OFFSET, TEXT, ID);

    // Python's json module writes NaN for a duration it could not determine; read it to say so.
    static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** A key that holds seconds, and the values allowed. */
    private record Time(String key, DoublePredicate allowed, String remedy) {
        static final Time AT = new Time(OFFSET, Clip::isOffset, "an offset is 0 or more seconds");
        static final Time LASTING = new Time(
                DURATION,
                Clip::isDuration,
                "a duration is more than 0 seconds and at most " + (int) Clip.LONGEST
                        + "; leave it out where it is not known");
    }

    private final AudioFolder folder;
    private final Faults faults;

    private NemoLines(AudioFolder folder, Faults faults) {
        this.folder = folder;
        this.faults = faults;
    }

    static List<Utterance> read(ManifestText manifest, AudioFolder folder, Faults faults) {
        List<Utterance> utterances = new ArrayList<>();
        for (ManifestText.Line line : manifest.lines()) {
            read(manifest.where(line.number()), line.text(), folder, faults).ifPresent(utterances::add);
        }
        return utterances;
    }

    static Optional<Utterance> read(String where, String line, AudioFolder folder, Faults faults) {
        NemoLines reader = new NemoLines(folder, faults);
        return reader.parse(where, line).flatMap(json -> reader.utterance(where, json));
    }

    private Optional<JsonNode> parse(String where, String line) {
        String remedy =
                "each line must be one JSON object such as {\"audio_filepath\": \"a.wav\", \"text\": \"hello\"}";
        try {
            JsonNode json = JSON.readTree(line);
            if (json.isObject()) {
                return Optional.of(json);
            }
            faults.add(where, "found " + Faults.piece(line) + " instead of an object", remedy);
        } catch (JsonProcessingException e) {
            faults.add(where, "malformed JSON: " + reason(line, e), remedy);
        }
        return Optional.empty();
    }

    // Jackson's message starts with what happened and goes on with the parser's internals.
    static String reason(String line, JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) { // comes without a place, its message in full sentences
            return "nested too deeply, or a number or name too long";
        }
        String what = e.getOriginalMessage().split(" \\(|: ", 2)[0];
        int column = Math.max(1, Math.min(e.getLocation().getColumnNr(), line.length() + 1));
        String before = line.substring(Math.max(0, column - 31), column - 1);
        return what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1) + " at column " + column
                + (before.isEmpty() ? "" : ", after " + before.strip());
    }

    private Optional<Utterance> utterance(String where, JsonNode json) {
        if (!json.hasNonNull(AUDIO)) {
            faults.add(where, "no \"" + AUDIO + "\" among its keys " + keys(json), "give every line its audio file");
        }
        Optional<Path> audio = string(where, json, AUDIO).flatMap(written -> folder.resolve(written, where, faults));
        OptionalDouble offset = seconds(where, json, Time.AT);
        OptionalDouble duration = seconds(where, json, Time.LASTING);
        Optional<String> text = string(where, json, TEXT);
        return audio.map(path -> {
            Clip clip = new Clip(path, offset.orElse(0), duration);
            return new Utterance(id(json, clip.offsetSeconds()), clip, text, where, extra(json));
        });
    }

    private Optional<String> string(String where, JsonNode json, String key) {
        if (!json.hasNonNull(key)) {
            return Optional.empty();
        }
        JsonNode value = json.get(key);
        if (!value.isTextual()) {
            faults.add(where, key + " is " + Faults.piece(value.toString()), "it must be a string in quotes");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    private OptionalDouble seconds(String where, JsonNode json, Time time) {
        JsonNode value = json.path(time.key);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber()) {
            faults.add(
                    where,
                    time.key + " is " + Faults.piece(value.toString()),
                    "it must be a number of seconds, without quotes");
        } else if (!time.allowed.test(value.asDouble())) {
            faults.add(where, time.key + " is " + value.asText(), time.remedy);
        } else {
            return OptionalDouble.of(value.asDouble());
        }
        return OptionalDouble.empty();
    }

    private static String id(JsonNode json, double offsetSeconds) {
        String given = json.hasNonNull(ID) ? json.get(ID).asText() : "";
        return given.isBlank() ? Clip.name(json.get(AUDIO).asText(), offsetSeconds) : given;
    }

    private static Map<String, String> extra(JsonNode json) {
        Map<String, String> extra = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            if (!OWN_KEYS.contains(entry.getKey()) && !entry.getValue().isNull()) {
                JsonNode value = entry.getValue();
                extra.put(entry.getKey(), value.isTextual() ? value.asText() : value.toString());
            }
        });
        return extra;
    }

    private static String keys(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names.toString();
    }
}
