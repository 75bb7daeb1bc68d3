package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.BrokenOffException;
import attune.runs.IfPresent;
import attune.runs.JsonFile;
import attune.runs.Overrides;
import attune.runs.RunOutcome;
import attune.speech.BundleEdits;
import attune.speech.SpeechModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trains a small network from random weights, like a user. */
class PretrainTest extends SpokenDigits {
    @Test
    void leavesPlanLogCheckpointsAndBundle() throws IOException {
        assertThat(contents(shared.resolve("source")))
                .containsExactly(
                        "checkpoints",
                        "dev.jsonl",
                        "layers.txt",
                        "log.jsonl",
                        "model.attune",
                        "outcome.json",
                        "plan.json");
        assertThat(SpeechModel.open(source).metadata().provenance())
                .singleElement()
                .satisfies(step -> assertThat(step.what()).isEqualTo("pretrain"));
    }

    @Test
    void whatOnlyAnAdaptationHasIsRefused() {
        for (Overrides training : List.of(
                settings(3).withRuns(2),
                settings(3).withKeepClose(1),
                settings(3).withBlend(true))) {
            assertThatThrownBy(() -> pretrainInto(folder, training))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("is for models that are adapted");
        }
    }

    /** Where the disk is full at the last step, for instance. */
    @Test
    void aModelThatCannotBeWrittenLeavesARunToGoOnWith() throws IOException {
        Path inTheWay = folder.resolve("run").resolve(Pretrain.BUNDLE).resolve("in-the-way");
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                try {
                    Files.createDirectories(inTheWay);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        Pretrain pretrain =
                new Pretrain(pretrainInto(folder.resolve("run"), settings(3).withEpochs(1)));
        assertThatThrownBy(() -> pretrain.run(IfPresent.REFUSE, progress)).isInstanceOf(BrokenOffException.class);
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertThat(pretrain.run(IfPresent.RESUME, Progress.SILENT)).exists();
    }

    @Test
    void theLossFalls() throws IOException {
        List<JsonNode> epochs = log(shared.resolve("source"));
        assertThat(epochs).hasSize(EPOCHS);
        assertThat(epochs.get(EPOCHS - 1).get("loss").asDouble())
                .isLessThan(0.85 * epochs.get(0).get("loss").asDouble());
        assertThat(epochs).extracting(epoch -> epoch.get("epoch").asInt()).containsExactly(1, 2, 3);
    }

    @Test
    void theSameSeedGivesTheSameWeights() throws IOException {
        Path again = new Pretrain(pretrainInto(folder)).run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(BundleEdits.entry(again, WEIGHTS)).isEqualTo(BundleEdits.entry(source, WEIGHTS));
    }

    @Test
    void aStoppedRunGoesOnToTheSameWeights() throws IOException {
        // Nine clips in batches of four: the second epoch is batches 4 to 6.
        assertThatThrownBy(() -> new Pretrain(pretrainInto(folder)).run(IfPresent.REFUSE, new KillAfter(5)))
                .hasMessage("killed");
        assertThat(folder.resolve("model.attune")).doesNotExist();
        Path resumed = new Pretrain(pretrainInto(folder)).run(IfPresent.RESUME, Progress.SILENT);
        assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(source, WEIGHTS));
        assertThat(log(folder)).hasSize(EPOCHS);
        RunOutcome outcome = JsonFile.read(folder.resolve(RunOutcome.FILE), "an outcome", "-", RunOutcome.class);
        assertThat(outcome.epochs()).isEqualTo(EPOCHS);
        assertThat(outcome.steps()).as("of both processes").isEqualTo(3 * EPOCHS);
        assertThat(outcome.stepsToBest()).isEqualTo(3L * outcome.bestEpoch());
    }

    @Test
    void aStoppedRunOnAlteredSoundGoesOnToTheSameWeightsAsWell() throws IOException {
        Overrides full = settings(3).withAugment("full");
        Path whole = new Pretrain(pretrainInto(folder.resolve("whole"), full)).run(IfPresent.REFUSE, Progress.SILENT);
        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> new Pretrain(pretrainInto(broken, full)).run(IfPresent.REFUSE, new KillAfter(5)))
                .hasMessage("killed");
        Path resumed = new Pretrain(pretrainInto(broken)).run(IfPresent.RESUME, Progress.SILENT);
        assertThat(BundleEdits.entry(resumed, WEIGHTS))
                .isEqualTo(BundleEdits.entry(whole, WEIGHTS))
                .isNotEqualTo(BundleEdits.entry(source, WEIGHTS));
        assertThat(SpeechModel.open(resumed)
                        .metadata()
                        .provenance()
                        .get(0)
                        .results()
                        .get("augmentation"))
                .contains("\"room\":{\"probability\":0.25");
    }
}
