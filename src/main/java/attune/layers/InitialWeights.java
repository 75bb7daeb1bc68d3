package attune.layers;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws new weights from a stream of our own, since ND4J's generator is per thread and seeded by the clock. */
final class InitialWeights {

    private InitialWeights() {}

    static void uniform(INDArray weights, double bound, SplittableRandom random) {
        double[] values = random.doubles(weights.length(), -bound, bound).toArray();
        weights.assign(Nd4j.create(values, weights.shape(), 'c').castTo(weights.dataType()));
    }
}
