package attune.server;

import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;

/** A request's body that must come at some speed: a client that sends a byte now and then would hold its place for days. */
final class PacedBody implements Content.Source {
    /** Any client may stall for a while. */
    private static final double SECONDS_OF_GRACE = 10;

    private final Content.Source body;
    private final double bytesPerSecond;
    private final long beganNanos = System.nanoTime();
    private long bytes;

    PacedBody(Content.Source body, double bytesPerSecond) {
        this.body = body;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = body.read();
        if (chunk == null || Content.Chunk.isFailure(chunk) || chunk.isLast()) {
            return chunk;
        }
        bytes += chunk.remaining();
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        if (seconds > SECONDS_OF_GRACE && bytes < bytesPerSecond * seconds) {
            chunk.release();
            TimeoutException slow = new TimeoutException("the body comes too slowly");
            body.fail(slow);
            return Content.Chunk.from(slow, true);
        }
        return chunk;
    }

    @Override
    public void demand(Runnable more) {
        body.demand(more);
    }

    @Override
    public void fail(Throwable failure) {
        body.fail(failure);
    }

    @Override
    public long getLength() {
        return body.getLength();
    }
}
