package attune.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.LearningCurveResult;
import attune.results.SweepResult;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.speech.BundleEdits;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import attune.speech.learning.TrainAndDev;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning curves on nine spoken digits, which last about a tenth of a minute. */
class LearningCurveTest {
    private static final FeatureStore FEATURES = new FeatureStore();
    private static final Overrides SETTINGS =
            Overrides.NONE.withEpochs(2).withBatchSize(4).withLearningRate(5e-3).withPatience(0);
    private static final List<Double> AMOUNTS = List.of(0.03, 0.06);
    private static final String SMALL = "minutes-0.03";
    private static final String LARGE = "minutes-0.06";

    @TempDir
    static Path shared;

    private static List<Utterance> digits;
    private static Path train;
    private static Path dev;
    private static Path source;
    private static LearningCurveResult whole;

    @TempDir
    Path folder;

    @BeforeAll
    static void draw() throws IOException {
        digits = TinySpeech.digits();
        train = TinySpeech.manifest(shared.resolve("train.jsonl"), digits.subList(0, 9));
        dev = TinySpeech.manifest(shared.resolve("dev.jsonl"), digits.subList(9, 12));
        source = TinySpeech.bundle(shared.resolve("source.attune"), 1);
        whole = curve(shared.resolve("whole"), AMOUNTS).run(IfPresent.REFUSE, Progress.SILENT);
    }

    private static LearningCurve<SpeechPart> curve(Path out, List<Double> minutes) {
        return curve(out, Datasets.train(train).withDev(dev).withTest(dev), minutes);
    }

    private static LearningCurve<SpeechPart> curve(Path out, Datasets data, List<Double> minutes) {
        return new LearningCurve<>(new SpeechDomain(SpeechChoices.USUAL, FEATURES), request(out, data), minutes);
    }

    private static Sweep.Request request(Path out, Datasets data) {
        List<Try> tries =
                List.of(Try.parse("output", Operation.ALL_LAYERS), Try.parse("scratch,epochs=3", Operation.ALL_LAYERS));
        return new Sweep.Request(new AdaptationRequest(source, data, out).with(SETTINGS), tries, List.of(1L));
    }

    private static byte[] weights(Path curve, String run) throws IOException {
        return BundleEdits.entry(curve.resolve(run).resolve("seed-1/adapted.attune"), "weights.safetensors");
    }

    @Test
    void everyAmountIsASweepAndEveryTryOfItAPoint() throws IOException {
        assertThat(whole.points())
                .extracting(LearningCurveResult.Point::minutes)
                .containsExactly(0.03, 0.03, 0.06, 0.06);
        assertThat(whole.points())
                .extracting(LearningCurveResult.Point::name)
                .containsExactly("output", "scratch,epochs=3", "output", "scratch,epochs=3");
        assertThat(whole.points()).allSatisfy(point -> {
            assertThat(point.dev().measuredOn()).startsWith("3 clips");
            assertThat(point.test()).isNotNull();
            assertThat(Path.of(point.bestRun())).isDirectory();
        });
        for (String amount : List.of(SMALL, LARGE)) {
            assertThat(shared.resolve("whole").resolve(amount))
                    .isDirectoryContaining("glob:**/sweep.json")
                    .isDirectoryContaining("glob:**/adapted.attune");
        }
        assertThat(whole.choices()).hasSize(2).allSatisfy(choice -> {
            assertThat(choice.ties()).contains(choice.best(), choice.chosen());
            assertThat(Path.of(choice.bundle())).exists();
        });
        assertThat(shared.resolve("whole/learning-curve.json")).content().contains("\"points\"");
    }

    @Test
    void aModelSaysHowMuchItLearntFrom() throws IOException {
        assertThat(learntFrom(SMALL)).startsWith("3 clips").isNotEqualTo(learntFrom(LARGE));
    }

    private static String learntFrom(String amount) throws IOException {
        SpeechModel model = SpeechModel.open(shared.resolve("whole").resolve(amount + "/output/seed-1/adapted.attune"));
        return String.valueOf(model.metadata().provenance().get(0).conditions().data());
    }

