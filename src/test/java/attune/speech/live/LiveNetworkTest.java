package attune.speech.live;

import static org.assertj.core.api.Assertions.assertThat;

import attune.features.FeatureMatrix;
import attune.foreign.SpeechEmbedding;
import attune.layers.BandStem;
import attune.seed.RunSeed;
import attune.speech.AcousticModel;
import attune.speech.TinySpeech;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.text.Alphabet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network over the shipped stem, whose convolutions look ahead. */
class LiveNetworkTest {
    private static final int SIZE = 128;
    private static final int FRAMES = 41;
    private static final int REACH = 7;
    private static final int STREAMS = 3;

    private final ComputationGraph network = network();
    private final LiveLayers layers = new LiveLayers(network);
    private final LivePasses passes = new LivePasses(List.of(layers));
    private final FeatureMatrix clip = clip();

    private static ComputationGraph network() {
        try {
            BandStem stem = SpeechEmbedding.read(Path.of("models/speech-embedding/embedding_model.onnx"));
            return AcousticNetwork.over(stem, NetworkShape.streaming(2, 6), Alphabet.english(), new RunSeed(3));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FeatureMatrix clip() {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[FRAMES * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(4, 12);
        }
        return new FeatureMatrix(values, FRAMES, SIZE);
    }

    private FeatureMatrix part(int from, int to) {
        return new FeatureMatrix(Arrays.copyOfRange(clip.values(), from * SIZE, to * SIZE), to - from, SIZE);
    }

    private float[][] whole(int frames) {
        return new AcousticModel(network)
                .logProbabilities(List.of(part(0, frames)))
                .get(0);
    }

    private static void same(float[][] found, float[][] expected) {
        assertThat(found).hasDimensions(expected.length, expected[0].length);
        for (int row = 0; row < expected.length; row++) {
            assertThat(found[row])
                    .as("row %d", row)
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(expected[row]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 40})
    void chunksGiveWhatTheWholeClipGives(int chunk) {
        LiveNetwork live = new LiveNetwork(passes);
        List<float[]> rows = new ArrayList<>();
        int from = 0;
        for (; from + chunk < FRAMES; from += chunk) {
            rows.addAll(List.of(live.run(part(from, from + chunk))));
            assertThat(live.framesInWait()).isEqualTo(Math.min(REACH, from + chunk));
        }
        rows.addAll(List.of(live.finish(part(from, FRAMES))));

        same(rows.toArray(float[][]::new), whole(FRAMES));
    }

    @Test
    void aClipGivesTheSameAmongOthers() {
        List<float[][]> together =
                new AcousticModel(network).logProbabilities(List.of(part(0, FRAMES), part(5, 17), part(0, 3)));

        same(together.get(0), whole(FRAMES));
        same(
                together.get(1),
                new AcousticModel(network)
                        .logProbabilities(List.of(part(5, 17)))
                        .get(0));
        same(together.get(2), whole(3));
    }

    /** As when a segment turns out to have ended some frames ago. */
    @ParameterizedTest
    @ValueSource(ints = {12, 17, 20})
    void aCopyEndsWhereTheClipIsCutShort(int end) {
        LiveNetwork live = new LiveNetwork(passes);
        List<float[]> rows = new ArrayList<>(List.of(live.run(part(0, 12))));
        LiveNetwork copy = live.copy();
        live.run(part(12, FRAMES));

        rows.addAll(List.of(copy.finish(part(12, end))));

        same(rows.toArray(float[][]::new), whole(end));
    }

    @Test
    void streamsInOnePassGiveWhatEachGivesAlone() {
        List<Map<String, Map<String, INDArray>>> shared = emptyStates();
        List<Map<String, Map<String, INDArray>>> own = emptyStates();
        for (int from : new int[] {0, 6, 12}) { // the second and the third chunk go on from a state
            assertTogetherAsAlone(layers, steps(from, shared), steps(from, own));
        }
    }

    @Test
    void alsoWhereLayersBetweenKnowNoTime() {
        LiveLayers dense = new LiveLayers(TinySpeech.withDenseLayersBetween());
        SplittableRandom random = new SplittableRandom(8);
        List<Map<String, Map<String, INDArray>>> shared = emptyStates();
        List<Map<String, Map<String, INDArray>>> own = emptyStates();
        for (int chunk = 0; chunk < 3; chunk++) {
            List<LiveStep> together = new ArrayList<>();
            List<LiveStep> alone = new ArrayList<>();
            for (int stream = 0; stream < STREAMS; stream++) {
                FeatureMatrix frames = TinySpeech.noise(4, 6, random);
                together.add(new LiveStep(frames, 0, 4, shared.get(stream)));
                alone.add(new LiveStep(frames, 0, 4, own.get(stream)));
            }
            assertTogetherAsAlone(dense, together, alone);
        }
    }

    private static void assertTogetherAsAlone(LiveLayers layers, List<LiveStep> together, List<LiveStep> alone) {
        assertThat(together).allMatch(together.get(0)::goesWith);

        layers.take(together);
        alone.forEach(step -> layers.take(List.of(step)));

        for (int stream = 0; stream < STREAMS; stream++) {
            same(together.get(stream).rows(), alone.get(stream).rows());
        }
    }

    @Test
    void onlyStepsOfOneShapeGoTogether() {
        LiveStep first = new LiveStep(part(0, 20), 3, 5, new TreeMap<>());
        assertThat(first.goesWith(new LiveStep(part(9, 29), 3, 5, new TreeMap<>())))
                .isTrue();
        assertThat(first.goesWith(new LiveStep(part(0, 21), 3, 5, new TreeMap<>())))
                .isFalse();
        assertThat(first.goesWith(new LiveStep(part(0, 20), 4, 5, new TreeMap<>())))
                .isFalse();
        assertThat(first.goesWith(new LiveStep(part(0, 20), 3, 6, new TreeMap<>())))
                .isFalse();
        assertThat(first.goesWith(new LiveStep(part(0, 20), 3, 5, new TreeMap<>(Map.of("lstm1", Map.of())))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void streamsOnThreadsOfTheirOwnGetTheirOwn(int copies) throws Exception {
        LivePasses shared = new LivePasses(
                Stream.generate(() -> new LiveLayers(network())).limit(copies).toList());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<float[][]>> streams = new ArrayList<>();
            for (int stream = 0; stream < 8; stream++) {
                int from = stream;
                streams.add(threads.submit(() -> {
                    LiveNetwork live = new LiveNetwork(shared);
                    List<float[]> rows = new ArrayList<>();
                    for (int at = from; at < 30; at += 5) {
                        rows.addAll(List.of(live.run(part(at, Math.min(at + 5, 30)))));
                    }
                    rows.addAll(List.of(live.finish(part(30, FRAMES))));
                    return rows.toArray(float[][]::new);
                }));
            }
            for (int stream = 0; stream < 8; stream++) {
                same(
                        streams.get(stream).get(),
                        new AcousticModel(network)
                                .logProbabilities(List.of(part(stream, FRAMES)))
                                .get(0));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Map<String, Map<String, INDArray>>> emptyStates() {
        List<Map<String, Map<String, INDArray>>> states = new ArrayList<>();
        for (int stream = 0; stream < STREAMS; stream++) {
            states.add(new TreeMap<>());
        }
        return states;
    }

    /** The next six frames of each stream, of which each hears another part of the clip. */
    private List<LiveStep> steps(int from, List<Map<String, Map<String, INDArray>>> states) {
        List<LiveStep> steps = new ArrayList<>();
        for (int stream = 0; stream < STREAMS; stream++) {
            int first = from + 3 * stream;
            steps.add(new LiveStep(part(first, first + 6 + 2 * REACH), REACH, 6, states.get(stream)));
        }
        return steps;
    }
}
