package attune.server;

import attune.features.FeatureMatrix;
import attune.speech.JoinedTranscript;
import attune.speech.SpeechDecoder;
import java.util.concurrent.CompletableFuture;

/**
 * A piece of a recording on its way through a model.
 *
 * @param startSeconds where in the recording it begins
 * @param features [frame × coefficient]
 * @param decoder from the network's output to words
 * @param result what was said in it; cancelled if nobody wants to know any more
 * @param addedNanos when it began to wait
 */
record Piece(
        double startSeconds,
        FeatureMatrix features,
        SpeechDecoder decoder,
        CompletableFuture<JoinedTranscript.Part> result,
        long addedNanos) {

    static Piece of(double startSeconds, FeatureMatrix features, SpeechDecoder decoder) {
        return new Piece(startSeconds, features, decoder, new CompletableFuture<>(), System.nanoTime());
    }

    /** Decodes the network's output for it, [frame × label]. */
    void decode(float[][] logProbs) {
        if (result.isDone()) {
            return;
        }
        try {
            result.complete(new JoinedTranscript.Part(
                    startSeconds, logProbs.length, decoder.decodeAll(logProbs).transcript()));
        } catch (RuntimeException | Error e) { // whoever waits is told
            result.completeExceptionally(e);
        }
    }
}
