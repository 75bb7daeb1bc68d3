package attune.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.features.LogMelFrontEnd;
import attune.progress.Progress;
import attune.results.SweepResult;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.RateFactors;
import attune.speech.BundleEdits;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import attune.speech.language.LanguageTexts;
import attune.speech.learning.TrainAndDev;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on twelve spoken digits and a network of a few thousand weights. */
class SweepTest {
    private static final String WEIGHTS = "weights.safetensors";
    private static final FeatureStore FEATURES = new FeatureStore();
    private static final Overrides SETTINGS =
            Overrides.NONE.withEpochs(2).withBatchSize(4).withLearningRate(5e-3).withPatience(0);
    private static final Operation COMMON = Operation.ALL_LAYERS;

    @TempDir
    static Path shared;

    private static Path train;
    private static Path dev;
    private static Path source;
    private static SweepResult whole;

    @TempDir
    Path folder;

    @BeforeAll
    static void sweep() throws IOException {
        List<Utterance> digits = TinySpeech.digits();
        train = TinySpeech.manifest(shared.resolve("train.jsonl"), digits.subList(0, 9));
        dev = TinySpeech.manifest(shared.resolve("dev.jsonl"), digits.subList(9, 12));
        source = TinySpeech.bundle(shared.resolve("source.attune"), 1);
        whole = sweep(into(shared.resolve("whole"), List.of(1L, 2L), "output", "all", "scratch,epochs=3"))
                .run(IfPresent.REFUSE, Progress.SILENT);
    }

    private static Sweep.Request into(Path out, List<Long> seeds, String... tries) {
        return into(
                out,
                seeds,
                List.of(tries).stream().map(text -> Try.parse(text, COMMON)).toList());
    }

    private static Sweep.Request into(Path out, List<Long> seeds, List<Try> tries) {
        return new Sweep.Request(common(source, out), tries, seeds);
    }

    private static AdaptationRequest common(Path model, Path out) {
        return new AdaptationRequest(model, Datasets.train(train).withDev(dev).withTest(dev), out).with(SETTINGS);
    }

    private static Sweep<SpeechPart> sweep(Sweep.Request request) {
        return new Sweep<>(new SpeechDomain(SpeechChoices.USUAL, FEATURES), request);
    }

    private static byte[] weights(Path bundle) throws IOException {
        return BundleEdits.entry(bundle, WEIGHTS);
    }

