package attune.speech;

import attune.backend.FloatArrays;
import attune.features.FeatureMatrix;
import attune.torch.TorchDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a network, or part of one, over many clips at a time, whatever their order and lengths. */
public final class AcousticModel {
    private static final FeatureMatrix NOTHING = new FeatureMatrix(new float[0], 0, 1);

    private final BinaryOperator<INDArray> network;

    /**
     * Runs a whole network, on the device that the process computes on.
     *
     * @param network from features [utterance × coefficient × frame] to natural-log probabilities
     *     [utterance × label × frame]
     */
    public AcousticModel(ComputationGraph network) {
        this(TorchDevice.forward(network)
                .orElse((features, mask) ->
                        network.output(false, new INDArray[] {features}, new INDArray[] {mask})[0]));
    }

    /**
     * Runs any function.
     *
     * @param network from features [utterance × coefficient × frame] and mask [utterance × frame] to
     *     [utterance × size × frame]
     */
    public AcousticModel(BinaryOperator<INDArray> network) {
        this.network = network;
    }

    /**
     * Takes the network's output for one clip.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        /**
         * Takes one clip's output.
         *
         * @param clip index of the clip, from 0
         * @param output [frame × size]
         * @throws E if it cannot be taken; the remaining clips are then not run
         */
        void put(int clip, FeatureMatrix output) throws E;
    }

    /**
     * Runs the network over clips that are in memory.
     *
     * @param clips [frame × coefficient] each
     * @return natural-log probabilities of every clip, [frame × label], in order; empty for a clip without frames
     */
    public List<float[][]> logProbabilities(List<FeatureMatrix> clips) {
        int[] frames = clips.stream().mapToInt(FeatureMatrix::frames).toArray();
        float[][][] results = new float[frames.length][][];
        run(frames, clips::get, (clip, output) -> results[clip] = rows(output));
        return List.of(results);
    }

    /**
     * Gives the network's output [frame × size] for every clip, batch by batch, shortest first; empty for a clip
     * without frames. A clip is fetched when its batch is due. Which clips share a batch depends on their lengths
     * alone.
     *
     * @param frames of each clip
     * @param clips gives the features of the clip at an index, [frame × coefficient]
     * @param outputs takes the network's output, once for each clip
     * @param <E> what {@code outputs} may throw
     * @throws E if {@code outputs} does
     */
    public <E extends Exception> void run(int[] frames, IntFunction<FeatureMatrix> clips, Sink<E> outputs) throws E {
        List<Integer> byLength = IntStream.range(0, frames.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> frames[i]))
                .toList();
        int from = 0;
        while (from < byLength.size() && frames[byLength.get(from)] == 0) {
            outputs.put(byLength.get(from++), NOTHING);
        }
        List<Integer> sounding = byLength.subList(from, byLength.size());
        int start = 0;
        for (int end :
                LengthBatches.ends(sounding.stream().mapToInt(i -> frames[i]).toArray())) {
            runBatch(clips, sounding.subList(start, end), outputs);
            start = end;
        }
    }

    private <E extends Exception> void runBatch(
            IntFunction<FeatureMatrix> clips, List<Integer> members, Sink<E> outputs) throws E {
        List<FeatureMatrix> batch = new ArrayList<>();
        members.forEach(member -> batch.add(clips.apply(member)));
        Padded padded = Padded.of(batch);
        INDArray output = network.apply(padded.features(), padded.mask());
        int size = (int) output.size(1);
        // Back to [frame × utterance × size], where the values of a frame are contiguous.
        INDArray timeMajor = output.permute(2, 0, 1).dup('c');
        float[] values = FloatArrays.values(timeMajor);
        timeMajor.close();
        padded.features().close();
        padded.mask().close();
        output.close();
        for (int i = 0; i < members.size(); i++) {
            int frames = batch.get(i).frames();
            float[] clip = new float[frames * size];
            for (int frame = 0; frame < frames; frame++) {
                System.arraycopy(values, (frame * members.size() + i) * size, clip, frame * size, size);
            }
            outputs.put(members.get(i), new FeatureMatrix(clip, frames, size));
        }
    }

    /**
     * A matrix as an array of its rows.
     *
     * @param matrix [frame × size]
     * @return a copy, one array for each frame
     */
    public static float[][] rows(FeatureMatrix matrix) {
        float[][] rows = new float[matrix.frames()][];
        for (int frame = 0; frame < rows.length; frame++) {
            int at = frame * matrix.coefficients();
            rows[frame] = Arrays.copyOfRange(matrix.values(), at, at + matrix.coefficients());
        }
        return rows;
    }
}
