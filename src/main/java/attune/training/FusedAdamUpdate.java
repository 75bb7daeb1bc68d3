package attune.training;

import attune.backend.HostMemory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * For floats on the CPU: everything in one pass over memory, which is what an update costs, on all cores. The vector is
 * worked on in blocks that stay in the nearest cache while they are copied out, changed and copied back; the loops are
 * plain enough for the compiler to vectorise. Blocks share nothing, so threads change no bit.
 */
final class FusedAdamUpdate implements AdamUpdate {
    private static final int BLOCK = 2048;

    @Override
    public double squaredNorm(INDArray gradient) {
        FloatBuffer values = HostMemory.floats(gradient);
        double[] sums = new double[blocks(values)];
        eachBlock(values, () -> {
            float[] g = new float[BLOCK];
            return block -> sums[block] = sumOfSquares(g, read(values, block, g));
        });
        return Arrays.stream(sums).sum(); // in the order of the blocks, whoever computed them
    }

    @Override
    public void apply(Part part, Step step) {
        FloatBuffer parameters = HostMemory.floats(part.parameters());
        FloatBuffer gradient = HostMemory.floats(part.gradient());
        FloatBuffer mean = HostMemory.floats(part.mean());
        FloatBuffer square = HostMemory.floats(part.square());
        eachBlock(parameters, () -> {
            float[] p = new float[BLOCK];
            float[] g = new float[BLOCK];
            float[] m = new float[BLOCK];
            float[] v = new float[BLOCK];
            return block -> {
                int length = read(parameters, block, p);
                read(gradient, block, g);
                read(mean, block, m);
                read(square, block, v);
                update(p, g, m, v, step);
                parameters.put(block * BLOCK, p, 0, length);
                mean.put(block * BLOCK, m, 0, length);
                square.put(block * BLOCK, v, 0, length);
            };
        });
    }

    private static void update(float[] p, float[] g, float[] m, float[] v, Step step) {
        float scale = (float) step.gradientScale();
        float rate = (float) step.correctedRate();
        float kept = (float) step.kept();
        float beta1 = (float) BETA1;
        float beta2 = (float) BETA2;
        float fresh1 = (float) (1 - BETA1);
        float fresh2 = (float) (1 - BETA2);
        float epsilon = (float) EPSILON;
        for (int i = 0; i < BLOCK; i++) {
            float gradient = g[i] * scale;
            float mean = beta1 * m[i] + fresh1 * gradient;
            float square = beta2 * v[i] + fresh2 * gradient * gradient;
            m[i] = mean;
            v[i] = square;
            p[i] = kept * p[i] - rate * mean / ((float) Math.sqrt(square) + epsilon);
        }
    }

    /** Four sums side by side, so that one addition need not wait for the one before. */
    private static double sumOfSquares(float[] values, int length) {
        Arrays.fill(values, length, BLOCK, 0);
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = 0; i < BLOCK; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        return a + b + (c + d);
    }

    /** Gives every block to one of some workers, each with room of its own to work in. */
    private static void eachBlock(FloatBuffer vector, Supplier<IntConsumer> worker) {
        AtomicInteger next = new AtomicInteger();
        int workers = ForkJoinPool.getCommonPoolParallelism() + 1;
        IntStream.range(0, workers).parallel().forEach(number -> {
            IntConsumer work = worker.get();
            for (int block = next.getAndIncrement(); block < blocks(vector); block = next.getAndIncrement()) {
                work.accept(block);
            }
        });
    }

    private static int blocks(FloatBuffer vector) {
        return (vector.capacity() + BLOCK - 1) / BLOCK;
    }

    /** Copies a block out; the last one may be shorter. */
    private static int read(FloatBuffer from, int block, float[] into) {
        int length = Math.min(BLOCK, from.capacity() - block * BLOCK);
        from.get(block * BLOCK, into, 0, length);
        return length;
    }
}
