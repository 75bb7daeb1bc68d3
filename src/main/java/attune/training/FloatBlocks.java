package attune.training;

import java.nio.FloatBuffer;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Processes a long vector on all cores, in blocks that stay in the nearest cache while they are copied out, changed and
 * copied back; loops over a block are plain enough for the compiler to vectorise. Blocks share nothing, so the result
 * does not depend on the number of threads.
 */
final class FloatBlocks {
    /** Length of a block; the last one of a vector may be shorter. */
    static final int LENGTH = 2048;

    private FloatBlocks() {}

    static int count(FloatBuffer vector) {
        return (vector.capacity() + LENGTH - 1) / LENGTH;
    }

    /** Hands each block's number to one of several workers, each with buffers of its own. */
    static void each(FloatBuffer vector, Supplier<IntConsumer> worker) {
        AtomicInteger next = new AtomicInteger();
        int workers = ForkJoinPool.getCommonPoolParallelism() + 1;
        IntStream.range(0, workers).parallel().forEach(number -> {
            IntConsumer work = worker.get();
            for (int block = next.getAndIncrement(); block < count(vector); block = next.getAndIncrement()) {
                work.accept(block);
            }
        });
    }

    /** Copies a block out, and returns its length. */
    static int read(FloatBuffer from, int block, float[] into) {
        int length = length(from, block);
        from.get(block * LENGTH, into, 0, length);
        return length;
    }

    /** Copies a block back. */
    static void write(float[] values, FloatBuffer into, int block) {
        into.put(block * LENGTH, values, 0, length(into, block));
    }

    private static int length(FloatBuffer vector, int block) {
        return Math.min(LENGTH, vector.capacity() - block * LENGTH);
    }
}
