package attune.transcripts;

import attune.decoding.Hypothesis;
import attune.decoding.TimedCharacter;
import attune.decoding.Word;
import attune.rounding.Rounded;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for each clip, with the keys of a NeMo manifest, so that it can be read as one again, and the words.
 *
 * @param audio_filepath the file
 * @param offset where in it the clip begins, in seconds
 * @param duration how long the clip is, in seconds
 * @param text what is said
 * @param words the same with times
 * @param hypotheses where wanted, candidate texts, best first
 */
public record JsonLine(
        String audio_filepath,
        double offset,
        double duration,
        String text,
        List<JsonWord> words,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Hypothesis> hypotheses) {

    /**
     * One word.
     *
     * @param word its text
     * @param start seconds from the beginning of the file
     * @param end seconds from the beginning of the file
     * @param confidence 0 to 1
     * @param characters where wanted, each with its own times
     */
    public record JsonWord(
            String word,
            double start,
            double end,
            double confidence,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<JsonCharacter> characters) {}

    /**
     * One character.
     *
     * @param character its text
     * @param start seconds from the beginning of the file
     * @param end seconds from the beginning of the file
     * @param confidence 0 to 1
     */
    public record JsonCharacter(String character, double start, double end, double confidence) {}

    /** Made when first needed: Jackson takes a twentieth of a second to start. */
    private static final class Json {
        static final JsonMapper MAPPER = new JsonMapper();
    }

    /**
     * A clip's line.
     *
     * @param clip any
     * @param characters whether to give the times of characters, too
     * @return the line with its end
     */
    public static String of(ClipTranscript clip, boolean characters) {
        JsonLine line = new JsonLine(
                clip.utterance().clip().audio().toString(),
                clip.startSeconds(),
                clip.seconds(),
                clip.transcript().text(),
                clip.words().stream().map(word -> json(word, characters)).toList(),
                clip.hypotheses());
        try {
            return Json.MAPPER.writeValueAsString(line) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers are always JSON", e);
        }
    }

    private static JsonWord json(Word word, boolean characters) {
        return new JsonWord(
                word.text(),
                Rounded.thousandths(word.startSeconds()),
                Rounded.thousandths(word.endSeconds()),
                Rounded.tenThousandths(word.confidence()),
                characters ? word.characters().stream().map(JsonLine::json).toList() : null);
    }

    private static JsonCharacter json(TimedCharacter character) {
        return new JsonCharacter(
                character.text(),
                Rounded.thousandths(character.startSeconds()),
                Rounded.thousandths(character.endSeconds()),
                Rounded.tenThousandths(character.confidence()));
    }
}
