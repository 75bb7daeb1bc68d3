package attune.server;

import attune.audio.AudioReader;
import attune.corpus.Clip;
import attune.decoding.Transcript;
import attune.features.FrontEnd;
import attune.speech.JoinedTranscript;
import attune.speech.Pieces;
import attune.speech.SpeechDecoder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A recording on its way through a model, read and followed by its request's thread: no more of it is in memory than
 * fills a few passes. What was begun is dropped when its listeners throw.
 */
final class Recording {
    /** Pieces that may wait for the network: enough for a full pass when nobody else needs it. */
    private static final int PIECES_AHEAD = 8;

    /** The sound that may wait, unless one piece is longer: 2 MB of features for each recording that is admitted. */
    private static final double SECONDS_AHEAD = 60;

    private final ServedModel model;
    private final SpeechDecoder decoder;
    private final Pieces pieces;
    private final Consumer<Transcript> heard;
    private final Runnable waiting;
    private final Deque<Piece> ahead = new ArrayDeque<>();
    private final List<JoinedTranscript.Part> parts = new ArrayList<>();

    /**
     * A recording that has not begun.
     *
     * @param audio reads the file
     * @param mostSeconds how long it may be
     * @param heard takes what was said in each piece, in order
     * @param waiting called about once a second while there is nothing to take
     */
    Recording(
            ServedModel model,
            SpeechDecoder decoder,
            AudioReader audio,
            double mostSeconds,
            Consumer<Transcript> heard,
            Runnable waiting) {
        this.model = model;
        this.decoder = decoder;
        this.pieces = new Pieces(
                audio.whileWaiting(waiting), model.model().format().frontEnd().sampleRateHz(), mostSeconds);
        this.heard = heard;
        this.waiting = waiting;
    }

    /** Recognises a file. */
    Recognised of(Path audio) {
        FrontEnd frontEnd = model.model().format().frontEnd();
        try {
            double seconds = pieces.read(Clip.whole(audio), (start, sound) -> {
                while (isFull(frontEnd.frameSeconds()) || isOldestDone()) {
                    takeOldest();
                }
                ahead.add(model.line().add(this, start, frontEnd.extract(sound), decoder));
            });
            while (!ahead.isEmpty()) {
                takeOldest();
            }
            return new Recognised(seconds, JoinedTranscript.of(parts).withTouchingWords());
        } finally {
            ahead.forEach(piece -> piece.result().cancel(false));
        }
    }

    private boolean isFull(double frameSeconds) {
        int frames = ahead.stream().mapToInt(piece -> piece.features().frames()).sum();
        return ahead.size() >= PIECES_AHEAD || frames * frameSeconds > SECONDS_AHEAD;
    }

    private boolean isOldestDone() {
        return !ahead.isEmpty() && ahead.element().result().isDone();
    }

    private void takeOldest() {
        JoinedTranscript.Part part = await(ahead.element());
        ahead.remove();
        parts.add(part);
        heard.accept(part.transcript());
    }

    private JoinedTranscript.Part await(Piece piece) {
        while (true) {
            try {
                return piece.result().get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                waiting.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Fault.busy("The server is stopping").refusal();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException fault) {
                    throw fault;
                }
                throw new IllegalStateException("a pass of the network failed", e.getCause());
            }
        }
    }
}
