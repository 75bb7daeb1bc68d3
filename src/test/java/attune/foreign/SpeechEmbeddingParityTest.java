package attune.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.features.FeatureMatrix;
import attune.features.LogMelFrontEnd;
import attune.layers.BandStem;
import attune.seed.RunSeed;
import attune.speech.AcousticModel;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.text.Alphabet;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ONNX Runtime runs the file as it is, on windows of 76 mel frames; our layers run on whole clips, followed here by the
 * two operations of the file that a stem leaves out, written from their definition.
 */
class SpeechEmbeddingParityTest {
    private static final Path FILE = Path.of("models/speech-embedding/embedding_model.onnx");
    private static final Path CLIPS = Path.of("corpora/asterisk-en/clips");

    private static final int WINDOW = 76;
    private static final int BANDS = 32;
    private static final int VALUES = 96;

    /** Both sum the products of some hundred numbers of size 1 in float, twenty times over. */
    private static final float ROUNDING = 1e-4f;

    @Test
    void realClipsGiveWhatOnnxRuntimeGives() throws IOException, OrtException {
        BandStem stem = SpeechEmbedding.read(FILE);
        FloatTensor last = lastConvolution();
        ComputationGraph network =
                AcousticNetwork.over(stem, NetworkShape.bidirectional(1, 1), Alphabet.english(), new RunSeed(1));
        int compared = 0;
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(FILE.toString())) {
            for (Path clip : clips()) {
                FeatureMatrix features = features(clip);
                FeatureMatrix ours = stemOf(network, features);
                // Their maxima pair the windows that ours pair when both begin at the second of a frame's two halves.
                for (int frame = 0; 4 * frame + 2 + WINDOW <= 4 * features.frames(); frame += 2) {
                    float[] theirs = theirs(environment, session, features, 4 * frame + 2);
                    // Seven of our frames are in reach of the window's start.
                    assertThat(head(last, ours, frame + 7))
                            .as("%s from frame %d", clip, frame)
                            .usingComparatorWithPrecision(ROUNDING)
                            .containsExactly(theirs);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    private static List<Path> clips() throws IOException {
        try (Stream<Path> files = Files.walk(CLIPS)) {
            return files.filter(Files::isRegularFile).sorted().limit(8).toList();
        }
    }

    private static FeatureMatrix features(Path clip) throws IOException {
        LogMelFrontEnd frontEnd = LogMelFrontEnd.ofSpeechEmbedding();
        Waveform sound = new AudioReader().read(clip, frontEnd.sampleRateHz());
        return frontEnd.extract(sound);
    }

    private static FeatureMatrix stemOf(ComputationGraph network, FeatureMatrix features) {
        List<FeatureMatrix> rows = new ArrayList<>();
        new AcousticModel((input, mask) -> {
                    network.setLayerMaskArrays(new INDArray[] {mask}, null);
                    Map<String, INDArray> all = network.feedForward(new INDArray[] {input}, false, true);
                    return all.get("conv19");
                })
                .run(new int[] {features.frames()}, i -> features, (clip, output) -> rows.add(output));
        return rows.get(0);
    }

    private static float[] theirs(OrtEnvironment environment, OrtSession session, FeatureMatrix features, int from)
            throws OrtException {
        float[] window = Arrays.copyOfRange(features.values(), from * BANDS, (from + WINDOW) * BANDS);
        try (OnnxTensor input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(window), new long[] {1, WINDOW, BANDS, 1});
                OrtSession.Result result = session.run(Map.of("input_1", input))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] embedding = new float[VALUES];
            values.get(embedding);
            return embedding;
        }
    }

    /** The largest of two frames and two bands, then three of these under the last convolution. */
    private static float[] head(FloatTensor last, FeatureMatrix stem, int from) {
        float[] weights = last.values(); // [output × input × row]
        float[] embedding = new float[VALUES];
        for (int out = 0; out < VALUES; out++) {
            double sum = 0;
            for (int row = 0; row < 3; row++) {
                for (int in = 0; in < VALUES; in++) {
                    sum += weights[(out * VALUES + in) * 3 + row] * largest(stem, from + 2 * row, in);
                }
            }
            embedding[out] = (float) sum;
        }
        return embedding;
    }

    private static float largest(FeatureMatrix stem, int frame, int channel) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int row = frame; row < frame + 2; row++) {
            for (int band = 0; band < 2; band++) {
                largest = Math.max(largest, stem.values()[row * 2 * VALUES + band * VALUES + channel]);
            }
        }
        return largest;
    }

    private static FloatTensor lastConvolution() throws IOException {
        OnnxGraph graph = OnnxGraph.read(FILE);
        OnnxNode convolution = graph.nodes().get(graph.nodes().size() - 2);
        return graph.tensor(convolution, 1);
    }
}
