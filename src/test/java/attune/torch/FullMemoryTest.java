package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.ExternalTools;
import attune.backend.QuietExit;
import attune.fault.UserFault;
import attune.layers.CtcOutputLayer;
import attune.progress.Progress;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.LearningRate;
import attune.training.Steps;
import attune.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Batches that the device's memory does not hold, for real: a process of its own takes a step, has its address space limited
 * by the kernel to a little more than it has, and takes the step again. A card is full in the same words.
 */
class FullMemoryTest {
    private static final int CLIPS = 4;
    private static final int FRAMES = 1000;
    private static final int SIZE = 12;
    /** Activations of a clip are then 40 MB a layer: more than the C library keeps for itself once they are freed. */
    private static final int UNITS = 10_000;

    private static final long MEGABYTE = 1L << 20;

    @Test
    void aBatchIsDividedUntilItFitsAndAClipThatDoesNotFitIsAFault() throws Exception {
        ExternalTools.require("prlimit");
        TestedDevice.room();
        ExternalTools.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xms512m",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FullMemoryTest.class.getName());
    }

    /** The process with limited memory. */
    public static void main(String[] arguments) throws Exception {
        ComputationGraph network = network();
        TrainingPlan plan = new TrainingPlan(1, new LearningRate(0.01, 0, 0), 1, 0, 0, Duration.ofHours(1));
        Room room = new Room("cpu", Precision.FLOAT, QuietExit.install());
        List<String> told = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void warn(String line) {
                told.add(line);
            }
        };
        try (Batch batch = batch();
                Steps steps =
                        new TorchSteps(Mirror.of(network), new Learning(network, plan, 1), room, new Division(1))) {
            Steps.Gradient whole = steps.gradient(batch, 0, progress);
            assertThat(told).isEmpty();

            limit(600);
            Steps.Gradient divided = steps.gradient(batch, 0, progress);
            limit(60);
            assertThatThrownBy(() -> steps.gradient(batch, 0, progress))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining(
                            "its memory does not hold the network with one clip, or one batch of pictures: ")
                    .hasMessageContaining("can't allocate memory");
            unlimit();

            assertThat(told.get(0))
                    .isEqualTo(
                            "the device's memory does not hold a batch of 4: each is computed in 2 parts from now on");
            assertThat(told).hasSize(2).last().asString().contains("4 parts");
            assertThat(divided.loss()).isCloseTo(whole.loss(), within(1e-6 * whole.loss()));
            assertThat(divided.norm()).isCloseTo(whole.norm(), within(1e-6 * whole.norm()));
        }
    }

    /** Limits this process to a number of megabytes more than it has now. */
    private static void limit(long more) throws IOException, InterruptedException {
        System.gc();
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", 2)[0];
        setLimit(Long.toString(Long.parseLong(pages) * 4096 + more * MEGABYTE));
    }

    private static void unlimit() throws IOException, InterruptedException {
        setLimit("unlimited");
    }

    private static void setLimit(String bytes) throws IOException, InterruptedException {
        ExternalTools.run(
                "prlimit", "--pid", Long.toString(ProcessHandle.current().pid()), "--as=" + bytes + ":unlimited");
    }

    private static ComputationGraph network() {
        DenseLayer wide = new DenseLayer.Builder()
                .nIn(SIZE)
                .nOut(UNITS)
                .activation(Activation.RELU)
                .build();
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(SIZE))
                .addLayer("wide", wide, "in")
                .addLayer("output", new CtcOutputLayer("output", UNITS, 3, 0), "wide")
                .setOutputs("output")
                .build());
        network.init();
        return network;
    }

    private static Batch batch() {
        Nd4j.getRandom().setSeed(1);
        return new Batch(
                Nd4j.rand(FRAMES, CLIPS, SIZE).permute(1, 2, 0),
                null,
                Nd4j.createFromArray(new int[][] {{1, 2}, {2, 1}, {1, 1}, {2, 2}}),
                List.of("a", "b", "c", "d"));
    }
}
