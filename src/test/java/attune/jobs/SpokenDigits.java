package attune.jobs;

import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import attune.speech.learning.NetworkShape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of jobs share: twelve spoken digits, and a source model of a few thousand weights that heard them. */
abstract class SpokenDigits {
    static final String WEIGHTS = "weights.safetensors";
    static final int EPOCHS = 3;

    @TempDir
    static Path shared;

    static Path train;
    static Path dev;
    static Path source;

    @TempDir
    Path folder;

    @BeforeAll
    static void pretrain() throws IOException {
        Datasets digits = TinyRuns.digits(shared, 9, 3);
        train = digits.train().get(0);
        dev = digits.dev().get(0);
        source = new Pretrain(pretrainInto(shared.resolve("source"))).run(IfPresent.REFUSE, Progress.SILENT);
    }

    static Overrides settings(long seed) {
        return Overrides.NONE
                .withEpochs(EPOCHS)
                .withBatchSize(4)
                .withLearningRate(5e-3)
                .withPatience(0)
                .withSeed(seed);
    }

    static Pretrain.Request pretrainInto(Path out) {
        return pretrainInto(out, settings(3));
    }

    static Pretrain.Request pretrainInto(Path out, Overrides training) {
        return new Pretrain.Request(
                Datasets.train(train).withDev(dev),
                out,
                Optional.empty(),
                NetworkShape.bidirectional(2, 12).withDropout(0.1),
                training,
                Optional.empty(),
                "CC0-1.0",
                "attune pretrain …");
    }

    static Operation operation(String trainLayers, String... inserts) {
        Operation operation = Operation.ALL_LAYERS.trainLayers(trainLayers);
        for (String insert : inserts) {
            operation = operation.insert(insert);
        }
        return operation;
    }

    static AdaptationRequest adaptInto(Path out, Operation operation) {
        return adaptInto(out, operation, train);
    }

    static AdaptationRequest adaptInto(Path out, Operation operation, Path... manifests) {
        return new AdaptationRequest(source, Datasets.train(manifests).withDev(dev), out)
                .with(operation)
                .with(settings(4));
    }

    static Adaptation<SpeechPart> adaptation(AdaptationRequest request) {
        return new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), request);
    }

    static Path adapt(Path out, Operation operation) throws IOException {
        return adaptation(adaptInto(out, operation))
                .run(IfPresent.REFUSE, Progress.SILENT)
                .bundle();
    }

    static List<JsonNode> log(Path run) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("log.jsonl"))) {
            JsonNode record = json.readTree(line);
            if (record.get("epoch").asInt() > 0) { // 0 is the source model
                records.add(record);
            }
        }
        return records;
    }

    static List<String> contents(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }
}
