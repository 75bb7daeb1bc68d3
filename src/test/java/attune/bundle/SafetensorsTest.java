package attune.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.ExternalTools;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our weight files read by others, and others' by us. */
class SafetensorsTest {

    @TempDir
    Path folder;

    /** Checks every element by its indices, so that a matrix written by columns would be noticed. */
    @ParameterizedTest
    @EnumSource
    void numpySeesEveryParameterInItsPlace(WeightStorage storage) throws Exception {
        ExternalTools.requirePython("numpy");
        ComputationGraph network = Graphs.recurrent(DataType.DOUBLE);
        assertThat(network.getLayer("lstm").getParam("W").ordering()).isEqualTo('f');
        Path file = folder.resolve("model.attune");
        new BundleWriter(LayerIds.none()).write(file, new Bundle(Bundles.metadata(), network), storage);
        Path weights = Bundles.unpack(file, folder.resolve("unpacked")).resolve("weights.safetensors");

        List<String> elements = Python.lines("dump.py", weights);

        assertThat(elements).hasSize((int) network.numParams());
        for (String element : elements) {
            String[] parts = element.split("\t", -1);
            String[] names = parts[0].split("/", -1);
            long[] indices = Arrays.stream(parts[1].split(",", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            double ours = network.getLayer(names[0]).getParam(names[1]).getDouble(indices);
            double numpys = Double.valueOf(parts[2]);
            assertThat(numpys).as(element).isEqualTo(rounded(ours, storage));
        }
    }

    private static double rounded(double value, WeightStorage storage) {
        return switch (storage) {
            case FLOAT64 -> value;
            case FLOAT32 -> (float) value;
            case FLOAT16 -> ShortFloat.BINARY16.decode(ShortFloat.BINARY16.encode(value));
            case BFLOAT16 -> ShortFloat.BFLOAT16.decode(ShortFloat.BFLOAT16.encode(value));
        };
    }

    /** {@code golden.safetensors} is made by {@code golden.py}, which also lists its numbers. */
    @Test
    void aFileMadeByNumpyIsReadExactly() throws Exception {
        Path file = MalformedTest.resource("golden.safetensors");
        Map<String, double[]> read = new LinkedHashMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            List<TensorInfo> tensors = TensorHeader.read(in, Files.size(file), "golden");
            assertThat(tensors)
                    .containsExactly(
                            new TensorInfo("zeta/W", WeightStorage.FLOAT32, List.of(2L, 3L)),
                            new TensorInfo("alpha/b", WeightStorage.FLOAT64, List.of(3L)),
                            new TensorInfo("mid/scalar", WeightStorage.FLOAT16, List.of()));
            for (TensorInfo tensor : tensors) {
                double[] values = new double[(int) tensor.count()];
                Tensors.read(tensor, in, (index, value) -> values[index] = value, "golden");
                read.put(tensor.name(), values);
            }
        }
        assertThat(read.get("zeta/W")).containsExactly(-0.5, -0.25, 0, 0.25, 0.5, 0.75);
        assertThat(read.get("alpha/b")).containsExactly(1.0 / 3, -1e300, Double.MIN_VALUE);
        assertThat(read.get("mid/scalar")).containsExactly(1638 / 16384.0);
    }

    /**
     * The first release's bundle must load for ever. {@code v1-dense.txt} holds what {@code forward.py} computes from it in
     * double precision; floats of this size agree to 1e-6.
     */
    @Test
    void theFirstReleasesBundleAnswersAsNumpyDoes() throws Exception {
        Bundle bundle = new BundleReader(LayerIds.none()).read(MalformedTest.resource("compat/v1-dense.attune"));
        INDArray input = Nd4j.create(new float[][] {{0.5f, -1, 0.25f, 2}, {-0.75f, 1.5f, 0, 0.125f}});

        float[][] output = bundle.network().outputSingle(input).toFloatMatrix();

        List<String> rows = Files.readAllLines(MalformedTest.resource("compat/v1-dense.txt"));
        for (int row = 0; row < 2; row++) {
            String[] numpys = rows.get(row).split(" ", -1);
            for (int column = 0; column < 3; column++) {
                assertThat((double) output[row][column]).isCloseTo(Double.parseDouble(numpys[column]), within(1e-6));
            }
        }
        assertThat(bundle.metadata()).isEqualTo(Bundles.metadata());
        assertThat(bundle.extras()).containsOnlyKeys("CARD.md");
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void halfTheSizeReadsBackRounded(WeightStorage storage) throws Exception {
        ComputationGraph network = Graphs.residual();
        Path file = folder.resolve("half.attune");
        new BundleWriter(LayerIds.none()).write(file, new Bundle(Bundles.metadata(), network), storage);

        ComputationGraph read = new BundleReader(LayerIds.none()).read(file).network();

        double[] before = network.params().dup().data().asDouble();
        double[] after = read.params().dup().data().asDouble();
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isEqualTo(rounded(before[i], storage));
        }
        assertThat(after).isNotEqualTo(before);
    }
}
