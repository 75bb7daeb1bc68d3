package attune.ctc;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The utterances of a batch, whose losses are computed in parallel. Logits and gradient are row-major [frame × utterance ×
 * class], with padding where an utterance is shorter.
 *
 * @param lengths frames of each utterance
 * @param transcripts labels of each utterance
 * @param classes number of classes, the blank among them
 * @param blank index of the blank
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call
public record CtcLosses(int[] lengths, int[][] transcripts, int classes, int blank) {

    /**
     * Each utterance's loss divided by its number of labels.
     *
     * @param logits of the batch
     * @param gradient receives the derivative of the losses' sum, zeros in padding if it holds zeros
     * @return in nats; 0 where the labels do not fit
     */
    public double[] perLabel(float[] logits, float[] gradient) {
        return perLabel(at -> FrameView.of(logits, at), at -> FrameView.of(gradient, at));
    }

    /**
     * The same in double precision.
     *
     * @param logits of the batch
     * @param gradient receives the derivative of the losses' sum, zeros in padding if it holds zeros
     * @return in nats; 0 where the labels do not fit
     */
    public double[] perLabel(double[] logits, double[] gradient) {
        return perLabel(at -> FrameView.of(logits, at), at -> FrameView.of(gradient, at));
    }

    private double[] perLabel(Function<FrameLayout, FrameView> logits, Function<FrameLayout, FrameView> gradient) {
        int utterances = lengths.length;
        double[] losses = new double[utterances];
        AtomicInteger next = new AtomicInteger();
        int workers = Math.min(utterances, ForkJoinPool.getCommonPoolParallelism() + 1);
        IntStream.range(0, workers).parallel().forEach(worker -> {
            CtcLoss ctc = new CtcLoss(); // its scratch memory serves all of a worker's utterances
            for (int i = next.getAndIncrement(); i < utterances; i = next.getAndIncrement()) {
                FrameLayout at = new FrameLayout(lengths[i], classes, i * classes, utterances * classes, 1);
                losses[i] = lossPerLabel(ctc, transcripts[i], logits.apply(at), gradient.apply(at));
            }
        });
        return losses;
    }

    private double lossPerLabel(CtcLoss ctc, int[] transcript, FrameView logits, FrameView gradient) {
        int labels = Math.max(1, transcript.length);
        double loss = ctc.lossAndGradient(logits, transcript, blank, gradient);
        double[] row = new double[classes];
        for (int frame = 0; frame < gradient.layout().frames(); frame++) {
            gradient.readFrame(frame, row);
            for (int i = 0; i < classes; i++) {
                row[i] /= labels;
            }
            gradient.writeFrame(frame, row);
        }
        return loss == Double.POSITIVE_INFINITY ? 0 : loss / labels;
    }
}
