package attune.layers;

import attune.backend.FloatArrays;
import attune.ctc.CtcLosses;
import java.util.Arrays;
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
        CtcLosses batch = new CtcLosses(lengths, transcripts, (int) logits.size(1), blank);
        // Copied in the network's own data type: conversion would take as long as the losses.
        if (logits.dataType() == DataType.DOUBLE) {
            double[] values = logits.data().asDouble();
            double[] gradient = new double[values.length];
            double[] perLabel = batch.perLabel(values, gradient);
            return new Losses(perLabel, Nd4j.create(gradient, logits.shape(), 'c'));
        }
        float[] values = FloatArrays.values(logits);
        float[] gradient = new float[values.length];
        double[] perLabel = batch.perLabel(values, gradient);
        return new Losses(perLabel, FloatArrays.of(gradient, logits.shape()).castTo(logits.dataType()));
    }

    double mean() {
        return Arrays.stream(perLabel).average().orElse(0);
    }
}
