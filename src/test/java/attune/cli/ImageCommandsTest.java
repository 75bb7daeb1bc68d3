package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.speech.TinySpeech;
import attune.vision.DrawnShapes;
import attune.vision.ImageModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image commands on drawn shapes and a network of four layers. */
class ImageCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static String source;
    private static String train;
    private static String test;
    private static String adapted;
    private static Path adaptedRun;

    @TempDir
    Path folder;

    @BeforeAll
    static void adapt() throws IOException {
        source = DrawnShapes.bundle(shared.resolve("source.attune"), 3).toString();
        train = DrawnShapes.folder(shared.resolve("train"), 1, 12, 30, 18).toString();
        test = DrawnShapes.folder(shared.resolve("test"), 2, 8, 8, 8).toString();
        Path run = shared.resolve("run");
        adaptedRun = run;
        InProcess done = InProcess.quietly(arguments(run, "--insert", "dense:16:relu", "--train-layers", "new"));
        assertThat(done.err()).isEmpty();
        assertThat(done.code()).isZero();
        adapted = run.resolve("adapted.attune").toString();
        assertThat(done.outLines()).containsExactly(adapted);
    }

    private static String[] arguments(Path out, String... more) {
        return arguments(Path.of(source), out, more);
    }

    private static String[] arguments(Path model, Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "image", "adapt", "-m", model.toString(), "--train", train, "-o", out.toString(), "--epochs", "12"));
        arguments.addAll(List.of("--learning-rate", "0.02"));
        for (int i = 0; i < more.length; i++) {
            int given = more[i].matches("--epochs|--learning-rate") ? arguments.indexOf(more[i]) : -1;
            if (given >= 0) {
                arguments.set(given + 1, more[++i]); // replaces the default
            } else {
                arguments.add(more[i]);
            }
        }
        return arguments.toArray(String[]::new);
    }

    private static InProcess succeeds(String... arguments) {
        InProcess run = InProcess.quietly(arguments);
        assertThat(run.err()).as("standard error").isEmpty();
        assertThat(run.code()).isZero();
        return run;
    }

    private static String refused(String... arguments) {
        InProcess run = InProcess.run(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        return run.err();
    }

    @Test
    void theAdaptedModelKnowsPicturesItHasNotSeen() throws IOException {
        InProcess json = succeeds("image", "evaluate", "-m", adapted, "--test", test, "--format", "json");
        JsonNode row = JSON.readTree(json.out()).get(0);
        assertThat(row.get("pictures").asInt()).isEqualTo(24);
        assertThat(row.get("accuracy").asDouble()).isGreaterThan(0.8);
        assertThat(row.get("topFive").asDouble()).isEqualTo(1);
        assertThat(row.get("accuracyInterval").get("high").asDouble())
                .isGreaterThanOrEqualTo(row.get("accuracy").asDouble());
        assertThat(row.get("classes").get(2).get("label").asText()).isEqualTo("red-disc");
        assertThat(row.get("classes").get(2).get("recall").asDouble()).isBetween(0.5, 1.0);
        int all = 0;
        for (JsonNode counts : row.get("confusion")) {
            for (JsonNode count : counts) {
                all += count.asInt();
            }
        }
        assertThat(all).isEqualTo(24);
    }

    @Test
    void evaluationAsTextHasTheSameNumbers() {
        InProcess text = succeeds("image", "evaluate", "-m", adapted, "--test", test);
        assertThat(text.out())
                .contains("accuracy", "top five", "95 % interval", "precision", "recall")
                .containsPattern("pictures +24 of 3 classes")
                .containsPattern("blue-bar +8 ");
    }

    @Test
    void pictureIsClassified() throws IOException {
        String disc = Path.of(test, "red-disc", "003.png").toString();
        InProcess one = succeeds("image", "classify", "-m", adapted, disc);
        assertThat(one.outLines()).hasSize(1);
        assertThat(one.out()).startsWith(disc + "\tred-disc\t");
        InProcess all = succeeds("image", "classify", "-m", adapted, "--top", "2", "--format", "json", test);
        JsonNode answers = JSON.readTree(all.out());
        assertThat(answers).hasSize(24);
        JsonNode guesses = answers.get(0).get("classes");
        assertThat(guesses).hasSize(2);
        assertThat(guesses.get(0).get("probability").asDouble())
                .isGreaterThanOrEqualTo(guesses.get(1).get("probability").asDouble());
    }

    @Test
    void aRunKeepsItsPlanItsTableAndItsLog() throws IOException {
        Path run = adaptedRun;
        assertThat(run.resolve("layers.txt"))
                .content()
                .containsPattern("stem +convolution.*frozen")
                .containsPattern("block-bn .*frozen, statistics kept")
                .containsPattern("dense-new1 .*trained")
                .contains("trunk cache: pool and below run once for each picture and each of 4 fixed draws");
        assertThat(run.resolve("plan.json")).content().contains("\"keepUntil\" : \"pool\"", "blue-bar");
        assertThat(Files.readAllLines(run.resolve("log.jsonl"))).isNotEmpty();
        assertThat(run.resolve("trunk-cache")).doesNotExist();
        JsonNode outcome = JSON.readTree(run.resolve("outcome.json").toFile());
        assertThat(outcome.get("epochs").asInt())
                .isEqualTo(Files.readAllLines(run.resolve("log.jsonl")).size());
        assertThat(outcome.get("seconds").asDouble()).isPositive();
        ImageModel model = ImageModel.open(Path.of(adapted));
        assertThat(model.format().labels()).isEqualTo(DrawnShapes.CLASSES);
        assertThat(model.metadata().provenance().get(0).command()).startsWith("attune image adapt");
        assertThat(model.network().getParam("stem_W"))
                .as("the trunk is the source's")
                .isEqualTo(ImageModel.open(Path.of(source)).network().getParam("stem_W"));
    }

    @Test
    void theCachedTrunkGivesTheHeadThatTheWholeNetworkGives() throws IOException {
        String[] same = {"--no-augment", "--train-layers", "new", "--seed", "5", "--insert", "dropout:0.2"};
        Path cached = folder.resolve("cached");
        succeeds(arguments(cached, same));
        List<String> more = new ArrayList<>(List.of(same));
        more.add("--no-trunk-cache");
        Path whole = folder.resolve("whole");
        succeeds(arguments(whole, more.toArray(String[]::new)));
        ImageModel a = ImageModel.open(cached.resolve("adapted.attune"));
        ImageModel b = ImageModel.open(whole.resolve("adapted.attune"));
        assertThat(a.network().params().equalsWithEps(b.network().params(), 2e-3))
                .isTrue();
        assertThat(whole.resolve("layers.txt")).content().contains("the whole network runs in every epoch");
    }

    @Test
    void oneSeedGivesOneModel() throws IOException {
        Path again = folder.resolve("again");
        succeeds(arguments(again, "--insert", "dense:16:relu", "--train-layers", "new"));
        assertThat(ImageModel.open(again.resolve("adapted.attune")).network().params())
                .isEqualTo(ImageModel.open(Path.of(adapted)).network().params());
    }

    @Test
    void theWholeNetworkLearnsInTwoStages() throws IOException {
        Path run = folder.resolve("stages");
        succeeds(arguments(
                run,
                "--train-layers",
                "two-stage:2",
                "--insert",
                "conv:8:3:relu",
                "--insert",
                "global-pool:max",
                "--keep-until",
                "sum"));
        assertThat(Files.readAllLines(run.resolve("log.jsonl")))
                .hasSize(12)
                .first()
                .asString()
                .contains("\"stage\":1");
        assertThat(ImageModel.open(run.resolve("adapted.attune")).network().getParam("block-bn_mean"))
                .as("statistics learn with their layer")
                .isNotEqualTo(ImageModel.open(Path.of(source)).network().getParam("block-bn_mean"));
    }

    @Test
    void anUnreadablePictureIsNamedCountedAndLeftOut() throws IOException {
        Path some = DrawnShapes.folder(folder.resolve("some"), 7, 3, 3, 3);
        Path bad = Files.writeString(some.resolve("red-disc").resolve("bad.png"), "no picture");
        Files.writeString(some.resolve("red-disc").resolve(".DS_Store"), "passed over");
        InProcess run = InProcess.run("image", "evaluate", "-m", adapted, "--test", some.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).containsPattern("pictures +9 of 3 classes");
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(0)).contains("skipped " + bad, "is not a picture in a known format");
        assertThat(run.errLines().get(1)).isEqualTo("attune: 1 picture could not be read");
        InProcess one = InProcess.run("image", "classify", "-m", adapted, bad.toString());
        assertThat(one.code()).isEqualTo(1);
        assertThat(one.out()).isEmpty();
    }

    @Test
    void wrongFoldersAreOneLine() throws IOException {
        String gone = folder.resolve("gone").toString();
        String empty = Files.createDirectory(folder.resolve("empty")).toString();
        Path single = folder.resolve("single");
        Files.createDirectories(single.resolve("only"));
        Path strange = DrawnShapes.folder(folder.resolve("strange"), 1, 1, 1, 1);
        Files.createDirectory(strange.resolve("horse"));
        assertThat(refused("image", "adapt", "-m", source, "--train", gone, "-o", gone))
                .contains(gone, "does not exist");
        assertThat(refused("image", "adapt", "-m", source, "--train", empty, "-o", gone))
                .contains("holds no class folder");
        assertThat(refused("image", "adapt", "-m", source, "--train", single.toString(), "-o", gone))
                .contains("holds only one class, only");
        assertThat(refused("image", "adapt", "-m", source, "--train", strange.toString(), "-o", gone))
                .contains("class horse has no readable picture");
        assertThat(refused("image", "evaluate", "-m", adapted, "--test", strange.toString()))
                .contains("'horse' is not a class of the model", "blue-bar, green-square, red-disc");
        assertThat(refused("image", "classify", "-m", adapted, empty)).contains("is an empty folder");
        assertThat(refused("image", "classify", "-m", adapted, gone)).contains("does not exist");
        assertThat(Path.of(gone)).doesNotExist();
    }

    @Test
    void wrongModelsAndPlansAreOneLine() throws IOException {
        String speech = TinySpeech.bundle(folder.resolve("speech.attune"), 1).toString();
        assertThat(refused("image", "classify", "-m", speech, test)).contains("holds a model of kind speech");
        assertThat(refused(arguments(folder.resolve("x"), "--keep-until", "pol")))
                .contains("no vertex 'pol'", "pool");
        assertThat(refused(arguments(folder.resolve("x"), "--insert", "lstm:8")))
                .contains("needs a sequence");
        assertThat(refused(arguments(folder.resolve("x"), "--batch-size", "0")))
                .contains("batch size must be positive: 0");
        assertThat(refused("image")).contains("image create, image adapt");
    }

    @Test
    void aPlanShowsWhatAnAdaptationWouldDo() {
        InProcess plan = succeeds(
                "plan",
                "-m",
                source,
                "--keep-until",
                "sum",
                "--train-layers",
                "from:block-bn",
                "--insert",
                "global-pool:avg",
                "--train",
                train);
        assertThat(plan.out())
                .containsPattern("block +convolution.*frozen")
                .containsPattern("block-bn +batch-normalization +\\[8, 8, 8\\].*trained, statistics updated")
                .containsPattern("output +output +\\[8\\] +\\[3\\]")
                .contains("trunk cache: stem and below");
        assertThat(refused("plan", "-m", source, "--alphabet", "auto"))
                .contains("--alphabet: an image model has no alphabet");
        assertThat(refused("plan", "-m", source, "--drop-source-layers", "1"))
                .contains("--drop-source-layers: an image model does not have DeepSpeech's layers");
    }

    @Test
    void projectionsHaveNoBiasAndDenseLayersNeedNoActivation() {
        InProcess plan = succeeds("plan", "-m", source, "--insert", "projection:5", "--insert", "dense:4");
        assertThat(plan.out())
                .containsPattern("projection-new1 +dense +\\[8\\] +\\[5\\] +40 ")
                .containsPattern("dense-new2 +dense +\\[5\\] +\\[4\\] +24 ");
    }

    @Test
    void inspectingTellsWhatAnImageModelSeesAndWhereItComesFrom() throws IOException {
        assertThat(succeeds("inspect", adapted).out())
                .contains("kind      image", "licence   CC0-1.0", "classes   3: blue-bar, green-square, red-disc")
                .contains("input     16 x 16 pixels", "[0.485, 0.456, 0.406]")
                .contains(
                        "pictures of 3 classes", "attune image adapt", "surgery: keep-until pool, insert dense:16:relu")
                .containsPattern("block-bn +batch-normalization +\\[8, 8, 8\\]");
        JsonNode json =
                JSON.readTree(succeeds("inspect", adapted, "--format", "json").out());
        assertThat(json.at("/format/labels/2").asText()).isEqualTo("red-disc");
        assertThat(json.at("/metadata/kind").asText()).isEqualTo("image");
        assertThat(json.at("/layers/parameters").asInt()).isPositive();
    }

    @Test
    void classesThatTheSourceKnowsKeepTheirRows() throws IOException {
        Path known =
                DrawnShapes.bundle(folder.resolve("known.attune"), 3, List.of("red-disc", "cat", "dog", "blue-bar"));
        Path run = folder.resolve("run");
        String[] slow = {"--train-layers", "two-stage:1", "--epochs", "2", "--head-learning-rate-factor", "1e-12"};
        succeeds(arguments(known, run, slow));
        assertThat(run.resolve("layers.txt"))
                .content()
                .contains(
                        "2 classes of the new output start from the source's weights, 1 from the mean of all classes");
        assertThat(run.resolve("plan.json")).content().contains("\"copyRows\" : true", "\"others\" : \"MEAN\"");
        ImageModel before = ImageModel.open(known);
        ImageModel after = ImageModel.open(run.resolve("adapted.attune"));
        assertThat(distance(row(before, "out", 3), row(after, "output", 0)))
                .as("blue-bar")
                .isLessThan(1e-3); // 16 bits hold three digits
        assertThat(distance(row(before, "out", 0), row(after, "output", 2)))
                .as("red-disc")
                .isLessThan(1e-3);
        assertThat(succeeds("plan", "-m", known.toString(), "--train", train, "--new-labels", "random")
                        .out())
                .contains("2 classes of the new output start from the source's weights, 1 from random weights");
        assertThat(succeeds("plan", "-m", known.toString(), "--train", train, "--no-copy-output-rows")
                        .out())
                .contains("the new output starts from random weights");
        assertThat(succeeds("plan", "-m", source, "--train", train).out())
                .as("no class in common")
                .contains("the new output starts from random weights");
    }

    private static float[] row(ImageModel model, String layer, int label) {
        return model.network().getParam(layer + "_W").getColumn(label).toFloatVector();
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }

    @Test
    void statisticsOfAFrozenTrunkFollowThePicturesWhereThatIsAskedFor() throws IOException {
        Path run = folder.resolve("updated");
        succeeds(arguments(run, "--train-layers", "new", "--batch-norm", "update", "--epochs", "2"));
        assertThat(run.resolve("layers.txt"))
                .content()
                .containsPattern("block-bn .*frozen, statistics updated")
                .contains("the whole network runs in every epoch");
        assertThat(run.resolve("plan.json")).content().contains("\"batchNorm\" : \"UPDATE\"");
        ComputationGraph before = ImageModel.open(Path.of(source)).network();
        ComputationGraph after = ImageModel.open(run.resolve("adapted.attune")).network();
        assertThat(after.getParam("block-bn_mean")).isNotEqualTo(before.getParam("block-bn_mean"));
        assertThat(after.getParam("block-bn_gamma")).isEqualTo(before.getParam("block-bn_gamma"));
        assertThat(after.getParam("block_W")).isEqualTo(before.getParam("block_W"));
        assertThat(refused(arguments(folder.resolve("x"), "--batch-norm", "update")))
                .contains("no batch normalisation is frozen");
    }

    @Test
    void twoModelsAreComparedOnTheSamePictures() throws IOException {
        Path run = folder.resolve("weak");
        succeeds(arguments(run, "--train-layers", "output", "--epochs", "1", "--learning-rate", "1e-12"));
        String weak = run.resolve("adapted.attune").toString();
        assertThat(succeeds("image", "evaluate", "-m", weak, "-m", adapted, "--test", test)
                        .out())
                .contains("run/adapted.attune against weak/adapted.attune: +")
                .containsPattern(" points of accuracy .*: better\n$");
        JsonNode rows = JSON.readTree(
                succeeds("image", "evaluate", "-m", weak, "-m", adapted, "--test", test, "--format", "json")
                        .out());
        assertThat(rows.get(0).get("comparedWithFirst").isNull()).isTrue();
        JsonNode difference = rows.get(1).get("comparedWithFirst");
        assertThat(difference.get("accuracy").asDouble())
                .isCloseTo(
                        rows.get(1).get("accuracy").asDouble()
                                - rows.get(0).get("accuracy").asDouble(),
                        within(1e-12));
        assertThat(difference.get("pValue").asDouble()).isLessThan(0.05);
    }

    @Test
    void aDl4jFileBecomesASource() throws IOException {
        Path zip = folder.resolve("network.zip");
        ModelSerializer.writeModel(DrawnShapes.network(9), zip.toFile(), true);
        String made = folder.resolve("made.attune").toString();
        InProcess run = InProcess.run(
                "image",
                "create",
                "--weights",
                zip.toString(),
                "--input-size",
                "16",
                "--licence",
                "CC0-1.0",
                "-o",
                made);
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).containsExactly(made);
        assertThat(run.errLines()).containsExactly("6 layers, 876 parameters; attune inspect lists them");
        assertThat(succeeds("inspect", made).out()).containsPattern("stem +convolution");
        assertThat(ImageModel.open(Path.of(made)).format().labels()).hasSize(4);
        assertThat(refused("image", "create", "--weights", zip.toString(), "-o", made))
                .contains("already exists");
        assertThat(refused("image", "create", "--weights", train + "/red-disc/001.png", "-o", made + "2"))
                .contains("is not a zip file");
        ModelSerializer.writeModel(DrawnShapes.network(9, 1), zip.toFile(), true);
        assertThat(refused("image", "create", "--weights", zip.toString(), "--input-size", "16", "-o", made + "4"))
                .contains("its network has 1 output");
        assertThat(refused("image", "create", "--input-size", "16", "-o", made + "3"))
                .contains("ResNet-50 cannot take pictures of 16 pixels");
    }

    @Test
    void aRunGoesOnOnlyWithItsOwnPictures() throws IOException {
        String run = adaptedRun.toString();
        assertThat(refused(arguments(Path.of(run)))).contains("--resume", "--overwrite");
        String other = DrawnShapes.folder(folder.resolve("other"), 1, 4, 4, 4).toString();
        assertThat(refused("image", "adapt", "-m", source, "--train", other, "-o", run, "--resume"))
                .contains("this run was started with --train ", ", not " + other);
        String mine = DrawnShapes.folder(folder.resolve("mine"), 1, 4, 4, 4).toString();
        succeeds("image", "adapt", "-m", source, "--train", mine, "-o", folder + "/run", "--epochs", "1");
        String unlike = DrawnShapes.folder(folder.resolve("unlike"), 2, 4, 4, 4).toString();
        Files.copy(
                Path.of(unlike, "red-disc", "002.png"),
                Path.of(mine, "red-disc", "002.png"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(refused("image", "adapt", "-m", source, "--train", mine, "-o", folder + "/run", "--resume"))
                .contains("pictures of --train or --dev have changed");
    }

    @Test
    void aSweepRanksWaysOnDevAndScoresThemOnTest() throws IOException {
        String test = DrawnShapes.folder(folder.resolve("test"), 9, 3, 3, 3).toString();
        String out = folder.resolve("sweep").toString();
        String[] sweep = {
            "image",
            "sweep",
            "-m",
            source,
            "--train",
            train,
            "--test",
            test,
            "-o",
            out,
            "--epochs",
            "1",
            "--insert",
            "dense:6:relu",
            "--try",
            "output",
            "--try",
            "new",
            "--try",
            "scratch,epochs=2",
            "--seeds",
            "1,2"
        };
        List<String> lines = succeeds(sweep).outLines();
        assertThat(lines.get(0))
                .contains("dev error", "against best", "test error")
                .doesNotContain("WER", "CER");
        assertThat(lines.get(1)).startsWith("output ");
        assertThat(lines.get(2)).startsWith("new,insert=dense:6:relu ");
        assertThat(lines.get(4)).contains("pictures, each with 2 seeds");
        assertThat(Path.of(out, "scratch,epochs=2", "untrained-1.attune")).exists();
        assertThat(Path.of(out, "new,insert=dense-6-relu", "seed-2", "layers.txt"))
                .content()
                .contains("dense-new1");
        InProcess again = succeeds(more(sweep, "--resume", "--format", "json"));
        JsonNode json = new ObjectMapper().readTree(again.out());
        assertThat(json.at("/rows/0/dev").fieldNames())
                .toIterable()
                .containsExactly("runs", "pictures", "errorRate", "errorRateLow", "errorRateHigh");
        assertThat(json.at("/rows/0/test/pictures").asInt()).isEqualTo(9);
        assertThat(Path.of(json.get("bundle").asText())).exists();
        assertThat(json.has("rejected")).isFalse();
        assertThat(refused(more(sweep, "--resume", "--no-augment"))).contains("another output, augmentation");
        Path plan = Path.of(out, "plan.json");
        String line = "\"batchNorm\" : \"KEEP\",";
        String written = Files.readString(plan);
        Files.writeString(plan, written.replace(line, line.replace("KEEP", "UPDATE")));
        assertThat(refused(more(sweep, "--resume"))).contains("was started with --batch-norm update");
        Files.writeString(plan, written.replace(line, ""));
        succeeds(more(sweep, "--resume"));
        assertThat(plan).content().contains(line);
    }

    @Test
    void otherOptionsThanTheRunsAreWarnedOf() {
        String run = folder.resolve("run").toString();
        String[] small = {"image", "adapt", "-m", source, "--train", train, "-o", run, "--train-layers", "output"};
        succeeds(more(small, "--epochs", "1"));
        InProcess resumed = InProcess.quietly(more(small, "--epochs", "2", "--resume"));
        assertThat(resumed.code()).isZero();
        assertThat(resumed.errLines())
                .containsExactly("attune: warning: " + run
                        + "/plan.json differs from the options given now; the run keeps to its plan");
    }

    private static String[] more(String[] arguments, String... others) {
        return Stream.of(arguments, others).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void picturesToChooseByThatAreLearntFromAreWarnedOf() {
        InProcess run = InProcess.quietly(
                arguments(folder.resolve("run"), "--dev", train, "--train-layers", "output", "--epochs", "1"));
        assertThat(run.code()).isZero();
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("attune: warning: 60 of the 60 pictures of dev are also trained on");
    }

    @Test
    void aFolderGivenTwiceCountsOnce() throws IOException {
        String again = Path.of(test, "..", "test").toString();
        JsonNode rows =
                JSON.readTree(succeeds("image", "evaluate", "-m", adapted, "--test", test, again, "--format", "json")
                        .out());
        assertThat(rows.get(0).get("pictures").asInt()).isEqualTo(24);
    }
}
