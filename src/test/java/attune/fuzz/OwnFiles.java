package attune.fuzz;

import attune.jobs.Transcribe;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.RunDoor;
import attune.shards.JoinedParts;
import attune.shards.Shard;
import attune.shards.ShardedWork;
import attune.speech.DecodingOptions;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import attune.speech.store.CacheDoor;
import attune.training.TrainingDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What Attune writes for itself: run directories, parts and caches, which a full disk or another version may have spoilt. */
final class OwnFiles {
    private static final String MODEL = "model.attune";

    private OwnFiles() {}

    static List<FuzzedReader> readers() {
        return List.of(
                new FuzzedReader(
                        "checkpoint",
                        folder -> {
                            TrainingDoor.writeCheckpoint(folder.resolve("last.checkpoint"));
                            return List.of(Sample.file(
                                    folder.resolve("last.checkpoint"), Mutations.BYTES.then(Seals::checkpoint)));
                        },
                        TrainingDoor::readCheckpoint),
                new FuzzedReader(
                        "trunk-cache",
                        folder -> {
                            TrainingDoor.writeActivations(folder.resolve("train-0"));
                            return List.of(
                                    Sample.file(folder.resolve("train-0"), Mutations.BYTES.then(Seals::activations)));
                        },
                        TrainingDoor::readActivations),
                new FuzzedReader(
                        "feature-cache",
                        folder -> {
                            CacheDoor.write(folder.resolve("features"));
                            return List.of(
                                    Sample.file(folder.resolve("features"), Mutations.BYTES.then(Seals::features)));
                        },
                        CacheDoor::read),
                new FuzzedReader(
                        "plan",
                        folder -> List.of(Sample.folder(run(folder), "", "plan.json", Mutations.JSON)),
                        file -> RunDoor.readPlan(file, SpeechPart.class)),
                new FuzzedReader(
                        "outcome",
                        folder -> List.of(Sample.file(run(folder).resolve("outcome.json"), Mutations.JSON)),
                        RunDoor::readOutcome),
                new FuzzedReader(
                        "log",
                        folder -> List.of(Sample.file(run(folder).resolve("log.jsonl"), Mutations.JSON)),
                        RunDoor::readLog),
                new FuzzedReader(
                        "part",
                        OwnFiles::parts,
                        folder -> transcribe(folder).join(JoinedParts.find(List.of(folder)), result -> {})));
    }

    /** Two parts of a transcription, the first of which may be altered. */
    private static List<Sample> parts(Path folder) throws IOException {
        int e = TinySpeech.format().alphabet().encode("e")[0];
        SpeechModel.of(TinySpeech.deafNetwork(e), TinySpeech.format(), "CC0-1.0", List.of())
                .write(folder.resolve(MODEL));
        for (int number = 1; number <= 2; number++) {
            ShardedWork.Place place =
                    new ShardedWork.Place(new Shard(number, 2), folder, List.of("transcribe", "digits"));
            transcribe(folder).run(place, Progress.SILENT);
        }
        return List.of(Sample.folder(folder, "", "transcribe-1-of-2.jsonl", Mutations.JSON));
    }

    private static Transcribe transcribe(Path folder) {
        Path digits = TinySpeech.CORPUS.resolve("clips/digits");
        return new Transcribe(
                folder.resolve(MODEL),
                TinySpeech.DIGITS.stream()
                        .map(digit -> digits.resolve(digit + ".flac"))
                        .toList(),
                DecodingOptions.USUAL);
    }

    /** The directory of a run of one epoch. */
    private static Path run(Path folder) throws IOException {
        Path source = TinySpeech.bundle(folder.resolve("source.attune"), 1);
        Path train = TinySpeech.manifest(
                folder.resolve("train.jsonl"), TinySpeech.digits().subList(0, 3));
        Path dev = TinySpeech.manifest(
                folder.resolve("dev.jsonl"), TinySpeech.digits().subList(3, 4));
        Path run = folder.resolve("run");
        AdaptationRequest request = new AdaptationRequest(
                        source, Datasets.train(train).withDev(dev), run)
                .with(Operation.ALL_LAYERS.trainLayers("two-stage:1").insert("dense:6:relu"))
                .with(Overrides.NONE.withEpochs(2).withBatchSize(3).withSeed(1));
        new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), request).run(IfPresent.REFUSE, Progress.SILENT);
        return run;
    }
}
