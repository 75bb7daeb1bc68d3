package attune.server;

import attune.features.FeatureMatrix;
import attune.speech.AcousticModel;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Where pieces of all recordings wait for one model. Each of its workers takes what waits and runs its network over all
 * of it in one pass, which takes less work than one by one; decoding runs beside the next pass.
 */
final class ModelLine implements AutoCloseable {
    /** Eight already save nearly all that more would. */
    private static final int PIECES_IN_A_PASS = 16;

    /** A pass of a minute of sound takes less than a second: longer ones would make short clips wait. */
    private static final double SECONDS_IN_A_PASS = 60;

    /** More cores than this are of no use to one pass. */
    private static final int CORES_OF_A_WORKER = 8;

    private final TurnQueue<Piece> queue =
            new TurnQueue<>(piece -> piece.features().frames());
    private final int framesInAPass;
    private final Executor decoding;
    private final PassListener listener;
    /** When each pass that is running began. */
    private final Set<Pass> running = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    ModelLine(SpeechModel model, Executor decoding, PassListener listener) {
        this.framesInAPass =
                (int) (SECONDS_IN_A_PASS / model.format().frontEnd().frameSeconds());
        this.decoding = decoding;
        this.listener = listener;
        int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_OF_A_WORKER);
        for (int i = 0; i < workers; i++) {
            AcousticModel acoustic = new AcousticModel(model.share().network());
            Thread worker = new Thread(() -> work(acoustic), "attune pass " + i);
            worker.setDaemon(true);
            worker.start();
        }
    }

    /** Is told of each pass, on the worker's thread. */
    @FunctionalInterface
    interface PassListener {
        /**
         * Takes a pass.
         *
         * @param pieces that were in it
         * @param startNanos when it began
         * @param seconds how long the network took
         */
        void passed(List<Piece> pieces, long startNanos, double seconds);
    }

    /** A pass that is running. */
    private record Pass(long startNanos) {}

    /** Puts a piece in the line; its owner is the recording it belongs to. */
    Piece add(Object owner, double startSeconds, FeatureMatrix features, SpeechDecoder decoder) {
        Piece piece = Piece.of(startSeconds, features, decoder);
        queue.add(owner, piece);
        return piece;
    }

    private void work(AcousticModel acoustic) {
        try {
            List<Piece> pieces = queue.take(PIECES_IN_A_PASS, framesInAPass);
            while (!pieces.isEmpty()) {
                List<Piece> wanted = new ArrayList<>(pieces);
                wanted.removeIf(piece -> piece.result().isDone());
                if (!wanted.isEmpty()) {
                    pass(acoustic, wanted);
                }
                pieces = queue.take(PIECES_IN_A_PASS, framesInAPass);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(AcousticModel acoustic, List<Piece> pieces) {
        Pass pass = new Pass(System.nanoTime());
        running.add(pass);
        try {
            List<float[][]> outputs = acoustic.logProbabilities(
                    pieces.stream().map(Piece::features).toList());
            listener.passed(pieces, pass.startNanos, (System.nanoTime() - pass.startNanos) / 1e9);
            for (int i = 0; i < outputs.size(); i++) {
                Piece piece = pieces.get(i);
                float[][] output = outputs.get(i);
                decoding.execute(() -> piece.decode(output));
            }
        } catch (RuntimeException | Error e) { // these recordings fail; the next may not
            pieces.forEach(piece -> piece.result().completeExceptionally(e));
        } finally {
            running.remove(pass);
        }
    }

    /** How long the pass that has run longest has been running; 0 when none is. */
    double longestPassSeconds() {
        synchronized (running) {
            return running.stream()
                    .mapToDouble(pass -> (System.nanoTime() - pass.startNanos) / 1e9)
                    .max()
                    .orElse(0);
        }
    }

    int waiting() {
        return queue.size();
    }

    /** Ends the workers once the line is empty. */
    @Override
    public void close() {
        queue.close();
    }
}
