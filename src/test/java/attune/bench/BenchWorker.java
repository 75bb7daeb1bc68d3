package attune.bench;

import attune.layers.CtcBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A process with one workload. It prints {@code ready}; then, for each line with a number, does its work so many times
 * and prints a line with the seconds of each. It ends with its input.
 *
 * <pre>
 * java … attune.bench.BenchWorker step-320 | step-1024 | step-short   one of Trainer's steps, on -Dattune.device
 * java … attune.bench.BenchWorker stock-320 | stock-1024       the same step with DL4J's own layers and solver
 * java … attune.bench.BenchWorker ctc                          loss and gradient of a batch
 * java … attune.bench.BenchWorker features FILE                features of a sound file
 * java … attune.bench.BenchWorker transcription MODEL FILE   a short clip
 * java … attune.bench.BenchWorker head MODEL MANIFEST UNITS    an epoch of a BiLSTM and an output alone
 * </pre>
 */
final class BenchWorker {

    private BenchWorker() {}

    public static void main(String[] arguments) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            thrown.printStackTrace();
            System.exit(1);
        });
        PrintStream answers = System.out;
        System.setOut(System.err); // nobody but this loop may speak on the line
        Workload workload = workload(arguments);
        answers.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            double[] seconds = workload.run(Integer.parseInt(order));
            answers.println(Arrays.stream(seconds).mapToObj(Double::toString).collect(Collectors.joining(" ")));
        }
        System.exit(0);
    }

    private static Workload workload(String[] arguments) throws IOException {
        return switch (arguments[0]) {
            case "step-320" -> TrainingSteps.of(StepShape.BILSTM_320);
            case "step-1024" -> TrainingSteps.of(StepShape.LSTM_1024);
            case "step-short" -> TrainingSteps.of(StepShape.SHORT);
            case "stock-320" -> StockSteps.of(StepShape.BILSTM_320);
            case "stock-1024" -> StockSteps.of(StepShape.LSTM_1024);
            case "ctc" -> Workload.timed(new CtcBatch(16, 400, 29, 60)::lossesAndGradients);
            case "gemm" -> ProductsAlone.large();
            case "features" -> FeatureExtraction.of(Path.of(arguments[1]));
            case "transcription" -> ClipTranscription.of(Path.of(arguments[1]), Path.of(arguments[2]));
            case "head" -> HeadEpochs.of(Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
            default -> throw new IllegalArgumentException("no workload is called " + arguments[0]);
        };
    }
}
