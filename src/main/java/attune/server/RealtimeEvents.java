package attune.server;

import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.rounding.Rounded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events that a session of OpenAI's Realtime API sends, with the item that is being spoken. */
final class RealtimeEvents {
    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";
    private static final String ITEM_ID = "item_id";
    private static final int CONTENT_INDEX = 0;

    private final String session;
    private final List<String> waiting = new ArrayList<>();
    private int events;
    private int items;
    private String answering = "";

    /** The open item; empty while nothing is being said. */
    private String item = "";

    private @Nullable String previous;
    /** What was said in the open item, as far as that is certain. */
    private String text = "";

    /** How much of that was told, in characters. */
    private int told;

    private final List<Word> words = new ArrayList<>();
    /** The text of the item's finished segments. */
    private String finished = "";

    /**
     * For a session.
     *
     * @param request whose id its own ids are made of
     */
    RealtimeEvents(String request) {
        this.session = request.replaceFirst("^req_", "");
    }

    /** Notes to which of the client's events what follows is an answer. */
    void answering(String event) {
        answering = event;
    }

    /** The events since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    void session(String type, RealtimeConfig config, String model) {
        add(type, Map.of("session", config.told("sess_" + session, model)));
    }

    /** Whether an item is being spoken. */
    boolean isOpen() {
        return !item.isEmpty();
    }

    /** How many items there were. */
    int items() {
        return items;
    }

    /** An item begins. */
    void begin(boolean detected, double seconds) {
        items++;
        item = "item_" + session + "_" + items;
        if (detected) {
            add("input_audio_buffer.speech_started", Map.of("audio_start_ms", millis(seconds), ITEM_ID, item));
        }
    }

    private static long millis(double seconds) {
        return Math.round(1000 * seconds);
    }

    /** The open segment surely begins with a text. */
    void delta(String stable) {
        text = joined(finished, stable);
        if (text.length() > told) {
            add(
                    TRANSCRIPTION + "delta",
                    Map.of(ITEM_ID, item, "content_index", CONTENT_INDEX, "delta", text.substring(told)));
            told = text.length();
        }
    }

    /** A segment of the open item has ended. */
    void said(Transcript transcript) {
        delta(transcript.text());
        finished = text;
        words.addAll(transcript.words());
    }

    private static String joined(String before, String behind) {
        return before.isEmpty() || behind.isEmpty() ? before + behind : before + " " + behind;
    }

    /** The open item is over. */
    void end(boolean detected, double seconds, double duration, boolean logProbs) {
        if (detected) {
            add("input_audio_buffer.speech_stopped", Map.of("audio_end_ms", millis(seconds), ITEM_ID, item));
        }
        Map<String, @Nullable Object> committed = new LinkedHashMap<>();
        committed.put(ITEM_ID, item);
        committed.put("previous_item_id", previous);
        add("input_audio_buffer.committed", committed);
        Map<String, @Nullable Object> completed = new LinkedHashMap<>();
        completed.put(ITEM_ID, item);
        completed.put("content_index", CONTENT_INDEX);
        completed.put("transcript", finished);
        completed.put("logprobs", logProbs ? TranscriptionAnswer.logProbs(words) : null);
        completed.put("usage", Map.of("type", "duration", "seconds", Rounded.thousandths(duration)));
        add(TRANSCRIPTION + "completed", completed);
        previous = item;
        close();
    }

    private void close() {
        item = "";
        text = "";
        finished = "";
        told = 0;
        words.clear();
    }

    /** The client takes its sound back; an item that has begun comes to nothing. */
    void clear() {
        if (isOpen()) {
            Map<String, @Nullable Object> failed = new LinkedHashMap<>();
            failed.put(ITEM_ID, item);
            failed.put("content_index", CONTENT_INDEX);
            failed.put(
                    "error",
                    Map.of(
                            "type", "invalid_request_error",
                            "code", "input_audio_buffer_cleared",
                            "message", "The sound was cleared before the turn ended"));
            add(TRANSCRIPTION + "failed", failed);
            close();
        }
        add("input_audio_buffer.cleared", Map.of());
    }

    void error(Fault fault) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("type", fault.type());
        error.put("code", fault.code());
        error.put("message", fault.message());
        error.put("param", fault.param());
        error.put("event_id", answering.isEmpty() ? null : answering);
        add("error", Map.of("error", error));
    }

    private void add(String type, Map<String, ? extends @Nullable Object> fields) {
        events++;
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("event_id", "event_" + session + "_" + events);
        event.putAll(fields);
        waiting.add(Json.of(event));
    }
}
