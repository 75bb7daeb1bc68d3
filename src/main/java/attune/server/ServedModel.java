package attune.server;

import attune.audio.Waveform;
import attune.files.Digest;
import attune.speech.SpeechModel;
import attune.speech.live.LiveModel;
import attune.text.Alphabet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** A model at work. It stays so, after another has taken its place, until the last of its users has finished. */
final class ServedModel {

    private final String id;
    private final SpeechModel model;
    private final String sha256;
    private final Instant written;
    private final ModelLine line;
    private final Decoders decoders;
    private final Optional<LiveModel> live;
    private int users;
    private boolean retired;

    private ServedModel(String id, SpeechModel model, String sha256, Instant written, ModelLine line) {
        this.id = id;
        this.model = model;
        this.sha256 = sha256;
        this.written = written;
        this.line = line;
        this.decoders = new Decoders(model);
        this.live = model.obstacleToStreaming().isEmpty()
                ? Optional.of(new LiveModel(model, Runtime.getRuntime().availableProcessors()))
                : Optional.empty();
    }

    /** Opens a bundle and runs it once on silence: the first pass of a network takes a second longer than the others. */
    static ServedModel open(String id, Path bundle, Executor decoding, Metrics metrics) throws IOException {
        SpeechModel model = SpeechModel.open(bundle);
        String sha256 = Files.isDirectory(bundle) ? "" : Digest.sha256(bundle);
        Instant written = Files.getLastModifiedTime(bundle).toInstant();
        ModelLine line = new ModelLine(model, decoding, metrics.passesOf(id, model));
        try {
            ServedModel served = new ServedModel(id, model, sha256, written, line);
            served.tryOut();
            return served;
        } catch (RuntimeException | Error e) {
            line.close();
            throw e;
        }
    }

    private void tryOut() {
        int rateHz = model.format().frontEnd().sampleRateHz();
        var features = model.format().frontEnd().extract(new Waveform(new float[rateHz], rateHz));
        try {
            line.add(this, 0, features, decoders.usual()).result().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    /** A use of a model; while it is open, the model works. */
    record Use(ServedModel of) implements AutoCloseable {
        @Override
        public void close() {
            of.giveBack();
        }
    }

    /** Whether it could still be borrowed: not once it is retired. */
    synchronized boolean borrow() {
        if (!retired) {
            users++;
        }
        return !retired;
    }

    private synchronized void giveBack() {
        users--;
        closeIfIdle();
    }

    /** Takes no new users. */
    synchronized void retire() {
        retired = true;
        closeIfIdle();
    }

    private void closeIfIdle() {
        if (retired && users == 0) {
            line.close();
        }
    }

    String id() {
        return id;
    }

    SpeechModel model() {
        return model;
    }

    /** The digest of its file; empty where it is a folder. */
    String sha256() {
        return sha256;
    }

    Instant written() {
        return written;
    }

    ModelLine line() {
        return line;
    }

    Decoders decoders() {
        return decoders;
    }

    /** The model for sound that is still coming; none if it needs whole recordings. */
    Optional<LiveModel> live() {
        return live;
    }

    /** Refuses a language of which it is known that the model does not recognise it; an empty one is none. */
    void requireLanguage(String wished) {
        Locale language = language();
        if (wished.isEmpty() || language.equals(Locale.ROOT)) {
            return;
        }
        boolean same = wished.equalsIgnoreCase(language.getDisplayLanguage(Locale.ENGLISH))
                || Locale.forLanguageTag(wished).getLanguage().equals(language.getLanguage());
        if (!same) {
            throw Fault.invalid(
                            "The model " + id + " recognises " + language.getDisplayLanguage(Locale.ENGLISH) + ", not '"
                                    + Exchange.clean(wished) + "'; leave language out or ask another model",
                            "language")
                    .refusal();
        }
    }

    /** The language in which it writes numbers, or English for its letters alone; {@code und} if that says nothing. */
    Locale language() {
        boolean english = model.format().alphabet().equals(Alphabet.english());
        return model.format().textNormalizer().spokenLanguage().orElse(english ? Locale.ENGLISH : Locale.ROOT);
    }
}