    @Test
    void anAmountIsWhatASweepOnThoseClipsIs() throws IOException {
        List<Utterance> first =
                attune.corpus.FirstMinutes.of(TrainAndDev.read(List.of(train), Progress.SILENT), 0.03, "train");
        Path part = TinySpeech.manifest(shared.resolve("part.jsonl"), first);
        SweepResult alone = new Sweep<>(
                        new SpeechDomain(SpeechChoices.USUAL, FEATURES),
                        request(folder.resolve("alone"), Datasets.train(part).withDev(dev)))
                .run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(alone.rows().get(0).dev()).isEqualTo(whole.points().get(0).dev());
        assertThat(weights(folder.resolve("alone"), "output"))
                .isEqualTo(weights(shared.resolve("whole"), SMALL + "/output"));
    }

    @Test
    void theOrderOfTheManifestDoesNotMatter() throws IOException {
        List<Utterance> reversed = new ArrayList<>(digits.subList(0, 9));
        Collections.reverse(reversed);
        Path other = TinySpeech.manifest(shared.resolve("reversed.jsonl"), reversed);
        curve(folder.resolve("out"), Datasets.train(other).withDev(dev), List.of(0.03))
                .run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(weights(folder.resolve("out"), SMALL + "/output"))
                .isEqualTo(weights(shared.resolve("whole"), SMALL + "/output"));
    }

    @Test
    void whatIsSetAsideForDevIsTheSameForAllAmounts() throws IOException {
        LearningCurveResult result =
                curve(folder.resolve("out"), Datasets.train(train), AMOUNTS).run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(result.points())
                .allSatisfy(point -> assertThat(point.dev().measuredOn()).startsWith("1 clips"));
        assertThat(result.points()).allSatisfy(point -> assertThat(point.test()).isNull());
    }

    @Test
    void aStoppedCurveGoesOnToTheSameWeightsAndResult() throws IOException {
        Progress killing = new Progress() {
            private int epochs;

            @Override
            public void begin(String name, long total) {
                // The first amount takes two and three; the second of these is stopped in its second try.
                if (name.startsWith("epoch") && ++epochs == 9) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        Path out = folder.resolve("out");
        assertThatThrownBy(() -> curve(out, AMOUNTS).run(IfPresent.REFUSE, killing))
                .hasMessage("killed");
        assertThat(out.resolve(LARGE + "/output/seed-1/adapted.attune")).exists();
        assertThat(out.resolve(LARGE + "/sweep.json")).doesNotExist();
        LearningCurveResult resumed = curve(out, AMOUNTS).run(IfPresent.RESUME, Progress.SILENT);
        assertThat(resumed.points())
                .extracting(LearningCurveResult.Point::dev)
                .isEqualTo(whole.points().stream()
                        .map(LearningCurveResult.Point::dev)
                        .toList());
        for (String run : List.of(SMALL + "/output", LARGE + "/output", LARGE + "/scratch,epochs=3")) {
            assertThat(weights(out, run)).as(run).isEqualTo(weights(shared.resolve("whole"), run));
        }
    }

    @Test
    void aFinishedCurveTakesMoreAmounts() throws IOException {
        Path out = folder.resolve("out");
        curve(out, List.of(0.03)).run(IfPresent.REFUSE, Progress.SILENT);
        LearningCurveResult more = curve(out, AMOUNTS).run(IfPresent.RESUME, Progress.SILENT);
        assertThat(more.choices())
                .extracting(LearningCurveResult.Choice::minutes)
                .containsExactlyElementsOf(AMOUNTS);
    }

    @Test
    void moreThanThereIsIsRefusedBeforeAnythingIsWritten() {
        Path out = folder.resolve("out");
        assertThatThrownBy(() -> curve(out, List.of(0.03, 3.0)).run(IfPresent.REFUSE, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageStartingWith(train + ": has 0.")
                .hasMessageContaining("fewer than the 3.0 asked for");
        assertThat(out).doesNotExist();
    }

    @Test
    void whatIsNoAmountOrGivenTwiceIsRefused() {
        for (double none : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> curve(folder, List.of(none)))
                    .isInstanceOf(UserFault.class)
                    .hasMessageStartingWith("minutes " + none + ": an amount must be more than 0");
        }
        assertThatThrownBy(() -> curve(folder, List.of(1.0, 3.0, 1.0)))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("an amount twice");
    }

    @Test
    void anOrdinarySweepIsNoCurveToGoOnWith() {
        assertThat(Files.exists(shared.resolve("whole/" + SMALL + "/plan.json")))
                .isTrue();
        assertThatThrownBy(
                        () -> curve(shared.resolve("whole/" + SMALL), AMOUNTS).run(IfPresent.RESUME, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("plan.json: is not a plan");
    }
}