    @Test
    void everyMemberIsARunOfItsOwnAsAdaptWouldHaveMadeIt() throws IOException {
        Path run = shared.resolve("whole/all/seed-2");
        assertThat(run).isDirectoryContaining("glob:**plan.json").isDirectoryContaining("glob:**layers.txt");
        Try all = Try.parse("all", COMMON);
        AdaptationRequest alone = new AdaptationRequest(
                        source, Datasets.train(train).withDev(dev), folder)
                .with(all.operation())
                .with(SETTINGS.withSeed(2));
        Path bundle = new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), alone)
                .run(IfPresent.REFUSE, Progress.SILENT)
                .bundle();
        assertThat(weights(run.resolve("adapted.attune"))).isEqualTo(weights(bundle));
    }

    @Test
    void aRateOfTheTrunkIsForTheTriesThatTrainIt() throws IOException {
        Operation slow = Operation.ALL_LAYERS.rates(RateFactors.USUAL.withTrunk(0.5));
        SweepResult result = sweep(
                        into(folder, List.of(1L), List.of(Try.parse("output", slow), Try.parse("all", slow))))
                .run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(result.rows()).hasSize(2);
        assertThat(folder.resolve("output/seed-1/plan.json")).content().containsPattern("\"trunk\" : 1\\.0");
        assertThat(folder.resolve("all/seed-1/plan.json")).content().containsPattern("\"trunk\" : 0\\.5");
    }

    @Test
    void rowsTellWhatTrainingTook() {
        assertThat(whole.rows()).extracting(SweepResult.Row::name).containsExactly("output", "all", "scratch,epochs=3");
        assertThat(whole.rows()).extracting(SweepResult.Row::steps).containsExactly(6.0, 6.0, 9.0);
        assertThat(whole.rows().get(0).trainedParameters())
                .isLessThan(whole.rows().get(1).trainedParameters());
        assertThat(whole.rows().get(2).trainedParameters())
                .isEqualTo(whole.rows().get(1).trainedParameters());
        assertThat(whole.rows()).allSatisfy(row -> {
            assertThat(row.dev().measuredOn()).isEqualTo("3 clips, 3 words, decoded greedily");
            assertThat(row.dev().runs()).isEqualTo(2);
            assertThat(row.test()).isEqualTo(row.dev()); // the same clips were given as both
            assertThat(row.seconds()).isPositive();
        });
    }

    @Test
    void theCheapestTieIsChosenAndCopied() throws IOException {
        SweepResult.Row winner = whole.winner();
        assertThat(winner.tied()).isTrue();
        assertThat(whole.rows())
                .filteredOn(SweepResult.Row::tied)
                .allSatisfy(
                        row -> assertThat(row.trainedParameters()).isGreaterThanOrEqualTo(winner.trainedParameters()));
        assertThat(whole.rows().get(whole.best()).againstBest()).isNull();
        assertThat(Path.of(whole.bundle()))
                .hasSameBinaryContentAs(Path.of(winner.bestRun()).resolve("adapted.attune"));
        assertThat(shared.resolve("whole/sweep.json")).content().contains("\"chosen\"");
    }

    @Test
    void scratchHearsByItsOwnCorpusAndStartsFromRandomWeights() throws IOException {
        SpeechModel untrained = SpeechModel.open(shared.resolve("whole/scratch,epochs=3/untrained-1.attune"));
        LogMelFrontEnd standard = LogMelFrontEnd.standard();
        List<Utterance> clips = TrainAndDev.read(List.of(train), Progress.SILENT);
        assertThat(untrained.format().frontEnd())
                .isEqualTo(standard.with(FEATURES.statistics(clips, standard, Progress.SILENT)));
        assertThat(untrained.network().getLayer("lstm1").params())
                .isNotEqualTo(
                        SpeechModel.open(source).network().getLayer("lstm1").params());
        Path adapted = shared.resolve("whole/scratch,epochs=3/seed-1/adapted.attune");
        assertThat(SpeechModel.open(adapted).metadata().provenance())
                .extracting(step -> step.what())
                .containsExactly("random weights", "adapt");
    }

    @Test
    void aStoppedSweepGoesOnAndLeavesFinishedRunsAlone() throws IOException {
        List<Long> seeds = List.of(1L, 2L);
        String[] tries = {"output", "all", "scratch,epochs=3"};
        Progress killing = new Progress() {
            private int epochs;

            @Override
            public void begin(String name, long total) {
                // Output's two epochs with the first seed, then the second of all: one run done, one in its middle.
                if (name.startsWith("epoch") && ++epochs == 4) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> sweep(into(folder, seeds, tries)).run(IfPresent.REFUSE, killing))
                .hasMessage("killed");
        assertThat(folder.resolve("all/seed-1/adapted.attune")).doesNotExist();
        Path done = folder.resolve("output/seed-1/adapted.attune");
        FileTime written = Files.getLastModifiedTime(done);
        SweepResult resumed = sweep(into(folder, seeds, tries)).run(IfPresent.RESUME, Progress.SILENT);
        assertThat(Files.getLastModifiedTime(done)).isEqualTo(written);
        for (int i = 0; i < tries.length; i++) {
            assertThat(resumed.rows().get(i).dev())
                    .isEqualTo(whole.rows().get(i).dev());
            assertThat(weights(folder.resolve(tries[i] + "/seed-1/adapted.attune")))
                    .as(tries[i])
                    .isEqualTo(weights(shared.resolve("whole/" + tries[i] + "/seed-1/adapted.attune")));
        }
        assertThat(resumed.chosen()).isEqualTo(whole.chosen());
    }

    @Test
    void aFinishedSweepTakesMoreTries() throws IOException {
        List<Long> seeds = List.of(1L);
        sweep(into(folder, seeds, "output")).run(IfPresent.REFUSE, Progress.SILENT);
        SweepResult more = sweep(into(folder, seeds, "output", "two-stage")).run(IfPresent.RESUME, Progress.SILENT);
        assertThat(more.rows()).extracting(SweepResult.Row::name).containsExactly("output", "two-stage");
        assertThat(more.rows().get(1).steps()).as("of both stages").isEqualTo(6);
        assertThat(folder.resolve("two-stage/seed-1/adapted.attune")).exists();
    }

    @Test
    void anEarlierRunsPlanIsATryToo() throws IOException {
        Try again = Try.of(shared.resolve("whole/output/seed-1/plan.json"), COMMON);
        assertThat(again.text()).isEqualTo("output,keep-until=lstm2");
    }

    @Test
    void anImpossibleTryIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> sweep(into(folder.resolve("run"), List.of(1L), "output", "last:9"))
                        .run(IfPresent.REFUSE, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("last:9");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void theSameTryOrSeedTwiceIsRefused() {
        assertThatThrownBy(() -> into(folder, List.of(1L), "all", "all"))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("given twice");
        assertThatThrownBy(() -> into(folder, List.of(1L, 1L), "all"))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("a seed twice");
    }

    @Test
    void anotherModelOrLanguageModelIsNoSweepToGoOnWith() throws IOException {
        sweep(into(folder, List.of(1L), "output")).run(IfPresent.REFUSE, Progress.SILENT);
        Path other = TinySpeech.bundle(shared.resolve("other.attune"), 2);
        assertThatThrownBy(() -> goOn(other, LanguageTexts.USUAL))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("another model");
        assertThatThrownBy(() -> goOn(source, LanguageTexts.NONE))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("another output, augmentation, language model");
    }

    private SweepResult goOn(Path model, LanguageTexts language) throws IOException {
        Sweep.Request request = new Sweep.Request(
                common(model, folder), into(folder, List.of(1L), "output").tries(), List.of(1L));
        SpeechDomain domain = new SpeechDomain(SpeechChoices.USUAL.withLanguage(language), FEATURES);
        return new Sweep<>(domain, request).run(IfPresent.RESUME, Progress.SILENT);
    }
}
