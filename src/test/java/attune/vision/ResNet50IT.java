package attune.vision;

import static org.assertj.core.api.Assertions.assertThat;

import attune.backend.FloatArrays;
import attune.seed.RunSeed;
import attune.surgery.LayerRow;
import attune.surgery.LayerSpec;
import attune.surgery.Operated;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.surgery.TrainScope;
import attune.surgery.TypedGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Surgery on the zoo's ResNet-50. */
class ResNet50IT {
    private static final int SIZE = 96;
    private static final ImageFormat FORMAT = ImageFormat.usual(ImageFormat.numbered(5), SIZE);

    private static INDArray pictures(int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count * 3 * SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatArrays.of(values, FORMAT.shape(count));
    }

    @Test
    void surgeryOnTheUntrainedNetworkTrainsFromABlockOnAndKeepsAllBelow() {
        ComputationGraph source = ResNet50Source.untrained(SIZE, 5, new RunSeed(1));
        assertThat(source.numParams()).isEqualTo(23_597_957L); // 25,636,712 with 1000 classes, as published by Keras
        try (INDArray pictures = pictures(2)) {
            assertThat(source.outputSingle(pictures).sumNumber().doubleValue())
                    .as("probabilities, with the statistics batch normalisation begins with")
                    .isBetween(1.999, 2.001);
            SurgeryPlan plan = new SurgeryPlan(
                    "avgpool", List.of(LayerSpec.parse("dense:16:relu")), 3, new TrainScope.From("res5c_branch2c"));
            Operated operated = Surgery.operate(
                    new TypedGraph(source, FORMAT.inputType()), plan, new ImageLayers(new RunSeed(1)), new RunSeed(1));
            ComputationGraph graph = operated.graph();
            Map<String, INDArray> before = new HashMap<>();
            graph.paramTable().forEach((name, values) -> before.put(name, values.dup()));
            step(graph, pictures); // opens the residual branches, which block gradients until then
            step(graph, pictures);
            for (LayerRow row : operated.table().rows()) {
                boolean frozen = row.training() == LayerRow.Training.FROZEN;
                before.forEach((name, values) -> {
                    if (frozen && name.startsWith(row.name() + "_")) {
                        assertThat(graph.paramTable().get(name)).as(name).isEqualTo(values);
                    }
                });
            }
            assertThat(graph.paramTable().get("output_W")).isNotEqualTo(before.get("output_W"));
            assertThat(graph.paramTable().get("res5c_branch2c_W")).isNotEqualTo(before.get("res5c_branch2c_W"));
        }
    }

    private static void step(ComputationGraph graph, INDArray pictures) {
        graph.setInput(0, pictures);
        graph.setLabels(FloatArrays.of(new float[] {1, 0, 0, 0, 1, 0}, 2, 3));
        graph.computeGradientAndScore();
        assertThat(graph.score()).isBetween(0.0, 100.0);
        for (String layer : List.of("output", "bn5c_branch2c", "res5c_branch2c")) {
            graph.getLayer(layer).params().subi(graph.getLayer(layer).getGradientsViewArray());
        }
    }
}
