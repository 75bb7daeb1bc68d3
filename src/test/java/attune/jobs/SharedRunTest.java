package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.exchange.Exchange;
import attune.exchange.RankLostException;
import attune.exchange.Ranks;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.Reproduction;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import attune.speech.learning.NetworkShape;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An adaptation that several ranks share. */
class SharedRunTest {
    private static final Overrides SETTINGS = Overrides.NONE
            .withEpochs(4)
            .withBatchSize(4)
            .withLearningRate(3e-3)
            .withAugment("none")
            .withBlend(false);

    @TempDir
    Path folder;

    private Path source;
    private Datasets data;

    @BeforeEach
    void prepare() throws IOException {
        source = TinySpeech.bundle(folder.resolve("source.attune"), 1);
        data = TinyRuns.digits(folder, 9, 3);
    }

    private Adaptation<SpeechPart> adaptation(Exchange exchange, String out, AdaptationRequest request) {
        // Only the first rank needs a folder.
        Path own = exchange.leads() ? folder.resolve(out) : folder.resolve("nothing");
        return new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), request.into(own), exchange);
    }

    private AdaptationRequest request(Overrides settings) {
        return new AdaptationRequest(source, data, folder).with(settings);
    }

    /** Has all ranks adapt; returns the warnings of the first. */
    private List<String> adapt(int ranks, String out, AdaptationRequest request, IfPresent ifPresent) {
        return Ranks.run(ranks, exchange -> {
                    List<String> warnings = new ArrayList<>();
                    Progress progress = new Progress() {
                        @Override
                        public void warn(String line) {
                            warnings.add(line);
                        }
                    };
                    if (exchange.leads()) {
                        adaptation(exchange, out, request).run(ifPresent, progress);
                    } else {
                        adaptation(exchange, out, request).follow(progress);
                    }
                    return warnings;
                })
                .get(0);
    }

    private SpeechModel adapted(String out) throws IOException {
        return SpeechModel.open(folder.resolve(out).resolve(Adaptation.BUNDLE));
    }

    @Test
    void givesTheModelOfOneMachine() throws IOException {
        adapt(1, "one", request(SETTINGS), IfPresent.REFUSE);
        adapt(3, "three", request(SETTINGS), IfPresent.REFUSE);
        double[] expected = adapted("one").network().params().toDoubleVector();
        // Weights of 16 bits, some of which are rounded the other way.
        assertThat(adapted("three").network().params().toDoubleVector()).containsExactly(expected, within(2e-3));
        assertThat(adapted("three").metadata().provenance().get(0).results())
                .containsEntry("ranks", "3, gradients summed");
        assertThat(adapted("one").metadata().provenance().get(0).results()).doesNotContainKey("ranks");
        assertThat(changesOf("three")).containsExactly("ranks then: 3, gradients summed; now: 1");
        assertThat(changesOf("one")).isEmpty();
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    private List<String> changesOf(String out) throws IOException {
        Reproduction.Request again = new Reproduction.Request(
                Optional.empty(), List.of(), List.of(), List.of(), folder.resolve(out + "-again"), "a test");
        return new Reproduce(folder.resolve(out), new SpeechDomain(SpeechChoices.USUAL), again)
                .run(IfPresent.REFUSE, Progress.SILENT)
                .changes();
    }

    @Test
    void pretrainingGivesTheModelOfOneMachine() throws IOException {
        double[] expected = pretrained(1);
        assertThat(pretrained(2)).containsExactly(expected, within(2e-3));
    }

    private double[] pretrained(int ranks) throws IOException {
        Path out = folder.resolve("pretrained" + ranks);
        Pretrain.Request request = new Pretrain.Request(
                data,
                out,
                Optional.empty(),
                NetworkShape.bidirectional(2, 12),
                SETTINGS,
                Optional.empty(),
                "CC0-1.0",
                "a test");
        Ranks.run(ranks, exchange -> {
            Pretrain pretrain = new Pretrain(request, new FeatureStore(), exchange);
            if (exchange.leads()) {
                return pretrain.run(IfPresent.REFUSE, Progress.SILENT);
            }
            pretrain.follow(Progress.SILENT);
            return out;
        });
        return SpeechModel.open(out.resolve(Pretrain.BUNDLE)).network().params().toDoubleVector();
    }

    @Test
    void ofBlocksThatAreTooFewSaysWhatWouldDo() throws IOException {
        List<String> warnings = adapt(2, "blocks", request(SETTINGS.withBlockSteps(1)), IfPresent.REFUSE);
        assertThat(warnings)
                .contains(
                        "this run is too small for 2 ranks: it has 6 blocks of 1 steps, and should have 100; start one"
                                + " rank, or shorten the blocks");
        assertThat(adapted("blocks").metadata().provenance().get(0).results())
                .containsEntry("ranks", "2, averaged after blocks of 1 steps");
    }

    @Test
    void ofBatchesThatAreTooSmallSaysSo() {
        assertThat(adapt(5, "small", request(SETTINGS.withEpochs(1)), IfPresent.REFUSE))
                .contains("batches of 4 leave some of 5 ranks without work; start fewer, or take larger batches");
    }

    @ParameterizedTest
    @CsvSource({"two-stage, 1, of two stages", "all, 2, that is the mean of several"})
    void whatOneMachineMustDoIsRefused(String layers, int runs, String rule) {
        AdaptationRequest request = request(SETTINGS.withRuns(runs)).with(Operation.ALL_LAYERS.trainLayers(layers));
        assertRefused(request, request, 0, "cannot share a run " + rule);
    }

    @Test
    void otherClipsOnAnotherRankAreRefused() {
        AdaptationRequest others = request(SETTINGS).with(data.withTrain(data.dev()));
        assertRefused(request(SETTINGS), others, 1, "this run was started with train");
    }

    /** One of two ranks refuses, and the other ends, too. */
    private void assertRefused(AdaptationRequest first, AdaptationRequest second, int refusing, String rule) {
        List<Throwable> ends = Ranks.run(2, exchange -> {
            try {
                if (exchange.leads()) {
                    adaptation(exchange, "refused", first).run(IfPresent.REFUSE, Progress.SILENT);
                } else {
                    adaptation(exchange, "refused", second).follow(Progress.SILENT);
                }
                return new AssertionError("not refused");
            } catch (UserFault | IOException | java.io.UncheckedIOException e) {
                exchange.close();
                return e;
            }
        });
        assertThat(ends.get(refusing)).isInstanceOf(UserFault.class).hasMessageContaining(rule);
        assertThat(RankLostException.isIn(ends.get(1 - refusing))).isTrue();
    }
}
