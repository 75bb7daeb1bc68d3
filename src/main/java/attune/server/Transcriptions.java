package attune.server;

import attune.audio.AudioReader;
import attune.decoding.Transcript;
import attune.fault.UserFault;
import attune.speech.SpeechDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code POST /v1/audio/transcriptions}: admitted, received, recognised and answered by the request's thread. */
final class Transcriptions {
    private final Admission admission;
    private final ModelShelf shelf;
    private final Limits limits;
    private final Path folder;
    private final AudioReader audio;

    Transcriptions(Admission admission, ModelShelf shelf, Limits limits, Path folder) {
        this.admission = admission;
        this.shelf = shelf;
        this.limits = limits;
        this.folder = folder;
        this.audio = AudioReader.ofStrangers(Runtime.getRuntime().availableProcessors(), limits.ffmpegSeconds());
    }

    void answer(Exchange exchange) throws IOException {
        try (Admission.Place place = admission.transcription(exchange.caller());
                Upload upload = receive(exchange)) {
            exchange.noteBodyRead();
            TranscriptionWish wish = TranscriptionWish.of(upload.fields());
            try (ServedModel.Use use = shelf.borrow(wish.model())) {
                answer(exchange, upload, wish, use.of());
            }
        }
    }

    private Upload receive(Exchange exchange) throws IOException {
        // Asked when nobody reads or writes: then it is the server that waits for a place, or works.
        exchange.request().addIdleTimeoutListener(timeout -> false);
        try (Admission.Place place = admission.upload()) {
            return Upload.receive(exchange.request(), folder, limits);
        }
    }

    private void answer(Exchange exchange, Upload upload, TranscriptionWish wish, ServedModel model) {
        model.requireLanguage(wish.language());
        SpeechDecoder decoder = model.decoders().of(wish.phrases(), 1);
        if (wish.stream()) {
            stream(exchange, upload, wish, model, decoder);
            return;
        }
        Recognised recognised = recognise(
                exchange,
                upload,
                model,
                new Recording(
                        model,
                        decoder,
                        audio,
                        limits.soundSeconds(),
                        transcript -> requireUse(exchange),
                        () -> requireUse(exchange)));
        TranscriptionAnswer answer = new TranscriptionAnswer(recognised, wish, model.language());
        exchange.answer(200, answer.contentType(), answer.body(upload.name()));
    }

    /** Each piece is a delta. The answer begins with the first words, so that what fails before them has a status. */
    private void stream(
            Exchange exchange, Upload upload, TranscriptionWish wish, ServedModel model, SpeechDecoder decoder) {
        Deltas deltas = new Deltas(exchange);
        try {
            Recognised recognised = recognise(
                    exchange,
                    upload,
                    model,
                    new Recording(
                            model,
                            decoder,
                            audio,
                            limits.soundSeconds(),
                            transcript -> {
                                requireUse(exchange);
                                deltas.add(transcript);
                            },
                            () -> {
                                requireUse(exchange);
                                deltas.events().signOfLife();
                            }));
            deltas.events().event(new TranscriptionAnswer(recognised, wish, model.language()).done());
            deltas.events().end();
        } catch (Refusal refusal) {
            if (!exchange.hasBegun()) {
                throw refusal;
            }
            deltas.events().fail(refusal.fault());
        }
    }

    /** An event with the next words. */
    private record Delta(String type, String delta) {}

    /** The text so far, as events that joined together are the whole text. */
    private static final class Deltas {
        private final Exchange exchange;
        private String before = "";
        private Optional<EventStream> events = Optional.empty();

        Deltas(Exchange exchange) {
            this.exchange = exchange;
        }

        EventStream events() {
            if (events.isEmpty()) {
                events = Optional.of(exchange.events());
            }
            return events.get();
        }

        void add(Transcript piece) {
            if (!piece.words().isEmpty()) {
                events().event(new Delta("transcript.text.delta", before + piece.text()));
                before = " ";
            }
        }
    }

    private static Recognised recognise(Exchange exchange, Upload upload, ServedModel model, Recording recording) {
        exchange.noteWork(model.id(), 0);
        try {
            Recognised recognised = recording.of(upload.audio());
            exchange.noteWork(model.id(), recognised.seconds());
            return recognised;
        } catch (UserFault unfit) {
            if (Thread.currentThread().isInterrupted()) { // which ends ffmpeg, or the waiting for it
                throw Fault.busy("The server is stopping").refusal();
            }
            String message =
                    String.valueOf(unfit.getMessage()).replace(upload.audio().toString(), upload.name());
            throw Fault.invalid(message, "file").refusal();
        }
    }

    /** Ends what nobody waits for. */
    private void requireUse(Exchange exchange) {
        exchange.requireClient();
        if (exchange.seconds() > limits.answerSeconds()) {
            throw Fault.tooSlow("The transcription took longer than " + limits.answerSeconds()
                            + " seconds, the limit; send the sound in shorter parts")
                    .refusal();
        }
    }
}
