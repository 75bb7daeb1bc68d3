package attune.server;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Reads the rest of a body that was refused and drops it, without keeping a thread: were the connection closed at once,
 * many clients would lose the answer while they are still sending.
 */
final class Drain implements Runnable {
    /** Who sends more is cut off. */
    private static final long MOST_BYTES = 64L << 20;

    private static final double BYTES_PER_SECOND = 1000;

    private final Content.Source body;
    private final Callback callback;
    private long bytes;

    private Drain(Content.Source body, Callback callback) {
        this.body = body;
        this.callback = callback;
    }

    /** Starts; completes the request in the end. */
    static void start(Request request, Callback callback) {
        new Drain(new PacedBody(request, BYTES_PER_SECOND), callback).run();
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = body.read();
            if (chunk == null) {
                body.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                callback.succeeded(); // answered it was
                return;
            }
            bytes += chunk.remaining();
            chunk.release();
            if (chunk.isLast() || bytes > MOST_BYTES) {
                callback.succeeded();
                return;
            }
        }
    }
}
