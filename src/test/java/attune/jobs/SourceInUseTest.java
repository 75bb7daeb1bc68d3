package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.Inspection;
import attune.runs.Adaptation;
import attune.runs.Operation;
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

/** What is done with a model: evaluation, transcription, plans and inspection. */
class SourceInUseTest extends SpokenDigits {
    @Test
    void evaluationComparesAModelWithTheFirst() throws IOException {
        List<Evaluated> rows = new Evaluate(List.of(source, source), List.of(dev), new RunSeed(1)).run(Progress.SILENT);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).comparison()).isEmpty();
        assertThat(rows.get(0).evaluation().words().referenceLength()).isEqualTo(3);
        assertThat(rows.get(1).comparison().orElseThrow().bootstrap().difference())
                .as("with itself")
                .isZero();
    }

    @Test
    void evaluationNeedsTranscripts() throws IOException {
        Path silent = Files.writeString(
                folder.resolve("silent.jsonl"),
                "{\"audio_filepath\": \"%s\"}\n"
                        .formatted(TinySpeech.digits().get(0).clip().audio()));
        assertThatThrownBy(() -> new Evaluate(List.of(source), List.of(silent), new RunSeed(1)).run(Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("silent.jsonl:1");
    }

    @Test
    void transcriptsComeInTheOrderOfTheInputsFoldersByName() throws IOException {
        Path clips = Files.createDirectory(folder.resolve("clips"));
        for (String name : List.of("b.flac", "a.flac")) {
            Files.copy(TinySpeech.digits().get(0).clip().audio(), clips.resolve(name));
        }
        Files.writeString(clips.resolve("notes.txt"), "no audio");
        Path bad = Files.writeString(folder.resolve("bad.wav"), "no audio");
        List<Transcribe.Result> results = new ArrayList<>();
        int rejected = new Transcribe(source, List.of(bad, clips, dev), DecodingOptions.USUAL)
                .run(Progress.SILENT, results::add);
        assertThat(rejected).isEqualTo(1);
        assertThat(results)
                .extracting(one -> one.utterance().clip().audio().getFileName().toString())
                .containsExactly("bad.wav", "a.flac", "b.flac", "9.flac", "10.flac", "11.flac");
        assertThat(results)
                .extracting(one -> one.heard().fault().isPresent())
                .containsExactly(true, false, false, false, false, false);
    }

    @Test
    void channelsThatCancelEachOtherOutAreWarnedOf() throws IOException {
        byte[] frames = new byte[4 * 16_000];
        new SplittableRandom(1).nextBytes(frames);
        for (int at = 0; at < frames.length; at += 4) {
            frames[at + 1] = 1; // 16 bits, little-endian, far from the range's end
            frames[at + 2] = (byte) -frames[at];
            frames[at + 3] = (byte) (frames[at] == 0 ? -1 : -2);
        }
        Path file = folder.resolve("antiphase.wav");
        AudioFormat stereo = new AudioFormat(16_000, 16, 2, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(frames), stereo, 16_000),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        List<String> warnings = new ArrayList<>();
        Progress listener = new Progress() {
            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        };
        new Transcribe(source, List.of(file, dev), DecodingOptions.USUAL).run(listener, one -> {});
        assertThat(warnings).singleElement().asString().contains("antiphase.wav: nothing sounds in the mean of its 2");
    }

    @Test
    void anInputThatIsNotThereIsNoClipToSkip() {
        Path missing = folder.resolve("missing.wav");
        assertThatThrownBy(() ->
                        new Transcribe(source, List.of(missing), DecodingOptions.USUAL).run(Progress.SILENT, one -> {}))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("missing.wav");
    }

    private static Adaptation.Preview preview(Operation operation) throws IOException {
        return new Plan(source, operation, SpeechChoices.USUAL, List.of()).run();
    }

    @Test
    void planningShowsTheLayersAndChangesNothing() throws IOException {
        Adaptation.Preview plan = preview(operation("new", "lstm:8"));
        assertThat(plan.table().rows()).extracting(row -> row.name()).contains("lstm1", "lstm2");
        assertThat(plan.table().trainedParameters()).isLessThan(plan.table().parameters());
        assertThat(preview(operation("all")).text())
                .contains("29 labels of the new output start from the source's weights");
    }

    @Test
    void inspectingTellsWhatABundleHolds() throws IOException {
        Inspection.OfSpeech result = (Inspection.OfSpeech) new Inspect(source, false).run();
        assertThat(result.format().alphabet().size()).isEqualTo(29);
        assertThat(result.metadata().licence()).isEqualTo("CC0-1.0");
        assertThat(result.layers().rows()).hasSize(3);
    }

    @Test
    void devicesAreToldOfWithoutFail() {
        assertThat(new Devices().run())
                .hasSizeGreaterThanOrEqualTo(2)
                .first()
                .asString()
                .contains("backend");
    }
}
