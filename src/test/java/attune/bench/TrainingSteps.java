package attune.bench;

import attune.layers.FastLayers;
import attune.progress.Progress;
import attune.torch.TorchDevice;
import attune.training.Batches;
import attune.training.LearningRate;
import attune.training.Scorer;
import attune.training.Steps;
import attune.training.Trainer;
import attune.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Steps of a real run: {@link Trainer} on a thread of its own, which its {@link Progress} holds up after so many steps
 * until more are wanted. A step's time is from the end of the one before, so all that the loop does is in it.
 */
final class TrainingSteps implements Workload {
    private final SynchronousQueue<Integer> orders = new SynchronousQueue<>();
    private final SynchronousQueue<double[]> answers = new SynchronousQueue<>();

    static TrainingSteps of(StepShape shape) throws IOException {
        return of(shape.create(), new RandomSpeech(shape.speech()));
    }

    static TrainingSteps of(ComputationGraph network, Batches batches) throws IOException {
        TrainingPlan plan = new TrainingPlan(1, new LearningRate(1e-4, 0, 1), 5, 1e-4, 0, Duration.ofDays(1));
        Scorer scorer = scored -> new Scorer.Score(0, "");
        Path folder = Files.createTempDirectory("attune-bench");
        Steps.Device device = TorchDevice.stepsOf(FastLayers.in(network));
        return new TrainingSteps(new Trainer(network, plan, batches, scorer, folder, device));
    }

    private TrainingSteps(Trainer trainer) {
        Thread thread = new Thread(() -> trainer.run(new Gate(), report -> {}), "training");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public double[] run(int steps) {
        try {
            orders.put(steps);
            return answers.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted between steps", e);
    }

    /** Called by the trainer when its epoch begins and after each step. */
    private final class Gate implements Progress {
        private double[] seconds = {};
        private int done;
        private long started;

        @Override
        public void begin(String name, long total) {
            waitForOrder();
        }

        @Override
        public void at(long batch, String detail) {
            seconds[done++] = (System.nanoTime() - started) / 1e9;
            if (done == seconds.length) {
                answer();
                waitForOrder();
            }
            started = System.nanoTime();
        }

        private void answer() {
            try {
                answers.put(seconds);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        private void waitForOrder() {
            try {
                seconds = new double[orders.take()];
                done = 0;
                started = System.nanoTime();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        /** A step left out would cost less than one taken. */
        @Override
        public void warn(String line) {
            throw new IllegalStateException(line);
        }
    }
}
