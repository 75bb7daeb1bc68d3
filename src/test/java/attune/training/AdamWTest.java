package attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class AdamWTest {

    /** Algorithm 2 of Loshchilov and Hutter (2019), written out for every parameter on its own, in double. */
    @Test
    void stepsAsThePaperSays() {
        ComputationGraph network = ToyProblem.network(false);
        double[] expected = network.params().toDoubleVector();
        AdamW optimizer = new AdamW(network, 0.01);
        double[] mean = new double[expected.length];
        double[] square = new double[expected.length];
        for (int step = 0; step < 5; step++) {
            double rate = 0.1 / (step + 1);
            INDArray gradient = network.getGradientsViewArray();
            for (int i = 0; i < expected.length; i++) {
                double g = Math.sin(i + step);
                gradient.putScalar(i, g);
                mean[i] = 0.9 * mean[i] + 0.1 * g;
                square[i] = 0.999 * square[i] + 0.001 * g * g;
                double meanHat = mean[i] / (1 - Math.pow(0.9, step + 1));
                double squareHat = square[i] / (1 - Math.pow(0.999, step + 1));
                expected[i] -= rate * (meanHat / (Math.sqrt(squareHat) + 1e-8) + 0.01 * expected[i]);
            }
            optimizer.step(rate, step);
        }
        double[] actual = network.params().toDoubleVector();
        // The library divides by √v + ε before correcting the bias, which moves the last digits.
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    @Test
    void theNormIsThatOfTheWholeGradient() {
        ComputationGraph network = ToyProblem.network(false);
        AdamW optimizer = new AdamW(network, 0);
        INDArray gradient = network.getGradientsViewArray();
        gradient.assign(0.5);
        assertThat(optimizer.gradientNorm()).isCloseTo(0.5 * Math.sqrt((double) gradient.length()), within(1e-5));
        optimizer.scaleGradient(2);
        assertThat(gradient.getDouble(7)).isEqualTo(1);
    }
}
