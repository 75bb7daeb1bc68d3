package attune.torch;

import attune.training.Batch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch of clips as the device takes it.
 *
 * @param features [frame × utterance × size], contiguous
 * @param lengths frames of each utterance
 * @param transcripts labels of each utterance
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call
record Utterances(INDArray features, int[] lengths, int[][] transcripts) {

    /** A batch for training; labels are padded with −1. */
    static Utterances of(Batch batch) {
        int[][] transcripts = Arrays.stream(batch.labels().toIntMatrix())
                .map(row -> Arrays.stream(row).takeWhile(label -> label >= 0).toArray())
                .toArray(int[][]::new);
        return of(batch.features(), batch.featuresMask(), transcripts);
    }

    /**
     * A batch from arrays in DL4J's order.
     *
     * @param features [utterance × size × frame]
     * @param mask [utterance × frame] of ones followed by zeros; null if all are full length
     */
    static Utterances of(INDArray features, @Nullable INDArray mask, int[][] transcripts) {
        INDArray timeMajor = features.permute(2, 0, 1);
        boolean contiguous = timeMajor.stride(2) == 1
                && timeMajor.stride(1) == timeMajor.size(2)
                && timeMajor.stride(0) == timeMajor.size(1) * timeMajor.size(2);
        int[] lengths = new int[(int) features.size(0)];
        if (mask == null) {
            Arrays.fill(lengths, (int) features.size(2));
        } else {
            double[] ones = mask.sum(1).toDoubleVector();
            Arrays.setAll(lengths, i -> (int) Math.round(ones[i]));
        }
        return new Utterances(contiguous ? timeMajor : timeMajor.dup('c'), lengths, transcripts);
    }

    /** Frames times utterances, padding included. */
    long rows() {
        return features.size(0) * features.size(1);
    }

    long size() {
        return features.size(2);
    }
}
