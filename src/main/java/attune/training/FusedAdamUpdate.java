package attune.training;

import attune.backend.HostMemory;
import java.nio.FloatBuffer;
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
        int length = values.capacity();
        // Added in the order of the blocks, whoever computed them.
        double[] sums = new double[blocks(length)];
        IntStream.range(0, sums.length).parallel().forEach(block -> {
            float[] g = read(values, block);
            sums[block] = sumOfSquares(g);
        });
        double sum = 0;
        for (double each : sums) {
            sum += each;
        }
        return sum;
    }

    @Override
    public void apply(Part part, Step step) {
        FloatBuffer parameters = HostMemory.floats(part.parameters());
        FloatBuffer gradient = HostMemory.floats(part.gradient());
        FloatBuffer mean = HostMemory.floats(part.mean());
        FloatBuffer square = HostMemory.floats(part.square());
        IntStream.range(0, blocks(parameters.capacity())).parallel().forEach(block -> {
            float[] p = read(parameters, block);
            float[] m = read(mean, block);
            float[] v = read(square, block);
            update(p, read(gradient, block), m, v, step);
            parameters.put(block * BLOCK, p);
            mean.put(block * BLOCK, m);
            square.put(block * BLOCK, v);
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
        for (int i = 0; i < p.length; i++) {
            float gradient = g[i] * scale;
            float mean = beta1 * m[i] + fresh1 * gradient;
            float square = beta2 * v[i] + fresh2 * gradient * gradient;
            m[i] = mean;
            v[i] = square;
            p[i] = kept * p[i] - rate * mean / ((float) Math.sqrt(square) + epsilon);
        }
    }

    /** Four sums side by side, so that one addition need not wait for the one before. */
    private static double sumOfSquares(float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < values.length; i++) {
            a += (double) values[i] * values[i];
        }
        return a + b + (c + d);
    }

    private static int blocks(int length) {
        return (length + BLOCK - 1) / BLOCK;
    }

    private static float[] read(FloatBuffer from, int block) {
        float[] values = new float[Math.min(BLOCK, from.capacity() - block * BLOCK)];
        from.get(block * BLOCK, values);
        return values;
    }
}
