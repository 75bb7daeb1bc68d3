package attune.bench;

import attune.speech.SpeechModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Where the processor's time of a training step goes, and how much of it the matrix products take that a step cannot do
 * without. Prints one line of JSON; all seconds are processor time of one step.
 *
 * <pre>
 * java … attune.bench.StepRoofline UTTERANCES           of 3×BiLSTM(320)
 * java … attune.bench.StepRoofline UTTERANCES MODEL     of a model, all layers trained, clips of 4 s
 * </pre>
 */
final class StepRoofline {
    private static final int WARM_UP = 30;
    private static final int STEPS = 40;

    private StepRoofline() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int utterances = Integer.parseInt(arguments[0]);
        boolean own = arguments.length > 1;
        StepShape.Speech speech = StepShape.BILSTM_320.speech();
        ComputationGraph network;
        if (own) {
            SpeechModel model = SpeechModel.open(Path.of(arguments[1]));
            network = model.network();
            int coefficients = model.format().frontEnd().coefficients();
            speech = new StepShape.Speech(coefficients, utterances, 100, 50);
        } else {
            network = StepShape.BILSTM_320.create();
            speech = speech.withUtterances(utterances);
        }
        System.out.println(new ObjectMapper().writeValueAsString(measure(network, speech)));
        System.exit(0);
    }

    static Map<String, Object> measure(ComputationGraph network, StepShape.Speech speech)
            throws IOException, InterruptedException {
        ProductsAlone alone = new ProductsAlone();
        TrainingSteps steps = TrainingSteps.of(network, new RandomSpeech(speech));
        steps.run(WARM_UP);
        StackSampler sampler = new StackSampler();
        double[] seconds = steps.run(STEPS);
        StackSampler.Found found = sampler.stop();
        Map<String, Double> parts = new LinkedHashMap<>();
        found.seconds().forEach((part, used) -> parts.put(part, used / STEPS));
        parts.put("the rest", found.rest() / STEPS);
        Map<String, Double> gflop = new LinkedHashMap<>();
        StepWork.gflop(network, (long) speech.frames() * speech.utterances())
                .forEach((part, work) -> gflop.put(part.toString(), work));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("seconds", Arrays.stream(seconds).sorted().toArray()[seconds.length / 2]);
        result.put("parts", parts);
        result.put("gflop", gflop);
        result.put("products", alone.seconds(StepWork.recurrentLayers(network), speech.frames(), speech.utterances()));
        result.put("peak", alone.peak());
        return result;
    }
}
