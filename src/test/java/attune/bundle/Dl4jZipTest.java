package attune.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

class Dl4jZipTest {
    private static final String CONFIGURATION = "configuration.json";
    private static final String PARAMETERS = "coefficients.bin";

    @TempDir
    Path folder;

    private Path file;
    private ComputationGraph network;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("network.zip");
        network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam(0.1))
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.convolutional(6, 6, 3))
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "x")
                .addLayer("bn", new BatchNormalization.Builder().build(), "conv")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "bn")
                .setOutputs("out")
                .build());
        network.init();
        ModelSerializer.writeModel(network, file.toFile(), true);
    }

    private UserFault refused(Path path) {
        try {
            Dl4jZip.read(path);
            throw new AssertionError("was read");
        } catch (UserFault e) {
            assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1);
            return e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path altered(String entry, UnaryOperator<byte[]> change) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry each : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                entries.put(each.getName(), zip.getInputStream(each).readAllBytes());
            }
        }
        Path changed = folder.resolve("changed.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey()));
                out.write(each.getKey().equals(entry) ? change.apply(each.getValue()) : each.getValue());
            }
        }
        return changed;
    }

    @Test
    void whatDl4jWroteIsReadBitByBit() throws IOException {
        ComputationGraph read = Dl4jZip.read(file);
        assertThat(read.params()).isEqualTo(network.params());
        assertThat(read.getConfiguration().toJson())
                .isEqualTo(ModelSerializer.restoreComputationGraph(file.toFile())
                        .getConfiguration()
                        .toJson());
    }

    @Test
    void aClassThatIsNotOnTheListIsRefusedUnloaded() throws IOException {
        Path evil = altered(
                CONFIGURATION,
                bytes -> new String(bytes, StandardCharsets.UTF_8)
                        .replace("org.deeplearning4j.nn.conf.layers.OutputLayer", "javax.swing.JFrame")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(refused(evil)).hasMessageContaining("the network names \"javax.swing.JFrame\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 60, 100, 500})
    void aShortFileOfParametersIsRefused(int length) throws IOException {
        Path cut = altered(PARAMETERS, bytes -> Arrays.copyOf(bytes, length));
        assertThat(refused(cut)).hasMessageContaining(PARAMETERS + ": is damaged or truncated");
    }

    @Test
    void otherNumbersOfParametersAreRefused() throws IOException {
        Path wider = altered(
                CONFIGURATION,
                bytes -> new String(bytes, StandardCharsets.UTF_8)
                        .replaceAll("\"nout\"\\s*:\\s*3", "\"nout\" : 5")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(refused(wider)).hasMessageContaining("holds " + network.numParams() + " values of type FLOAT for");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        assertThat(refused(text)).hasMessageContaining("is not a zip file");
        Path empty = folder.resolve("empty.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(empty))) {
            out.putNextEntry(new ZipEntry("readme"));
        }
        assertThat(refused(empty)).hasMessageContaining("is not a DL4J model: it has no configuration.json");
        assertThatThrownBy(() -> Dl4jZip.read(
                        altered(CONFIGURATION, bytes -> "{\"confs\":[]}".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("is a MultiLayerNetwork");
    }
}
