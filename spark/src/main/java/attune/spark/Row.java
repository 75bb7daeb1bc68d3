package attune.spark;

import attune.corpus.Utterance;
import attune.speech.Heard;
import attune.transcripts.ClipName;
import attune.transcripts.ClipTranscript;
import attune.transcripts.JsonLine;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** A clip's line in a part, with its end. */
final class Row {
    private static final ObjectMapper JSON = new JsonMapper();

    private Row() {}

    /** Its id, and then what {@code attune transcribe --format json} says of it. */
    static String of(Utterance clip, Heard heard, boolean characters) {
        ClipName name = new ClipName(clip.id(), clip.id());
        ClipTranscript transcript = ClipTranscript.of(name, clip, heard.seconds(), heard.orThrow())
                .with(heard.hypotheses().size() > 1 ? heard.hypotheses() : List.of());
        return "{\"id\":" + json(clip.id()) + ","
                + JsonLine.of(transcript, characters).substring(1);
    }

    /** Its id and place, and why it has no text. */
    static String of(Utterance clip, String fault) {
        return json(new Fault(
                        clip.id(), clip.clip().audio().toString(), clip.clip().offsetSeconds(), fault)) + "\n";
    }

    private record Fault(String id, String audio_filepath, double offset, String fault) {}

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers are always JSON", e);
        }
    }
}
