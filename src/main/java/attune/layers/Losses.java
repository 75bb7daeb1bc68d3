package attune.layers;

import attune.backend.FloatArrays;
import attune.ctc.CtcLoss;
import attune.ctc.FrameLayout;
import attune.ctc.FrameView;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The CTC losses of a batch.
 *
 * @param perLabel each utterance's loss divided by its number of labels, in nats; 0 where the labels do not fit
 * @param gradient derivative of their sum with respect to each logit, of the logits' shape and type, zeros in padding.
 *     The sum and not the mean, because by DL4J's convention the optimiser divides by the batch size.
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call
record Losses(double[] perLabel, INDArray gradient) {

    /**
     * Computes the losses, utterances in parallel.
     *
     * @param logits [frame·utterance × label], row-major and filling its buffer
     * @param lengths frames of each utterance
     * @param transcripts labels of each utterance
     * @param blank index of the blank
     */
    static Losses of(INDArray logits, int[] lengths, int[][] transcripts, int blank) {
        Batch batch = new Batch(lengths, transcripts, (int) logits.size(1), blank);
        // Copied in the network's own data type: conversion would take as long as the losses.
        if (logits.dataType() == DataType.DOUBLE) {
            double[] values = logits.data().asDouble();
            double[] gradient = new double[values.length];
            double[] perLabel = batch.losses(at -> FrameView.of(values, at), at -> FrameView.of(gradient, at));
            return new Losses(perLabel, Nd4j.create(gradient, logits.shape(), 'c'));
        }
        float[] values = FloatArrays.values(logits);
        float[] gradient = new float[values.length];
        double[] perLabel = batch.losses(at -> FrameView.of(values, at), at -> FrameView.of(gradient, at));
        return new Losses(perLabel, FloatArrays.of(gradient, logits.shape()).castTo(logits.dataType()));
    }

    double mean() {
        return Arrays.stream(perLabel).average().orElse(0);
    }

    /** The inputs besides the logits. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Batch(int[] lengths, int[][] transcripts, int classes, int blank) {

        double[] losses(Function<FrameLayout, FrameView> logits, Function<FrameLayout, FrameView> gradient) {
            int utterances = lengths.length;
            double[] perLabel = new double[utterances];
            AtomicInteger next = new AtomicInteger();
            int workers = Math.min(utterances, ForkJoinPool.getCommonPoolParallelism() + 1);
            IntStream.range(0, workers).parallel().forEach(worker -> {
                CtcLoss ctc = new CtcLoss(); // its scratch memory serves all of a worker's utterances
                for (int i = next.getAndIncrement(); i < utterances; i = next.getAndIncrement()) {
                    FrameLayout at = new FrameLayout(lengths[i], classes, i * classes, utterances * classes, 1);
                    perLabel[i] = lossPerLabel(ctc, transcripts[i], logits.apply(at), gradient.apply(at));
                }
            });
            return perLabel;
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
}
