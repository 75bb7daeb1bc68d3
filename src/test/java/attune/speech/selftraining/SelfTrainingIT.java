package attune.speech.selftraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.Attune;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Overrides;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.language.LanguageTexts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped model learns a few clips nearly by heart, so that it is sure of some others. */
class SelfTrainingIT {
    private static final Path SOURCE = Path.of("models/source-en/source-en.attune");

    @TempDir
    static Path shared;

    private static Path train;
    private static Path rest;
    private static Path whole;
    private static final List<String> NOTES = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void adapt() throws IOException {
        List<Utterance> shortest = Manifest.read(TinySpeech.CORPUS.resolve("train.jsonl")).stream()
                .sorted(Comparator.comparingDouble((Utterance one) -> one.clip().knownDurationSeconds())
                        .thenComparing(Utterance::id))
                .toList();
        train = TinySpeech.manifest(shared.resolve("train.jsonl"), shortest.subList(0, 30));
        rest = TinySpeech.manifest(
                shared.resolve("rest.jsonl"),
                shortest.subList(20, 40).stream()
                        .map(one -> new Utterance(one.id(), one.clip(), Optional.empty(), one.where(), one.extra()))
                        .toList());
        whole = shared.resolve("whole");
        selfTraining(whole, rest).run(IfPresent.REFUSE, new Progress() {
            @Override
            public void note(String line) {
                NOTES.add(line);
            }
        });
    }

    /** Dev is train, so that a few epochs are enough to be sure. */
    private static SelfTraining selfTraining(Path out, Path untranscribed) {
        AdaptationRequest request = new AdaptationRequest(
                        SOURCE, Datasets.train(train).withDev(train), out)
                .with(Overrides.NONE.withEpochs(8).withPatience(0).withSeed(1));
        SpeechChoices choices = SpeechChoices.USUAL.withLanguage(LanguageTexts.NONE);
        return new SelfTraining(new SpeechDomain(choices), request, new Untranscribed(List.of(untranscribed), 1));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }

    @Test
    void theFolderSaysWhatWasLearntAndWhetherItHelped() throws IOException {
        assertThat(NOTES).anyMatch(line -> line.startsWith("10 of 20 untranscribed recordings are also in train"));
        JsonNode outcome = json(whole.resolve("outcome.json"));
        JsonNode round = outcome.at("/rounds/0");
        List<Utterance> drafts = Manifest.read(whole.resolve("drafts-1.jsonl"));
        assertThat(drafts).hasSize(round.get("learnt").asInt()).isNotEmpty();
        assertThat(round.get("drafted").asInt()).isBetween(drafts.size(), 10);
        assertThat(drafts)
                .allSatisfy(draft -> assertThat(Double.parseDouble(draft.extra().get("confidence")))
                        .isGreaterThanOrEqualTo(round.get("leastConfidence").asDouble() - 0.0005));
        double before =
                json(whole.resolve("round-0/outcome.json")).get("bestScore").asDouble();
        double after =
                json(whole.resolve("round-1/outcome.json")).get("bestScore").asDouble();
        assertThat(round.get("devScore").asDouble()).isEqualTo(after);
        assertThat(round.get("kept").asBoolean()).isEqualTo(after < before);
        assertThat(outcome.get("bestScore").asDouble()).isEqualTo(Math.min(before, after));
        SpeechModel best = SpeechModel.open(whole.resolve(Adaptation.BUNDLE));
        assertThat(best.metadata()
                        .provenance()
                        .get(best.metadata().provenance().size() - 1)
                        .results()
                        .keySet())
                .contains("best epoch");
        assertThat(Manifest.read(whole.resolve("dev.jsonl"))).hasSize(30);
    }

    @Test
    void aRunKilledInAnyRoundGoesOnToTheSameResult() throws IOException {
        for (int trainings = 1; trainings <= 2; trainings++) {
            Kill kill = new Kill(8 * (trainings - 1) + 3);
            Path out = folder.resolve("killed-" + trainings);
            assertThatThrownBy(() -> selfTraining(out, rest).run(IfPresent.REFUSE, kill))
                    .hasMessage("killed");
            assertThat(out.resolve(Adaptation.BUNDLE)).doesNotExist();
            selfTraining(out, rest).run(IfPresent.RESUME, Progress.SILENT);
            assertThat(Files.readString(out.resolve("drafts-1.json")))
                    .isEqualTo(Files.readString(whole.resolve("drafts-1.json")));
            assertThat(SpeechModel.open(out.resolve(Adaptation.BUNDLE))
                            .network()
                            .params())
                    .isEqualTo(SpeechModel.open(whole.resolve(Adaptation.BUNDLE))
                            .network()
                            .params());
        }
    }

    @Test
    void otherRecordingsAreRefusedOnResumption() throws IOException {
        Path other = TinySpeech.manifest(
                folder.resolve("other.jsonl"), Manifest.read(rest).subList(10, 15));
        assertThatThrownBy(() -> selfTraining(whole, other).run(IfPresent.RESUME, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("are not those this run was started with");
    }

    @Test
    void theRecordingsAreAskedForOnResumptionWithoutThem() {
        assertThatThrownBy(() -> Attune.adapt(SOURCE)
                        .train(train)
                        .dev(train)
                        .out(whole)
                        .ifPresent(IfPresent.RESUME)
                        .run())
                .isInstanceOf(UserFault.class)
                .hasMessage(whole.resolve("plan.json") + ": this run also learns from recordings without transcripts ("
                        + rest + "); give them with untranscribed, or start anew with overwrite");
    }

    /** Ends the process, so to speak, at the beginning of an epoch. */
    private static final class Kill implements Progress {
        private int epochs;

        Kill(int epochs) {
            this.epochs = epochs;
        }

        @Override
        public void begin(String name, long total) {
            if (name.startsWith("epoch") && --epochs == 0) {
                throw new IllegalStateException("killed");
            }
        }
    }
}
