package attune.server;

import attune.audio.Resampler;
import attune.speech.live.SpeechStream;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * A live session as OpenAI's Realtime API has it for transcription. Sound comes as base64 in {@code
 * input_audio_buffer.append}; a turn ends in a pause or, without {@code turn_detection}, by {@code
 * input_audio_buffer.commit}, and has an item's id. The deltas of an item come while it is spoken and are never taken
 * back; joined they are its transcript.
 *
 * <p>Public only because Jetty calls its methods through handles that need it so.
 */
public final class RealtimeSession extends LiveSession {
    /** OpenAI's, of base64; a message has a little around it. */
    private static final long MESSAGE_BYTES = (15L << 20) + 1000;

    private final RealtimeEvents events;
    private RealtimeConfig config = RealtimeConfig.DEFAULT;

    /** Where in the session the open turn begins. */
    private double turnBegins;

    RealtimeSession(LiveSessions sessions, Resampler filters, double mostSeconds, LiveLease lease) {
        super(sessions, filters, mostSeconds, lease);
        this.events = new RealtimeEvents(lease.exchange().id());
    }

    @Override
    void greet() {
        takeTexts(MESSAGE_BYTES);
        events.session("session.created", config, lease().model().id());
        answer(events.take());
    }

    @Override
    void hear(ByteBuffer message) {
        throw Fault.invalid("Events are JSON in text messages; sound goes into input_audio_buffer.append", null)
                .refusal();
    }

    @Override
    void hear(String message) {
        JsonNode event = Json.read(message);
        if (event == null || !event.isObject()) {
            events.answering("");
            throw Fault.invalid("An event is a JSON object with a type", null).refusal();
        }
        events.answering(event.path("event_id").asText(""));
        String type = event.path("type").asText("");
        switch (type) {
            case "session.update" -> configure(config.with(event.path("session")), "session.updated");
            case "transcription_session.update" ->
                configure(config.withBeta(event.path("session")), "transcription_session.updated");
            case "input_audio_buffer.append" -> append(decoded(event.path("audio")));
            case "input_audio_buffer.commit" -> commit();
            case "input_audio_buffer.clear" -> clear();
            default ->
                throw Fault.invalid(
                                400,
                                "A transcription session has no event '" + Exchange.clean(type) + "'",
                                "type",
                                "unknown_event")
                        .refusal();
        }
        answer(events.take());
        endIfTooLong();
    }

    private static ByteBuffer decoded(JsonNode audio) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(audio.asText("")));
        } catch (IllegalArgumentException e) {
            throw Fault.invalid(400, "audio is not base64 (" + e.getMessage() + ")", "audio", "invalid_base64")
                    .refusal();
        }
    }

    /** What has come before is a turn of its own, heard as it was agreed then. */
    private void configure(RealtimeConfig wanted, String type) {
        endSound();
        Consumer<ServedModel> check = model -> {
            model.requireLanguage(wanted.language());
            model.decoders().of(wanted.phrases(), 1); // refuses words that the model cannot write
        };
        if (wanted.model().isPresent() && !wanted.model().equals(config.model())) {
            lease().change(wanted.model().get(), check);
        } else {
            check.accept(lease().model());
        }
        config = wanted;
        events.session(type, config, lease().model().id());
    }

    private void append(ByteBuffer samples) {
        LiveSound now = open(config.sound());
        now.hear(samples);
        tellSegments(now);
        SpeechStream.Partial partial = now.partial();
        if (!partial.text().isEmpty()) {
            begin();
            events.delta(partial.stable());
        }
    }

    /** Tells the segments that have ended; where the server detects turns, each is one. */
    private void tellSegments(LiveSound now) {
        for (SpeechStream.Segment segment : now.takeSegments()) {
            begin();
            events.said(segment.transcript());
            if (config.pauseSeconds().isPresent()) {
                endTurn(secondsBefore() + segment.startSeconds() + segment.seconds());
            }
        }
    }

    private void begin() {
        if (!events.isOpen()) {
            events.begin(config.pauseSeconds().isPresent(), turnBegins);
        }
    }

    private void endTurn(double ends) {
        events.end(config.pauseSeconds().isPresent(), ends, ends - turnBegins, config.logProbs());
        turnBegins = ends;
    }

    private void commit() {
        if (sound().isEmpty()) {
            throw Fault.invalid(
                            400,
                            "There is no sound to commit; append some first",
                            null,
                            "input_audio_buffer_commit_empty")
                    .refusal();
        }
        int before = events.items();
        finishSound();
        if (events.isOpen() || events.items() == before) { // even for silence, the client waits for an item
            begin();
            endTurn(secondsBefore());
        }
        turnBegins = secondsBefore();
    }

    private void finishSound() {
        LiveSound last = sound().orElseThrow();
        last.finish();
        tellSegments(last);
        closeSound();
    }

    /** Ends the sound so far; a turn that has begun is told to its end. */
    private void endSound() {
        if (sound().isPresent()) {
            finishSound();
            if (events.isOpen()) {
                endTurn(secondsBefore());
            }
            turnBegins = secondsBefore();
        }
    }

    private void clear() {
        closeSound();
        turnBegins = secondsBefore();
        events.clear();
    }

    @Override
    List<String> lastWords() {
        endSound();
        return events.take();
    }

    /** An event of its own; the session goes on. */
    @Override
    void tell(Fault fault) {
        events.error(fault);
        answer(events.take());
    }
}
