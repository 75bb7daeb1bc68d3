package attune.torch;

import attune.backend.FloatArrays;
import attune.ctc.CtcLosses;
import attune.layers.CtcOutputLayer;
import attune.torch.Mirror.NoMirrorException;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** What a network's output answers, and what it loses in training. */
sealed interface Objective {

    /**
     * What some examples lose.
     *
     * @param sum of their losses
     * @param gradient of the sum with respect to the output
     */
    record Losses(double sum, Tensor gradient) {}

    /**
     * The losses of the examples of a pass.
     *
     * @param output of the network's mirror for them
     * @param labels of the whole batch
     * @param from the first of them in the batch
     */
    Losses losses(Tensor output, INDArray labels, int from, Pass pass);

    /** What the network answers with. */
    Tensor answers(Tensor output);

    /** The objective of a network's output layer. */
    static Objective of(Layer layer) throws NoMirrorException {
        if (layer instanceof CtcOutputLayer output) {
            return new Ctc(output.getNOut(), output.getBlank());
        }
        if (layer.getClass() == OutputLayer.class
                && ((OutputLayer) layer).getActivationFn() instanceof ActivationSoftmax
                && ((OutputLayer) layer).getLossFn() instanceof LossMCXENT loss
                && loss.getWeights() == null) {
            return new CrossEntropy(((OutputLayer) layer).getNOut(), loss.getSoftmaxClipEps());
        }
        throw new NoMirrorException("it ends neither in a CTC output nor in classes");
    }

    /** Transcripts of clips. The losses are ours, on the host: logits come down, their gradient goes up. */
    record Ctc(long labels, int blank) implements Objective {
        @Override
        public Losses losses(Tensor logits, INDArray labelsOfAll, int from, Pass pass) {
            float[] values = Room.values(pass.unpack(logits.detach()));
            float[] up = new float[values.length];
            int[] lengths = pass.packing.lengths();
            double[] losses = new CtcLosses(
                            lengths,
                            Arrays.copyOfRange(transcripts(labelsOfAll), from, from + lengths.length),
                            (int) labels,
                            blank)
                    .perLabel(values, up);
            Tensor gradient = pass.room.copy(up, values.length / labels, labels).index_select(0, pass.places);
            return new Losses(Arrays.stream(losses).sum(), gradient);
        }

        /** Labels are padded with −1. */
        private static int[][] transcripts(INDArray labels) {
            return Arrays.stream(labels.toIntMatrix())
                    .map(row ->
                            Arrays.stream(row).takeWhile(label -> label >= 0).toArray())
                    .toArray(int[][]::new);
        }

        @Override
        public Tensor answers(Tensor logits) {
            return logits.log_softmax(1);
        }
    }

    /**
     * Classes of pictures.
     *
     * @param leastProbability below which DL4J does not take the logarithm
     */
    record CrossEntropy(long classes, double leastProbability) implements Objective {
        @Override
        public Losses losses(Tensor logits, INDArray labels, int from, Pass pass) {
            float[] all = FloatArrays.values(labels.dup('c'));
            int count = pass.packing.examples();
            int first = Math.toIntExact(from * classes);
            float[] some = Arrays.copyOfRange(all, first, Math.toIntExact(first + count * classes));
            Tensor targets = pass.room.copy(some, count, classes);
            Tensor logProbs = logits.detach().log_softmax(1);
            double sum = -logProbs.clamp_min(new Scalar(Math.log(leastProbability)))
                    .mul(targets)
                    .to(ScalarType.Double)
                    .sum()
                    .item_double();
            return new Losses(sum, logProbs.exp().sub(targets));
        }

        @Override
        public Tensor answers(Tensor logits) {
            return logits.softmax(1);
        }
    }
}
