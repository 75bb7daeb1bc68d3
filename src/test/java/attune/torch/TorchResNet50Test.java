package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.Steps;
import attune.vision.ImageModel;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The shipped image model, which is a ResNet-50, against its own layers on oneDNN. */
class TorchResNet50Test {
    private static final Path MODEL = Path.of("models/emoji-resnet50/emoji-resnet50.attune");
    private static final int PICTURES = 4;

    /** Single precision, through fifty batch normalisations, each of which subtracts what is nearly equal. */
    private static final double CLOSE = 1e-5;

    private final Room room = TestedDevice.room();

    @Test
    void outputStepAndStatisticsAreThoseOfTheLayers() throws Exception {
        ImageModel model = ImageModel.open(MODEL);
        ComputationGraph network = model.network();
        try (Batch batch = batch(model)) {
            INDArray ours = network.outputSingle(batch.features());
            INDArray theirs = new TorchForward(Mirror.of(network), room, new Division(1)).pictures(batch.features());
            assertThat(theirs.sub(ours).amaxNumber().doubleValue()).isCloseTo(0, within(1e-5));

            TrainedNetwork torch = new TrainedNetwork(ImageModel.open(MODEL).network(), TrainedNetwork.torch(1, room));
            TrainedNetwork host = new TrainedNetwork(network, Steps.Device.HOST);
            Steps.Gradient expected = host.steps.gradient(batch, 0, Progress.SILENT);
            Steps.Gradient actual = torch.steps.gradient(batch, 0, Progress.SILENT);
            assertThat(actual.loss()).isCloseTo(expected.loss(), within(CLOSE * expected.loss()));
            assertThat(actual.norm()).isCloseTo(expected.norm(), within(CLOSE * expected.norm()));
            host.take(0);
            torch.take(0);
            host.requireCloseStatistics(torch, Learning.Statistics::values, CLOSE);
            host.requireClose(torch, Learning.Layer::momentum, CLOSE);
        }
    }

    /** Noise, and a class for each. */
    private static Batch batch(ImageModel model) {
        SplittableRandom random = new RunSeed(4).stream("pictures");
        long size = model.format().size();
        long[] shape = {PICTURES, 3, size, size};
        float[] values = new float[(int) (shape[0] * shape[1] * shape[2] * shape[3])];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        float[][] labels = new float[PICTURES][model.format().labels().size()];
        for (float[] one : labels) {
            one[random.nextInt(one.length)] = 1;
        }
        return new Batch(Nd4j.create(values, shape, 'c'), null, Nd4j.createFromArray(labels), List.of("noise"));
    }
}
