package attune.layers.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Off-heap float buffers that return to a pool instead of to the system, because fresh pages cost more than the copies
 * the buffers are used for. Sizes are rounded up to four steps per power of two, and a buffer up to twice the requested
 * size will do, so that batches of different shapes share buffers. Idle memory beyond the limit is freed.
 */
final class FloatBuffers {
    private static final int STEPS_PER_OCTAVE = 4;

    private final long idleLimitBytes;
    private final NavigableMap<Long, Deque<FloatPointer>> idle = new TreeMap<>();
    private long idleBytes;

    FloatBuffers(long idleLimitBytes) {
        this.idleLimitBytes = idleLimitBytes;
    }

    /** A buffer of at least this many floats, uninitialised. */
    FloatPointer take(long floats) {
        long size = roundUp(floats);
        synchronized (this) {
            for (Deque<FloatPointer> free :
                    idle.subMap(size, true, 2 * size, true).values()) {
                if (!free.isEmpty()) {
                    FloatPointer buffer = free.pop();
                    idleBytes -= buffer.capacity() * Float.BYTES;
                    return buffer;
                }
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
