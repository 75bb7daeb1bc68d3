package attune.layers.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Off-heap float buffers that go back to a pool instead of to the system, because fresh pages cost more than the copy
 * they are wanted for. Sizes are rounded up to four steps per power of two, so that lengths that differ a little share
 * buffers. What lies idle beyond the limit is freed.
 */
final class FloatBuffers {
    private static final int STEPS_PER_OCTAVE = 4;

    private final long idleLimitBytes;
    private final Map<Long, Deque<FloatPointer>> idle = new HashMap<>();
    private long idleBytes;

    FloatBuffers(long idleLimitBytes) {
        this.idleLimitBytes = idleLimitBytes;
    }

    /** A buffer of at least so many floats, with anything in it. */
    FloatPointer take(long floats) {
        long size = roundUp(floats);
        synchronized (this) {
            Deque<FloatPointer> free = idle.get(size);
            if (free != null && !free.isEmpty()) {
                idleBytes -= size * Float.BYTES;
                return free.pop();
            }
        }
        // The pool's own reference: a PointerScope open in the caller must not free what will be pooled.
        return new FloatPointer(size).retainReference();
    }

    void giveBack(FloatPointer buffer) {
        long bytes = buffer.capacity() * Float.BYTES;
        synchronized (this) {
            if (idleBytes + bytes <= idleLimitBytes) {
                idleBytes += bytes;
                idle.computeIfAbsent(buffer.capacity(), size -> new ArrayDeque<>())
                        .push(buffer);
                return;
            }
        }
        buffer.close();
    }

    static long roundUp(long floats) {
        long octave = Long.highestOneBit(Math.max(1024, floats));
        long step = octave / STEPS_PER_OCTAVE;
        return (Math.max(1024, floats) + step - 1) / step * step;
    }
}
