package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.Part;
import attune.runs.Reproduction;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.vision.DrawnShapes;
import attune.vision.adaptation.ImageChoices;
import attune.vision.adaptation.ImageDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finished runs trained again. */
class ReproduceTest {
    @TempDir
    static Path shared;

    private static Path source;
    private static Path run;

    @TempDir
    Path folder;

    @BeforeAll
    static void adapt() throws IOException {
        source = TinySpeech.bundle(shared.resolve("source.attune"), 1);
        run = shared.resolve("run");
        AdaptationRequest request = new AdaptationRequest(source, TinyRuns.digits(shared, 9, 3), run)
                .with(Operation.ALL_LAYERS.trainLayers("two-stage:1").insert("dense:6:relu"))
                .with(Overrides.NONE.withEpochs(3).withBatchSize(4).withSeed(5).withAugment("speed,mask"));
        TinyRuns.run(request, IfPresent.REFUSE, Progress.SILENT);
    }

    private static Reproduction.Request into(Path out) {
        return new Reproduction.Request(Optional.empty(), List.of(), List.of(), List.of(), out, "attune reproduce …");
    }

    private static Reproduction.Result reproduce(Path run, Reproduction.Request request) throws IOException {
        return reproduce(run, request, IfPresent.REFUSE, Progress.SILENT);
    }

    private static Reproduction.Result reproduce(
            Path run, Reproduction.Request request, IfPresent ifPresent, Progress progress) throws IOException {
        return new Reproduce(run, new SpeechDomain(SpeechChoices.USUAL), request).run(ifPresent, progress);
    }

    @Test
    void theSamePlanGivesTheSameBits() throws IOException {
        Reproduction.Result result = reproduce(run, into(folder.resolve("again")));
        assertThat(result.changes()).isEmpty();
        assertThat(result.different()).isEmpty();
        assertThat(result.reproduced()).isTrue();
    }

    @Test
    void aReproductionGoesOnButNotInTheFolderOfAnotherRun() throws IOException {
        Reproduction.Request request = into(folder.resolve("again"));
        assertThatThrownBy(() -> reproduce(run, request, IfPresent.REFUSE, new StopAfter(4)))
                .isInstanceOf(StoppedException.class);
        assertThat(reproduce(run, request, IfPresent.RESUME, Progress.SILENT).reproduced())
                .isTrue();
        Path other = folder.resolve("other");
        AdaptationRequest adapt = new AdaptationRequest(source, TinyRuns.digits(shared, 9, 3), other)
                .with(Overrides.NONE.withEpochs(1).withSeed(77));
        TinyRuns.run(adapt, IfPresent.REFUSE, Progress.SILENT);
        String plan = Files.readString(other.resolve("plan.json"));
        assertThatThrownBy(() -> reproduce(run, into(other), IfPresent.RESUME, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("holds a run with other settings");
        assertThat(other.resolve("plan.json")).hasContent(plan);
    }

    @Test
    void picturesToo() throws IOException {
        Path pictures = DrawnShapes.folder(folder.resolve("pictures"), 1, 6, 6, 6);
        Path first = folder.resolve("first");
        AdaptationRequest request = new AdaptationRequest(
                        DrawnShapes.bundle(folder.resolve("shapes.attune"), 2), Datasets.train(pictures), first)
                .with(Overrides.NONE.withEpochs(2).withSeed(4));
        new Adaptation<>(new ImageDomain(ImageChoices.USUAL), request).run(IfPresent.REFUSE, Progress.SILENT);
        Reproduction.Result result = reproduce(first, into(folder.resolve("again")));
        assertThat(result.changes()).isEmpty();
        assertThat(result.different()).isEmpty();
    }

    @Test
    void changedClipsAreToldAndTheModelsComparedOnDev() throws IOException {
        Path fewer = TinySpeech.manifest(
                folder.resolve("fewer.jsonl"), TinySpeech.digits().subList(0, 6));
        Reproduction.Request request = new Reproduction.Request(
                Optional.empty(), List.of(fewer), List.of(), List.of(), folder.resolve("again"), "attune reproduce …");
        Reproduction.Result result = reproduce(run, request);
        assertThat(result.changes())
                .singleElement()
                .asString()
                .contains("clips")
                .contains("have changed");
        assertThat(result.different()).contains("weights.safetensors");
        assertThat(result.compared())
                .hasValueSatisfying(compared -> assertThat(compared.examples()).isEqualTo(3));
    }

    @Test
    void anotherMachineIsTold() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.createDirectories(elsewhere);
        Files.copy(run.resolve("adapted.attune"), elsewhere.resolve("adapted.attune"));
        String plan = Files.readString(run.resolve("plan.json"));
        Files.writeString(
                elsewhere.resolve("plan.json"),
                plan.replaceAll("\"processor\" : \"[^\"]*\"", "\"processor\" : \"M68000\""));
        Reproduction.Result result = reproduce(elsewhere, into(folder.resolve("again")));
        assertThat(result.changes()).singleElement().asString().startsWith("processor then: M68000, now: ");
        assertThat(result.reproduced()).isTrue();
    }

    /** Which clips are held out depends on their normalised texts. */
    @Test
    void aRunInAnotherLanguageHoldsOutTheSameClips() throws IOException {
        Path german = folder.resolve("german");
        AdaptationRequest request = new AdaptationRequest(
                        source, TinyRuns.numbered(folder.resolve("all.jsonl")), german)
                .with(Overrides.NONE.withEpochs(1).withSeed(1));
        TinyRuns.inGerman(request).run(IfPresent.REFUSE, Progress.SILENT);
        Reproduction.Result result = reproduce(german, into(folder.resolve("again")));
        assertThat(result.changes()).isEmpty();
        assertThat(result.different()).isEmpty();
    }

    @Test
    void aRunOnAPartOfItsDataIsRefused() throws IOException {
        Path part = folder.resolve("part");
        AdaptationRequest request = new AdaptationRequest(
                        source, TinyRuns.digits(folder, 9, 3).withPart(new Part.Minutes(0.05)), part)
                .with(Overrides.NONE.withEpochs(1));
        TinyRuns.run(request, IfPresent.REFUSE, Progress.SILENT);
        assertThatThrownBy(() -> reproduce(part, into(folder.resolve("again"))))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("learnt from a part of its data (the first 0.05 minutes)");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        Path moved = folder.resolve("moved");
        Files.createDirectories(moved);
        Files.copy(run.resolve("adapted.attune"), moved.resolve("adapted.attune"));
        Files.writeString(
                moved.resolve("plan.json"),
                Files.readString(run.resolve("plan.json")).replace("train.jsonl", "gone.jsonl"));
        assertThatThrownBy(() -> reproduce(moved, into(folder.resolve("again"))))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("gone.jsonl: is not there");
        assertThatThrownBy(() -> reproduce(folder, into(folder.resolve("again"))))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("has no adapted.attune");
        assertThat(folder.resolve("again")).doesNotExist();
    }
}
