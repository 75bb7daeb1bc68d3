package attune.bench;

import attune.corpus.Manifest;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.SpeechModel;
import attune.speech.adaptation.SpeechDefaults;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.Batcher;
import attune.speech.learning.NetworkShape;
import attune.speech.learning.SpeechLayers;
import attune.speech.store.Example;
import attune.speech.store.FeatureStore;
import attune.training.Batch;
import attune.training.Batches;
import attune.training.LearningRate;
import attune.training.Scorer;
import attune.training.Trainer;
import attune.training.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a head alone must cost: epochs of a network that is nothing but the inserted BiLSTM and the output, on random
 * trunk activations. The batches are a corpus's own in number, size, lengths and labels.
 */
final class HeadEpochs {
    private final SpeechModel source;
    private final Batcher corpus;
    private final int units;
    private final int trunkSize;
    private final float[] random;

    static Workload of(Path model, Path manifest, int units) throws IOException {
        HeadEpochs head = new HeadEpochs(SpeechModel.open(model), manifest, units);
        return head::run;
    }

    private HeadEpochs(SpeechModel source, Path manifest, int units) {
        this.source = source;
        this.units = units;
        String output = source.network().getConfiguration().getNetworkOutputs().get(0);
        this.trunkSize = Math.toIntExact(source.network().layerInputSize(output));
        List<Example> examples = new FeatureStore()
                .examples(Manifest.read(manifest), source.format().reading(), Progress.SILENT);
        RunSeed seed = new RunSeed(1);
        int batchSize = SpeechDefaults.of(0, 0, units).batchSize();
        this.corpus = new Batcher(
                examples, batchSize, (epoch, clip) -> examples.get(clip).features(), seed);
        this.random = RandomSpeech.gaussian(seed.stream("trunk"), 1 << 16);
    }

    /** Seconds of so many epochs after the first, which warms up. */
    private double[] run(int epochs) {
        NetworkShape shape =
                NetworkShape.bidirectional(1, units).withDropout(SpeechLayers.outputDropout(source.network()));
        ComputationGraph head =
                AcousticNetwork.create(trunkSize, shape, source.format().alphabet(), new RunSeed(1));
        TrainingPlan plan = new TrainingPlan(1 + epochs, new LearningRate(1e-4, 0, 1), 5, 1e-4, 0, Duration.ofDays(1));
        Scorer scorer = network -> new Scorer.Score(0, "");
        List<Double> seconds = new ArrayList<>();
        new Trainer(head, plan, new TrunkActivations(), scorer, temporaryFolder())
                .run(Progress.SILENT, report -> seconds.add(report.trainingSeconds()));
        return seconds.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("attune-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The corpus's batches with random numbers in place of its features. */
    private final class TrunkActivations implements Batches {
        @Override
        public int perEpoch() {
            return corpus.perEpoch();
        }

        @Override
        public Batch get(int epoch, int index) {
            Batch heard = corpus.get(epoch, index);
            int utterances = Math.toIntExact(heard.features().size(0));
            int frames = Math.toIntExact(heard.features().size(2));
            float[] values = new float[frames * utterances * trunkSize];
            for (int from = 0; from < values.length; from += random.length) {
                System.arraycopy(random, 0, values, from, Math.min(random.length, values.length - from));
            }
            heard.features().close();
            return new Batch(
                    RandomSpeech.timeMajor(values, frames, utterances, trunkSize),
                    heard.featuresMask(),
                    heard.labels(),
                    heard.ids());
        }
    }
}
