package attune.training;

import attune.backend.HostMemory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * For floats on the CPU: a single pass over memory, which dominates the cost of an update, on all cores with
 * {@link FloatBlocks}.
 */
final class FusedAdamUpdate implements AdamUpdate {

    @Override
    public double squaredNorm(INDArray gradient) {
        FloatBuffer values = HostMemory.floats(gradient);
        double[] sums = new double[FloatBlocks.count(values)];
        FloatBlocks.each(values, () -> {
            float[] g = new float[FloatBlocks.LENGTH];
            return block -> sums[block] = sumOfSquares(g, FloatBlocks.read(values, block, g));
        });
        return Arrays.stream(sums).sum(); // in block order, whichever worker computed them
    }

    @Override
    public void apply(Part part, AdamStep step) {
        FloatBuffer parameters = HostMemory.floats(part.parameters());
        FloatBuffer gradient = HostMemory.floats(part.gradient());
        FloatBuffer mean = HostMemory.floats(part.mean());
        FloatBuffer square = HostMemory.floats(part.square());
        INDArray towards = part.anchor();
        FloatBuffer anchor = towards == null ? null : HostMemory.floats(towards);
        FloatBlocks.each(parameters, () -> {
            float[] p = new float[FloatBlocks.LENGTH];
            float[] g = new float[FloatBlocks.LENGTH];
            float[] m = new float[FloatBlocks.LENGTH];
            float[] v = new float[FloatBlocks.LENGTH];
            float[] a = new float[FloatBlocks.LENGTH]; // zero without an anchor
            return block -> {
                FloatBlocks.read(parameters, block, p);
                FloatBlocks.read(gradient, block, g);
                FloatBlocks.read(mean, block, m);
                FloatBlocks.read(square, block, v);
                if (anchor != null) {
                    FloatBlocks.read(anchor, block, a);
                    decayTowards(a, p, step);
                }
                update(p, g, m, v, anchor == null ? step.kept() : 1, step);
                FloatBlocks.write(p, parameters, block);
                FloatBlocks.write(m, mean, block);
                FloatBlocks.write(v, square, block);
            };
        });
    }

    private static void decayTowards(float[] anchor, float[] p, AdamStep step) {
        float kept = (float) step.kept();
        for (int i = 0; i < FloatBlocks.LENGTH; i++) {
            p[i] = anchor[i] + kept * (p[i] - anchor[i]);
        }
    }

    private static void update(float[] p, float[] g, float[] m, float[] v, double share, AdamStep step) {
        float scale = (float) step.gradientScale();
        float rate = (float) step.correctedRate();
        float kept = (float) share;
        float beta1 = (float) AdamStep.BETA1;
        float beta2 = (float) AdamStep.BETA2;
        float fresh1 = (float) (1 - AdamStep.BETA1);
        float fresh2 = (float) (1 - AdamStep.BETA2);
        float epsilon = (float) AdamStep.EPSILON;
        for (int i = 0; i < FloatBlocks.LENGTH; i++) {
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
        Arrays.fill(values, length, FloatBlocks.LENGTH, 0);
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = 0; i < FloatBlocks.LENGTH; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        return a + b + (c + d);
    }
}
