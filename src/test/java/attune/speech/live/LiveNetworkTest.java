package attune.speech.live;

import static org.assertj.core.api.Assertions.assertThat;

import attune.features.FeatureMatrix;
import attune.foreign.SpeechEmbedding;
import attune.layers.BandStem;
import attune.seed.RunSeed;
import attune.speech.AcousticModel;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.text.Alphabet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network over the shipped stem, whose convolutions look ahead. */
class LiveNetworkTest {
    private static final int SIZE = 128;
    private static final int FRAMES = 41;
    private static final int REACH = 7;

    private final ComputationGraph network = network();
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
        LiveNetwork live = new LiveNetwork(network);
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
        LiveNetwork live = new LiveNetwork(network);
        List<float[]> rows = new ArrayList<>(List.of(live.run(part(0, 12))));
        LiveNetwork copy = live.copy();
        live.run(part(12, FRAMES));

        rows.addAll(List.of(copy.finish(part(12, end))));

        same(rows.toArray(float[][]::new), whole(end));
    }
}
