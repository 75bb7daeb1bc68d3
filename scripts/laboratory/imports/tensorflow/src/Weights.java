import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random weights of DeepSpeech's network, drawn so that units of every layer lie at 0, between and at the clip of 20. */
final class Weights {
    static final String LSTM = "cudnn_lstm/rnn/multi_rnn_cell/cell_0/cudnn_compatible_lstm_cell";
    static final int INPUTS = 19 * 26;
    static final int OUTPUTS = 29;

    /** Sizes of the layers 1, 2, 3, the LSTM and layer 5; in released models all are 2048. */
    record Widths(int layer1, int layer2, int layer3, int units, int layer5) {
        static Widths of(String text) {
            String[] sizes = text.split(",");
            int[] n = new int[5];
            for (int i = 0; i < 5; i++) {
                n[i] = Integer.parseInt(sizes[sizes.length == 1 ? 0 : i]);
            }
            return new Widths(n[0], n[1], n[2], n[3], n[4]);
        }
    }

    private final SplittableRandom random;
    private final List<Variable> variables = new ArrayList<>();

    private Weights(long seed) {
        random = new SplittableRandom(seed);
    }

    /** In the order in which DeepSpeech's graph makes them. */
    static List<Variable> draw(Widths widths, long seed) {
        Weights weights = new Weights(seed);
        weights.dense("layer_1", INPUTS, widths.layer1, 1.8, 2);
        weights.dense("layer_2", widths.layer1, widths.layer2, 1.9, 2);
        weights.dense("layer_3", widths.layer2, widths.layer3, 1.3, 1);
        int rows = widths.layer3 + widths.units;
        weights.add(LSTM + "/kernel", 0.7 / Math.sqrt(rows), rows, 4L * widths.units);
        weights.add(LSTM + "/bias", 0.5, 4L * widths.units);
        weights.dense("layer_5", widths.units, widths.layer5, 6, 0.5);
        weights.dense("layer_6", widths.layer5, OUTPUTS, 6, 0.5);
        return weights.variables;
    }

    private void dense(String layer, int inputs, int units, double gain, double biasScale) {
        add(layer + "/weights", gain / Math.sqrt(inputs), inputs, units);
        add(layer + "/bias", biasScale, units);
    }

    private void add(String name, double scale, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        variables.add(new Variable(name, shape, values));
    }
}
