package attune.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.ExternalTools;
import attune.fault.UserFault;
import attune.files.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RoundTripTest {
    private static final BundleWriter WRITER = new BundleWriter(LayerIds.none());
    private static final BundleReader READER = new BundleReader(LayerIds.none());

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyNetworkComesBackBitForBit() {
        return Graphs.all().entrySet().stream()
                .map(graph -> DynamicTest.dynamicTest(graph.getKey(), () -> {
                    ComputationGraph network = graph.getValue();
                    Path file = folder.resolve(graph.getKey() + ".attune");
                    boolean doubles = network.getConfiguration().getDataType() == DataType.DOUBLE;
                    WRITER.write(
                            file,
                            new Bundle(Bundles.metadata(), network),
                            doubles ? WeightStorage.FLOAT64 : WeightStorage.FLOAT32);

                    ComputationGraph read = READER.read(file).network();

                    assertThat(bits(read.params())).isEqualTo(bits(network.params()));
                    assertThat(read.getConfiguration()).isEqualTo(network.getConfiguration());
                    INDArray input = Graphs.input(network);
                    assertThat(bits(read.outputSingle(input))).isEqualTo(bits(network.outputSingle(input)));
                }));
    }

    /** Large matrices are transposed in strips of 16 rows, the last one narrower. */
    @Test
    void aMatrixOfManyStripsComesBack() throws IOException {
        ComputationGraph network = Graphs.filled(new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", Graphs.hidden().nIn(37).nOut(21).build(), "in")
                .addLayer("out", Graphs.output(3), "hidden")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(37))
                .build()));

        ComputationGraph read = READER.read(written(network)).network();

        assertThat(bits(read.params())).isEqualTo(bits(network.params()));
    }

    @Test
    void aReadNetworkTrainsOn() throws IOException {
        Path file = written(Graphs.dense());
        ComputationGraph read = READER.read(file).network();
        long[] before = bits(read.params());
        INDArray labels = Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}});

        read.fit(new INDArray[] {Graphs.input(read)}, new INDArray[] {labels});

        assertThat(bits(read.params())).isNotEqualTo(before);
    }

    @Test
    void aTrainingStepMaySaveAndLoad() throws IOException {
        ComputationGraph network = Graphs.dense();
        Bundle read;
        try (MemoryWorkspace step = Nd4j.getWorkspaceManager().getAndActivateWorkspace("step")) {
            read = READER.read(written(network));
            assertThat(step.isScopeActive()).isTrue();
        }
        assertThat(read.network().params().isAttached()).isFalse();
        assertThat(bits(read.network().params())).isEqualTo(bits(network.params()));
    }

    @Test
    void awkwardNumbersSurvive() throws IOException {
        ComputationGraph network = Graphs.dense();
        float[] awkward = {-0.0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, Math.nextUp(1f), 1f / 3};
        for (int i = 0; i < awkward.length; i++) {
            network.params().putScalar(i, awkward[i]);
        }

        INDArray read = READER.read(written(network)).network().params();

        assertThat(bits(read)).isEqualTo(bits(network.params()));
    }

    private static List<TensorInfo> tensors(Path bundle) throws IOException {
        try (Entries entries = Entries.open(bundle);
                InputStream in = entries.open(Entry.WEIGHTS)) {
            return TensorHeader.read(in, entries.size(Entry.WEIGHTS), entries.where(Entry.WEIGHTS));
        }
    }

    @Test
    void aFrozenLayerStaysFrozenUnderItsOwnParameterNames() throws IOException {
        ComputationGraph frozen = Graphs.frozen();
        Path file = written(frozen);

        assertThat(READER.read(file).network().getLayer("lstm")).isInstanceOf(FrozenLayer.class);
        assertThat(tensors(file))
                .extracting(TensorInfo::name)
                .containsExactly(
                        "bilstm/bRW",
                        "bilstm/bW",
                        "bilstm/bb",
                        "bilstm/fRW",
                        "bilstm/fW",
                        "bilstm/fb",
                        "dense/W",
                        "dense/b",
                        "lstm/RW",
                        "lstm/W",
                        "lstm/b",
                        "out/W",
                        "out/b");
    }

    @Test
    void metadataAndExtrasComeBack() throws IOException {
        Path file = folder.resolve("model.attune");
        byte[] lm = {0, 1, -1};
        WRITER.write(
                file,
                new Bundle(Bundles.metadata(), Graphs.dense(), Map.of("lm", lm, "CARD.md", new byte[0])),
                WeightStorage.FLOAT32);

        Bundle read = READER.read(file);

        assertThat(read.metadata()).isEqualTo(Bundles.metadata());
        assertThat(BundleReader.readMetadata(file)).isEqualTo(Bundles.metadata());
        assertThat(read.extras()).containsOnlyKeys("lm", "CARD.md");
        assertThat(read.extras().get("lm")).isEqualTo(lm);
    }

    @Test
    void aFolderWithTheSameFilesIsTheSameBundle() throws IOException {
        ComputationGraph network = Graphs.residual();
        Path unpacked = Bundles.unpack(written(network), folder.resolve("unpacked"));
        Files.createDirectory(unpacked.resolve("clips"));
        Files.writeString(unpacked.resolve(".hidden"), "");

        Bundle read = READER.read(unpacked);

        assertThat(bits(read.network().params())).isEqualTo(bits(network.params()));
        assertThat(read.extras()).isEmpty();
    }

    @Test
    void theSameBundleIsTheSameBytesInEveryTimeZone() throws IOException {
        String here = Digest.sha256(written(Graphs.residual()));
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(Digest.sha256(written(Graphs.residual()))).isEqualTo(here);
            assertThat(Digest.sha256(
                            written(READER.read(written(Graphs.residual())).network())))
                    .isEqualTo(here);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void anotherProcessReadsTheSame() throws Exception {
        ComputationGraph network = Graphs.recurrent(DataType.FLOAT);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        String output = ExternalTools.run(
                java,
                "-cp",
                classPath,
                FreshReader.class.getName(),
                written(network).toString());

        assertThat(output).contains("fingerprint " + FreshReader.fingerprint(network));
    }

    @Test
    void aLayerOfOursIsKnownByItsIdEvenAfterARenaming() throws IOException {
        Path file = folder.resolve("ours.attune");
        new BundleWriter(new LayerIds(Map.of("our-output", OurOutput.class)))
                .write(file, new Bundle(Bundles.metadata(), ours()), WeightStorage.FLOAT32);

        LayerIds renamed = new LayerIds(Map.of("our-output", OurOutput.Renamed.class));
        ComputationGraph read = new BundleReader(renamed).read(file).network();

        assertThat(read.getLayer("out").conf().getLayer()).isInstanceOf(OurOutput.Renamed.class);
        assertThat(bits(read.params())).isEqualTo(bits(ours().params()));
        assertThat(Files.readString(Bundles.unpack(file, folder.resolve("u")).resolve("network.json")))
                .contains("\"our-output\"")
                .doesNotContain("OurOutput");
        assertThatThrownBy(() -> READER.read(file))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("\"our-output\"");
    }

    /** A run that was killed after its last epoch has not counted the steps in the process that ends it. */
    @Test
    void aModelIsTheSameHoweverManyStepsItsProcessTook() throws IOException {
        ComputationGraph network = Graphs.dense();
        network.getConfiguration().setIterationCount(0);
        String fresh = Digest.sha256(written(network));
        network.getConfiguration().setIterationCount(112);
        assertThat(Digest.sha256(written(network))).isEqualTo(fresh);
    }

    @Test
    void aLayerWithoutAnIdIsNotWritten() {
        Path file = folder.resolve("ours.attune");
        assertThatThrownBy(() -> WRITER.write(file, new Bundle(Bundles.metadata(), ours()), WeightStorage.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attune.bundle.OurOutput");
        assertThat(file).doesNotExist();
    }

    @Test
    void aNetworkThatDivergedIsNotWrittenOverAGoodOne() throws IOException {
        Path file = written(Graphs.dense());
        String good = Digest.sha256(file);
        ComputationGraph diverged = Graphs.dense();
        diverged.getLayer("out").getParam("W").putScalar(new long[] {1, 2}, Double.NaN);

        assertThatThrownBy(() -> WRITER.write(file, new Bundle(Bundles.metadata(), diverged), WeightStorage.FLOAT32))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("out/W holds NaN");
        assertThat(Digest.sha256(file)).isEqualTo(good);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aWeightTooLargeForSixteenBitsIsRefusedByName() {
        ComputationGraph network = Graphs.dense();
        network.getLayer("out").getParam("b").putScalar(0, 70000);
        Path file = folder.resolve("half.attune");
        assertThatThrownBy(() -> WRITER.write(file, new Bundle(Bundles.metadata(), network), WeightStorage.FLOAT16))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("out/b holds 70000.0, too large for F16");
    }

    @Test
    void namesThatCouldBeMisreadAreNotWritten() {
        assertThatThrownBy(() -> new Bundle(Bundles.metadata(), Graphs.dense(), Map.of("../lm", new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bundle(Bundles.metadata(), Graphs.dense(), Map.of("model.json", new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
        for (String name : List.of("res.1", "a/b")) {
            ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                    .graphBuilder()
                    .addInputs("in")
                    .addLayer(name, Graphs.output(2), "in")
                    .setOutputs(name)
                    .build());
            Path file = folder.resolve("names.attune");
            assertThatThrownBy(() -> WRITER.write(file, new Bundle(Bundles.metadata(), network), WeightStorage.FLOAT32))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    private Path written(ComputationGraph network) throws IOException {
        Path file = folder.resolve("network.attune");
        WRITER.write(file, new Bundle(Bundles.metadata(), network), WeightStorage.FLOAT32);
        return file;
    }

    private static ComputationGraph ours() {
        return Graphs.filled(new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", new OurOutput(4, 3), "in")
                .setOutputs("out")
                .build()));
    }

    /** Every number's bits, in logical order; a float's are those of the double it widens to. */
    static long[] bits(INDArray array) {
        double[] values = array.dup('c').data().asDouble();
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }
}
