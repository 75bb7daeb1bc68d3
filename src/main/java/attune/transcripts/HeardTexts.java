package attune.transcripts;

import attune.corpus.Clip;
import attune.corpus.JsonLines;
import attune.fault.UserFault;
import attune.files.TextFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads the output of any recogniser: TRN lines, {@code text (clip)}, or JSON lines with {@code audio_filepath} (and
 * {@code offset}, where it is not 0) or {@code id}, and {@code pred_text} as NeMo calls it, or {@code text}.
 * Confidences are read from {@code words}, a list of {@code word} and {@code confidence}. That includes what
 * {@link TranscriptFormat} writes in these two forms.
 */
public final class HeardTexts {
    private static final String FORMS = "a line is TRN, such as \"good morning (clips/a.wav)\", or JSON, such as"
            + " {\"audio_filepath\": \"clips/a.wav\", \"text\": \"good morning\"}";

    private static final Pattern TRN = Pattern.compile("(?<text>.*?)\\((?<clip>[^()]+)\\)\\s*");

    private HeardTexts() {}

    /**
     * A line.
     *
     * @param clip its name for the clip
     * @param text what was recognised, not normalised; empty where nothing was
     * @param words the same text with confidences, not normalised either; empty unless the line has one for every word
     * @param where file and line
     */
    public record HeardText(String clip, String text, Optional<List<HeardWord>> words, String where) {}

    /**
     * A word and how sure the recogniser was of it.
     *
     * @param text not normalised
     * @param confidence 0 to 1
     */
    public record HeardWord(String text, double confidence) {}

    /**
     * Reads a file in UTF-8.
     *
     * @param file TRN or JSON lines
     * @return its lines but the blank ones
     * @throws UserFault if it cannot be read, or at the first line that is neither
     */
    public static List<HeardText> read(Path file) {
        List<String> lines = lines(file);
        return IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank())
                .mapToObj(i -> parse(lines.get(i), file + ":" + (i + 1)))
                .toList();
    }

    private static List<String> lines(Path file) {
        return TextFile.read(file, "hypotheses").lines().toList();
    }

    private static HeardText parse(String line, String where) {
        if (line.stripLeading().startsWith("{")) {
            return json(line, where);
        }
        Matcher trn = TRN.matcher(line);
        if (!trn.matches()) {
            throw new UserFault(where, "no clip is named in brackets at its end", FORMS);
        }
        return new HeardText(trn.group("clip").strip(), trn.group("text").strip(), Optional.empty(), where);
    }

    private static HeardText json(String line, String where) {
        JsonNode json = JsonLines.parse(line, where, FORMS);
        String text = text(json, where);
        if (json.path("id").isTextual() || json.path("id").isNumber()) {
            return new HeardText(json.get("id").asText(), text, words(json.path("words")), where);
        }
        return new HeardText(
                Clip.name(required(json, where, "audio_filepath", "id"), offsetSeconds(json.path("offset"), where)),
                text,
                words(json.path("words")),
                where);
    }

    /** NeMo writes both: then {@code text} is the reference, and null for what was recognised is nothing. */
    private static String text(JsonNode json, String where) {
        JsonNode heard = json.path("pred_text");
        if (heard.isNull()) {
            return "";
        }
        if (!heard.isMissingNode() && !heard.isTextual()) {
            throw new UserFault(where, "\"pred_text\" is " + heard, "what was recognised is a string in quotes");
        }
        return required(json, where, "pred_text", "text");
    }

    private static double offsetSeconds(JsonNode offset, String where) {
        if (offset.isMissingNode() || offset.isNull()) {
            return 0;
        }
        double seconds = offset.asDouble(Double.NaN);
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new UserFault(where, "\"offset\" is " + offset, "an offset is 0 or more seconds");
        }
        return seconds;
    }

    private static Optional<List<HeardWord>> words(JsonNode words) {
        List<HeardWord> heard = new ArrayList<>();
        for (JsonNode one : words) {
            double confidence = one.path("confidence").asDouble(Double.NaN);
            if (!one.path("word").isTextual() || !(confidence >= 0 && confidence <= 1)) {
                return Optional.empty();
            }
            heard.add(new HeardWord(one.get("word").asText(), confidence));
        }
        return words.isArray() ? Optional.of(List.copyOf(heard)) : Optional.empty();
    }

    /** The first of the two keys that has a string. */
    private static String required(JsonNode json, String where, String first, String second) {
        if (json.path(first).isTextual()) {
            return json.get(first).asText();
        }
        if (!json.path(second).isTextual()) {
            throw new UserFault(where, "has neither \"" + first + "\" nor \"" + second + "\"", FORMS);
        }
        return json.get(second).asText();
    }
}
