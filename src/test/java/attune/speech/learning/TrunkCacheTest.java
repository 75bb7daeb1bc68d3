package attune.speech.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.corpus.Clip;
import attune.corpus.ClipDurations;
import attune.corpus.Utterance;
import attune.features.FeatureMatrix;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.AcousticModel;
import attune.speech.SpeechFormat;
import attune.speech.TinySpeech;
import attune.speech.store.Example;
import attune.speech.store.FeatureStore;
import attune.surgery.LayerSpec;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.surgery.TrainScope;
import attune.surgery.TypedGraph;
import attune.training.CacheRoom;
import attune.training.LearningRate;
import attune.training.SplitGraph;
import attune.training.Trainer;
import attune.training.TrainingPlan;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrunkCacheTest {
    private static final SpeechFormat FORMAT = TinySpeech.format();
    private static final RunSeed SEED = new RunSeed(9);
    private static final int DRAWS = 2;
    private static final int EPOCHS = 5;
    private static final TrainingPlan PLAN =
            new TrainingPlan(EPOCHS, new LearningRate(1e-2, 0.1, 0.02), 5, 1e-4, 0, Duration.ofHours(1));

    private static List<Example> train;
    private static List<Example> dev;

    @TempDir
    Path folder;

    @BeforeAll
    static void read() {
        List<Example> digits = new FeatureStore().examples(TinySpeech.digits(), FORMAT.reading(), Progress.SILENT);
        train = digits.subList(0, 9);
        dev = digits.subList(9, 12);
    }

    /** Two frozen layers, some new ones, and an output that drops some of its input. */
    private static ComputationGraph operated(String inserts) {
        List<LayerSpec> layers = new ArrayList<>();
        for (String insert : inserts.split(" ", -1)) {
            if (!insert.isEmpty()) {
                layers.add(LayerSpec.parse(insert));
            }
        }
        SurgeryPlan plan = new SurgeryPlan(
                "lstm2", layers, FORMAT.alphabet().size(), TrainScope.parse(layers.isEmpty() ? "output" : "new"));
        TypedGraph source = new TypedGraph(
                TinySpeech.network(3), InputType.recurrent(FORMAT.frontEnd().coefficients()));
        return Surgery.operate(source, plan, new SpeechLayers(FORMAT.alphabet(), 0.2, SEED), SEED)
                .graph();
    }

    private static AugmentedFeatures shown(String augment) {
        List<Utterance> digits = ClipDurations.fill(
                TinySpeech.digits().subList(0, 9), new AudioReader()::durationSeconds, Progress.SILENT);
        List<Clip> sound = digits.stream().map(Utterance::clip).toList();
        return new AugmentedFeatures(train, sound, FORMAT.frontEnd(), Augmentation.parse(augment), SEED).inDraws(DRAWS);
    }

    private static TrunkRun.Speech speech(String augment) {
        return new TrunkRun.Speech(train, shown(augment), DRAWS, dev);
    }

    private static SplitGraph split(ComputationGraph network) {
        return SplitGraph.at(network, TrunkCache.boundary(network, FORMAT).orElseThrow(), UnaryOperator.identity());
    }

    private static List<float[][]> logProbs(ComputationGraph network) {
        List<FeatureMatrix> clips = new ArrayList<>();
        train.forEach(example -> clips.add(example.features()));
        dev.forEach(example -> clips.add(example.features()));
        return new AcousticModel(network).logProbabilities(clips);
    }

    @ParameterizedTest
    @CsvSource({
        "'', mask",
        "bilstm:6, mask",
        "dense:9:relu dropout:0.2, mask",
        "lstm:5 dense:4:tanh, mask",
        "bilstm:6, 'speed,tempo,room,noise,mask'"
    })
    void trainingFromTheCacheIsTrainingTheWholeOnTheSameDraws(String inserts, String augment) throws IOException {
        ComputationGraph whole = operated(inserts);
        Trainer.Outcome plain = new Trainer(
                        whole,
                        PLAN,
                        new Batcher(train, 4, shown(augment), SEED),
                        new ErrorRateScorer(dev, FORMAT),
                        folder.resolve("whole"))
                .run(Progress.SILENT, report -> {});

        ComputationGraph network = operated(inserts);
        SplitGraph split = split(network);
        Trainer.Outcome cached;
        try (TrunkCache cache = new TrunkRun(split, speech(augment), "", folder.resolve("cache"))
                .fill(Progress.SILENT)
                .orElseThrow()) {
            cached = new Trainer(
                            split.head(),
                            PLAN,
                            new Batcher(train, 4, cache.train(), SEED),
                            cache.scorer(dev, FORMAT),
                            folder.resolve("head"))
                    .run(Progress.SILENT, report -> {});
            cache.files().delete();
        }
        split.giveBack();

        assertThat(cached.bestEpoch()).isEqualTo(plain.bestEpoch());
        assertThat(cached.bestScore()).isCloseTo(plain.bestScore(), within(1e-9));
        float[] expected = whole.params().toFloatVector();
        float[] actual = network.params().toFloatVector();
        assertThat(actual).isNotEqualTo(operated(inserts).params().toFloatVector());
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("parameter %d", i).isCloseTo(expected[i], within(1e-4f));
        }
        List<float[][]> before = logProbs(whole);
        List<float[][]> after = logProbs(network);
        for (int clip = 0; clip < before.size(); clip++) {
            assertThat(TinySpeech.distance(before.get(clip), after.get(clip)))
                    .as("clip %d", clip)
                    .isLessThan(1e-4);
        }
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void whatIsThereAndStillTrueIsNotComputedAgain() throws IOException {
        SplitGraph split = split(operated(""));
        fill(split, "").close();
        Path draw = folder.resolve("cache").resolve("train-1.activations");
        Object before = Files.getLastModifiedTime(draw).toMillis();
        Object inode = Files.getAttribute(draw, "unix:ino");
        fill(split, "").close();
        assertThat(Files.getLastModifiedTime(draw).toMillis()).isEqualTo(before);
        assertThat(Files.getAttribute(draw, "unix:ino")).isEqualTo(inode);
        // Held, since a file system may reuse the number of a deleted file.
        Files.createLink(folder.resolve("hold"), draw);
        fill(split, "another kernel").close();
        assertThat(Files.getAttribute(draw, "unix:ino")).isNotEqualTo(inode);
    }

    @Test
    void anotherRecipeIsComputedAgain() throws IOException {
        SplitGraph split = split(operated(""));
        Path draw = folder.resolve("cache").resolve("train-1.activations");
        Set<Object> inodes = new HashSet<>();
        int held = 0;
        // A hold on each keeps it, since a file system may reuse the number of a deleted file.
        for (String recipe : List.of("speed", "speed", "speed,room", "speed,room,mask", "speed,room,mask")) {
            new TrunkRun(split, speech(recipe), "", folder.resolve("cache"))
                    .fill(Progress.SILENT)
                    .orElseThrow()
                    .close();
            Files.createLink(folder.resolve("hold-" + held++), draw);
            inodes.add(Files.getAttribute(draw, "unix:ino"));
        }
        assertThat(inodes).hasSize(3);
    }

    private TrunkCache fill(SplitGraph split, String conditions) throws IOException {
        return new TrunkRun(split, speech("mask"), conditions, folder.resolve("cache"))
                .fill(Progress.SILENT)
                .orElseThrow();
    }

    @Test
    void withoutRoomOnTheDiskThereIsNoneAndTheUserIsTold() throws IOException {
        List<String> warnings = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        };
        TrunkRun run = new TrunkRun(
                split(operated("")), speech("mask"), "", new CacheRoom(folder.resolve("cache"), Long.MAX_VALUE / 2));
        assertThat(run.fill(progress)).isEmpty();
        assertThat(warnings).singleElement().asString().contains("needs 0.0 GB", "the trunk runs in every epoch");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void whatIsThereNeedsNoRoom() throws IOException {
        SplitGraph split = split(operated(""));
        fill(split, "").close();
        CacheRoom none = new CacheRoom(folder.resolve("cache"), Long.MAX_VALUE / 2);
        assertThat(new TrunkRun(split, speech("mask"), "", none).fill(Progress.SILENT))
                .hasValueSatisfying(cache -> assertThat(cache.files().draws()).hasSize(2));
    }

    @Test
    void whatIsReplacedIsNoRoom() throws IOException {
        SplitGraph split = split(operated(""));
        fill(split, "").close();
        Path cache = folder.resolve("cache");
        try (RandomAccessFile sparse =
                new RandomAccessFile(cache.resolve("train-1.activations").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        long free = Files.getFileStore(cache).getUsableSpace();
        CacheRoom full = new CacheRoom(cache, free + (1L << 30));
        assertThat(new TrunkRun(split, speech("mask"), "", full).fill(Progress.SILENT))
                .isEmpty();
    }

    @Test
    void aNetworkThatTrainsAllHasNoTrunk() {
        assertThat(TrunkCache.boundary(TinySpeech.network(3), FORMAT)).isEmpty();
    }
}
