package attune.layers;

import attune.ctc.CtcLoss;
import attune.ctc.FrameLayout;
import attune.ctc.FrameView;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The CTC losses of a batch.
 *
 * @param perLabel each utterance's loss divided by its number of labels, in nats; 0 where the labels do not fit
 * @param gradient derivative of their sum by each logit, [frame × utterance × label], zeros in padding. The sum and not
 *     the mean, because DL4J's convention is that whoever takes the step divides by the size of the batch.
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call
record Losses(double[] perLabel, double[] gradient) {

    /**
     * Computes them, utterances in parallel.
     *
     * @param logits [frame × utterance × label], row-major
     * @param lengths frames of each utterance
     * @param transcripts labels of each utterance
     * @param classes how many labels there are
     * @param blank index of the blank
     */
    static Losses of(double[] logits, int[] lengths, int[][] transcripts, int classes, int blank) {
        int utterances = lengths.length;
        double[] perLabel = new double[utterances];
        double[] gradient = new double[logits.length];
        IntStream.range(0, utterances).parallel().forEach(utterance -> {
            FrameLayout layout =
                    new FrameLayout(lengths[utterance], classes, utterance * classes, utterances * classes, 1);
            double loss = new CtcLoss()
                    .lossAndGradient(
                            FrameView.of(logits, layout),
                            transcripts[utterance],
                            blank,
                            FrameView.of(gradient, layout));
            perLabel[utterance] =
                    loss == Double.POSITIVE_INFINITY ? 0 : loss / Math.max(1, transcripts[utterance].length);
        });
        Losses losses = new Losses(perLabel, gradient);
        losses.divideGradientByLabels(transcripts, classes);
        return losses;
    }

    double mean() {
        return Arrays.stream(perLabel).average().orElse(0);
    }

    private void divideGradientByLabels(int[][] transcripts, int classes) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= Math.max(1, transcripts[i / classes % transcripts.length].length);
        }
    }
}
