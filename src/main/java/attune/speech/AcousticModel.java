package attune.speech;

import attune.features.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a network over clips, many at a time, whatever their order and lengths. */
final class AcousticModel {
    /** Frames of a batch, padding included; bounds memory and still fills the matrix products. */
    private static final int BATCH_FRAMES = 8000;

    private static final int BATCH_CLIPS = 32;

    private final ComputationGraph network;

    AcousticModel(ComputationGraph network) {
        this.network = network;
    }

    /**
     * Natural-log probabilities of every clip, [frame × label], in the clips' order. A clip without frames has none.
     */
    List<float[][]> logProbabilities(List<FeatureMatrix> clips) {
        float[][][] results = new float[clips.size()][][];
        run(clips.stream().map(ClipFeatures.Kept::new).toList(), (clip, logProbs) -> results[clip] = logProbs);
        return List.of(results);
    }

    /**
     * The same for more clips than there is memory: their features are read when their batch's turn comes.
     *
     * @param sink gets the index of each clip and its log-probabilities, in no particular order
     */
    void run(List<? extends ClipFeatures> clips, BiConsumer<Integer, float[][]> sink) {
        List<Integer> byLength = IntStream.range(0, clips.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> clips.get(i).frames()))
                .toList();
        int from = 0;
        while (from < byLength.size() && clips.get(byLength.get(from)).frames() == 0) {
            sink.accept(byLength.get(from++), new float[0][]);
        }
        while (from < byLength.size()) {
            int to = endOfBatch(clips, byLength, from);
            run(clips, byLength.subList(from, to), sink);
            from = to;
        }
    }

    private static int endOfBatch(List<? extends ClipFeatures> clips, List<Integer> byLength, int from) {
        int to = from + 1;
        while (to < byLength.size() && to - from < BATCH_CLIPS) {
            long frames = clips.get(byLength.get(to)).frames() * (to - from + 1L);
            if (frames > BATCH_FRAMES) {
                break;
            }
            to++;
        }
        return to;
    }

    private void run(List<? extends ClipFeatures> clips, List<Integer> members, BiConsumer<Integer, float[][]> sink) {
        List<FeatureMatrix> batch = new ArrayList<>();
        members.forEach(member -> batch.add(clips.get(member).read()));
        Padded padded = Padded.of(batch);
        INDArray output = network.output(false, new INDArray[] {padded.features()}, new INDArray[] {padded.mask()})[0];
        int labels = (int) output.size(1);
        // Back to [frame × utterance × label], where a frame's labels lie side by side.
        float[] values;
        try (INDArray laidOut = output.permute(2, 0, 1).dup('c')) {
            values = laidOut.data().asFloat();
        }
        for (int i = 0; i < members.size(); i++) {
            float[][] clip = new float[batch.get(i).frames()][];
            for (int frame = 0; frame < clip.length; frame++) {
                int at = (frame * members.size() + i) * labels;
                clip[frame] = Arrays.copyOfRange(values, at, at + labels);
            }
            sink.accept(members.get(i), clip);
        }
        padded.features().close();
        padded.mask().close();
        output.close();
    }
}
