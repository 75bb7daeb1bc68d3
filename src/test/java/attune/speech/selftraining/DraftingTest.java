package attune.speech.selftraining;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.corpus.ClipDurations;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.evaluation.EditDistance;
import attune.progress.Progress;
import attune.speech.Heard;
import attune.speech.Pieces;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.Transcriber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the shipped source model. */
class DraftingTest {
    @TempDir
    static Path folder;

    private static SpeechModel model;
    private static List<Utterance> digits;

    @BeforeAll
    static void open() throws IOException {
        model = SpeechModel.open(Path.of("models/source-en/source-en.attune"));
        digits = ClipDurations.fill(TinySpeech.digits(), new AudioReader()::durationSeconds, Progress.SILENT);
    }

    @Test
    void shortRecordingsAreDraftedAsTheModelTranscribesThem() {
        List<Draft> drafts = new Drafting(model).of(digits, Progress.SILENT);
        List<Heard> heard = new Transcriber(model)
                .transcribe(digits.stream().map(Utterance::clip).toList());
        assertThat(drafts).hasSizeGreaterThan(9);
        for (Draft draft : drafts) {
            assertThat(draft.isWhole()).isTrue();
            assertThat(draft.text())
                    .isEqualTo(heard.get(digits.indexOf(draft.recording())).text());
            assertThat(draft.confidence()).isBetween(0.0, 1.0);
            assertThat(draft.agreement()).isBetween(0.0, 1.0);
        }
        assertThat(drafts)
                .extracting(Draft::agreement)
                .as("the language model changes some")
                .anyMatch(x -> x < 1);
        assertThat(drafts).extracting(Draft::agreement).as("and leaves others").anyMatch(x -> x == 1);
    }

    /** Prompts with pauses between them, together longer than the longest piece. */
    @Test
    void longRecordingsAreCutInTheirPauses() throws IOException {
        List<Utterance> prompts = Manifest.read(TinySpeech.CORPUS.resolve("dev.jsonl")).stream()
                .filter(one -> one.clip().knownDurationSeconds() > 2)
                .limit(12)
                .toList();
        int rate = 16_000;
        float[] sound = new float[90 * rate];
        int at = 0;
        for (Utterance one : prompts) {
            float[] spoken = new AudioReader().read(one.clip().audio(), rate).samples();
            System.arraycopy(spoken, 0, sound, at, spoken.length);
            at += spoken.length + rate;
        }
        Path long12 = folder.resolve("long.wav");
        WavWriter.write(long12, new Waveform(Arrays.copyOf(sound, at), rate));
        Utterance recording = ClipDurations.fill(
                        List.of(new Utterance("long", Clip.whole(long12), Optional.empty(), "long.wav", Map.of())),
                        new AudioReader()::durationSeconds,
                        Progress.SILENT)
                .get(0);
        assertThat(recording.clip().knownDurationSeconds()).isGreaterThan(Pieces.LONGEST_SECONDS);
        List<Draft> drafts = new Drafting(model).of(List.of(recording), Progress.SILENT);
        assertThat(drafts).hasSizeGreaterThanOrEqualTo(prompts.size());
        double end = 0;
        List<String> again = new ArrayList<>();
        for (Draft draft : drafts) {
            assertThat(draft.isWhole()).isFalse();
            assertThat(draft.clip().offsetSeconds()).isGreaterThanOrEqualTo(end);
            end = draft.clip().offsetSeconds() + draft.clip().knownDurationSeconds();
            assertThat(draft.utterance().extra()).containsOnlyKeys("confidence", "agreement");
            String text = new Transcriber(model)
                    .transcribe(List.of(draft.clip()))
                    .get(0)
                    .text();
            assertThat(EditDistance.characters(draft.text(), text).rate())
                    .as("the stretch holds what was heard in it: " + draft.text())
                    .isLessThan(0.3);
            again.add(text);
        }
        // The words at a cut may be heard otherwise without what is beyond it.
        assertThat(EditDistance.characters(
                                drafts.stream().map(Draft::text).collect(joining(" ")), String.join(" ", again))
                        .rate())
                .as("the stretches hold what was heard in them: " + again)
                .isLessThan(0.1);
        assertThat(end).isLessThanOrEqualTo(recording.clip().knownDurationSeconds() + 0.1);
    }
}
