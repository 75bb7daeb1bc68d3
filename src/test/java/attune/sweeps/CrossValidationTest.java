package attune.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Folds;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.CrossValidationResult;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.speech.BundleEdits;
import attune.speech.DecodingOptions;
import attune.speech.HeldOutClips;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import attune.speech.learning.TrainAndDev;
import attune.speech.store.FeatureStore;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validations on nine spoken digits in three folds. */
class CrossValidationTest {
    private static final FeatureStore FEATURES = new FeatureStore();
    private static final Overrides SETTINGS =
            Overrides.NONE.withEpochs(2).withBatchSize(4).withLearningRate(5e-3).withPatience(0);
    private static final List<String> TRIES = List.of("output", "scratch,epochs=3");
    private static final int FOLDS = 3;

    @TempDir
    static Path shared;

    private static Path train;
    private static Path dev;
    private static Path source;
    private static CrossValidationResult whole;

    @TempDir
    Path folder;

    @BeforeAll
    static void validate() throws IOException {
        List<Utterance> digits = TinySpeech.digits();
        train = TinySpeech.manifest(shared.resolve("train.jsonl"), digits.subList(0, 9));
        dev = TinySpeech.manifest(shared.resolve("dev.jsonl"), digits.subList(9, 12));
        source = TinySpeech.bundle(shared.resolve("source.attune"), 1);
        whole = validation(shared.resolve("whole"), FOLDS).run(IfPresent.REFUSE, Progress.SILENT);
    }

    private static CrossValidation<SpeechPart> validation(Path out, int folds) {
        return validation(out, Datasets.train(train), folds);
    }

    private static CrossValidation<SpeechPart> validation(Path out, Datasets data, int folds) {
        List<Try> tries = TRIES.stream()
                .map(text -> Try.parse(text, Operation.ALL_LAYERS))
                .toList();
        Sweep.Request request =
                new Sweep.Request(new AdaptationRequest(source, data, out).with(SETTINGS), tries, List.of(1L, 2L));
        return new CrossValidation<>(new SpeechDomain(SpeechChoices.USUAL, FEATURES), request, folds);
    }

    private static Path run(Path out, int fold, String what, int seed) {
        return out.resolve("fold-" + fold).resolve(what).resolve("seed-" + seed).resolve(Adaptation.BUNDLE);
    }

    private static byte[] weights(Path bundle) throws IOException {
        return BundleEdits.entry(bundle, "weights.safetensors");
    }

    @Test
    void everyClipIsHeardOnceForEachSeed() {
        assertThat(whole.folds()).isEqualTo(FOLDS);
        assertThat(whole.rows()).extracting(CrossValidationResult.Row::name).containsExactlyElementsOf(TRIES);
        assertThat(whole.rows()).allSatisfy(row -> {
            assertThat(row.heldOut().measuredOn()).startsWith("9 clips, 9 words");
            assertThat(row.heldOut().runs()).isEqualTo(2);
        });
        assertThat(whole.rows().get(whole.best()).againstBest()).isNull();
        assertThat(whole.winner().tied()).isTrue();
        assertThat(shared.resolve("whole/cross-validation.json")).content().contains("\"heldOut\"");
        assertThat(shared.resolve("whole/" + Adaptation.BUNDLE)).doesNotExist();
        assertThat(shared.resolve("whole/fold-1/" + Adaptation.BUNDLE)).doesNotExist();
    }

    /** Through the public API, one fold and model at a time. */
    @Test
    void theRateIsThatOfTheModelsOnWhatTheyNeverSaw() throws IOException {
        Folds folds = Folds.of(TrainAndDev.read(List.of(train), Progress.SILENT), FOLDS, TextNormalizer.ENGLISH_BASIC);
        long errors = 0;
        for (int fold = 1; fold <= FOLDS; fold++) {
            for (int seed = 1; seed <= 2; seed++) {
                SpeechModel model = SpeechModel.open(run(shared.resolve("whole"), fold, TRIES.get(1), seed));
                errors +=
                        HeldOutClips.score(
                                        model,
                                        DecodingOptions.GREEDY.decoder(model),
                                        folds.heldOut(fold),
                                        Progress.SILENT)
                                .stream()
                                .mapToLong(clip -> clip.words().errors())
                                .sum();
            }
        }
        assertThat(whole.rows().get(1).heldOut().error()).isEqualTo(errors / 18.0);
    }

    @Test
    void aFoldIsTrainedAsAdaptWouldOnAllOthers() throws IOException {
        Folds folds = Folds.of(TrainAndDev.read(List.of(train), Progress.SILENT), FOLDS, TextNormalizer.ENGLISH_BASIC);
        Path others = TinySpeech.manifest(shared.resolve("others.jsonl"), folds.allBut(2));
        AdaptationRequest alone = new AdaptationRequest(source, Datasets.train(others), folder.resolve("alone"))
                .with(Operation.NEW_OUTPUT)
                .with(SETTINGS.withSeed(2));
        Path bundle = new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), alone)
                .run(IfPresent.REFUSE, Progress.SILENT)
                .bundle();
        assertThat(weights(bundle)).isEqualTo(weights(run(shared.resolve("whole"), 2, "output", 2)));
    }

    @Test
    void aStoppedOneGoesOnToTheSameWeightsAndResult() throws IOException {
        Progress killing = new Progress() {
            private int epochs;

            @Override
            public void begin(String name, long total) {
                // A fold has ten epochs; the second is stopped in the middle of its second run.
                if (name.startsWith("epoch") && ++epochs == 14) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        Path out = folder.resolve("out");
        assertThatThrownBy(() -> validation(out, FOLDS).run(IfPresent.REFUSE, killing))
                .hasMessage("killed");
        assertThat(run(out, 2, "output", 1)).exists();
        assertThat(run(out, 2, TRIES.get(1), 1)).doesNotExist();
        CrossValidationResult resumed = validation(out, FOLDS).run(IfPresent.RESUME, Progress.SILENT);
        for (int i = 0; i < TRIES.size(); i++) {
            assertThat(resumed.rows().get(i).heldOut())
                    .isEqualTo(whole.rows().get(i).heldOut());
            assertThat(weights(run(out, 2, TRIES.get(i), 1)))
                    .as(TRIES.get(i))
                    .isEqualTo(weights(run(shared.resolve("whole"), 2, TRIES.get(i), 1)));
        }
        assertThat(resumed.chosen()).isEqualTo(whole.chosen());
        assertThatThrownBy(() -> validation(out, 2).run(IfPresent.RESUME, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("was started with folds 3, not 2");
    }

    @Test
    void givenDevIsTakenForEveryFold() throws IOException {
        CrossValidationResult result = validation(
                        folder.resolve("out"), Datasets.train(train).withDev(dev), 2)
                .run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(result.winner().heldOut().measuredOn()).startsWith("9 clips");
        assertThat(folder.resolve("out/fold-2/output/seed-1/plan.json"))
                .content()
                .contains("dev.jsonl");
    }

    @Test
    void foldsThatCannotBeAreRefusedBeforeAnythingIsWritten() {
        Path out = folder.resolve("out");
        for (int few : new int[] {-1, 0, 1}) {
            assertThatThrownBy(() -> validation(out, few))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("folds " + few + ": cross-validation needs at least 2 folds");
        }
        assertThatThrownBy(() -> validation(out, 10).run(IfPresent.REFUSE, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("9 different texts");
        assertThat(out).doesNotExist();
    }

    @Test
    void anotherTestIsRefused() {
        assertThatThrownBy(() -> validation(folder, Datasets.train(train).withTest(dev), 2))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("test: cannot be used with folds");
    }
}
