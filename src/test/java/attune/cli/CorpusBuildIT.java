package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Telephone prompts, by a speaker whom the model has never heard, as one long recording. Its text has a sentence more
 * and a sentence less than are spoken, its lines end as on Windows, and its name is not ASCII.
 */
class CorpusBuildIT {
    private static final String MODEL = "models/source-en/source-en.attune";
    private static final int RATE_HZ = 16_000;
    private static final int NOT_IN_THE_TEXT = 7;
    private static final String NOT_SPOKEN = "Sixteen little ducks went swimming one day over the hills and far away.";

    @TempDir
    Path folder;

    /** Where each text is spoken, in seconds. */
    private final Map<String, double[]> spoken = new TreeMap<>();

    private Path recorded() throws IOException {
        float[] samples = new float[0];
        List<String> text = new ArrayList<>();
        AudioReader audio = new AudioReader();
        for (Utterance prompt : Manifest.read(TinySpeech.CORPUS.resolve("dev.jsonl"))) {
            String words = prompt.requireText();
            if (words.split(" ", -1).length < 5 || spoken.containsKey(words) || words.startsWith("letters of your")) {
                continue; // too short, or nearly the same as another
            }
            float[] clip = audio.read(prompt.clip().audio(), RATE_HZ).samples();
            int pause = RATE_HZ / 2;
            int from = samples.length + pause;
            samples = Arrays.copyOf(samples, from + clip.length);
            System.arraycopy(clip, 0, samples, from, clip.length);
            spoken.put(words, new double[] {(double) from / RATE_HZ, (double) samples.length / RATE_HZ});
            if (spoken.size() != NOT_IN_THE_TEXT) {
                text.add(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".");
            }
        }
        text.add(10, NOT_SPOKEN);
        Path recording = folder.resolve("Ansagen für alle.wav");
        WavWriter.write(recording, new Waveform(samples, RATE_HZ));
        Files.writeString(folder.resolve("Ansagen für alle.txt"), "\uFEFF" + String.join("\r\n", text));
        return recording;
    }

    private static InProcess built(Path recording, Path out, String... more) {
        List<String> command =
                new ArrayList<>(List.of("corpus", "build", "-m", MODEL, recording.toString(), "-o", out.toString()));
        command.addAll(List.of(more));
        return InProcess.quietly(command.toArray(String[]::new));
    }

    @Test
    void findsWhatIsSpokenAndNothingElse() throws IOException {
        Path recording = recorded();
        Path out = folder.resolve("clips.jsonl");
        InProcess run = built(recording, out);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(1)).startsWith("Ansagen für alle.wav");

        List<Utterance> clips = Manifest.read(out);
        double found = 0;
        for (Utterance clip : clips) {
            String text = clip.requireText();
            assertThat(text).doesNotContain("ducks");
            double from = clip.clip().offsetSeconds();
            double to = from + clip.clip().knownDurationSeconds();
            for (Map.Entry<String, double[]> one : spoken.entrySet()) {
                if (text.equalsIgnoreCase(one.getKey() + ".")) {
                    assertThat(from).as(text).isCloseTo(one.getValue()[0], within(0.5));
                    assertThat(to).as(text).isCloseTo(one.getValue()[1], within(0.5));
                    found += one.getValue()[1] - one.getValue()[0];
                }
            }
        }
        double all =
                spoken.values().stream().mapToDouble(time -> time[1] - time[0]).sum();
        assertThat(found / all).as("share of the speech that was found").isGreaterThan(0.7);
    }

    /** As somebody might who has listened with Praat: the caller's words, roughly where they are, and remarks. */
    @Test
    void aTierOfATextGridServesAsText() throws IOException {
        Path recording = recorded();
        Files.delete(folder.resolve("Ansagen für alle.txt"));
        StringBuilder tier = new StringBuilder();
        spoken.entrySet().stream()
                .sorted(Comparator.comparingDouble(one -> one.getValue()[0]))
                .forEach(one -> tier.append(String.format(
                        Locale.ROOT, "%.1f\n%.1f\n\"%s\"\n", one.getValue()[0], one.getValue()[1], one.getKey())));
        String head = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n999\n<exists>\n2\n";
        String remarks = "\"IntervalTier\"\n\"words on it\"\n0\n999\n1\n0\n999\n\"This is not what she says.\"\n";
        String caller = "\"IntervalTier\"\n\"caller\"\n0\n999\n" + spoken.size() + "\n" + tier;
        Files.writeString(folder.resolve("Ansagen für alle.TextGrid"), head + remarks + caller);
        Path out = folder.resolve("clips.jsonl");
        InProcess run = built(recording, out, "--tier", "caller");
        assertThat(run.err()).isEmpty();
        assertThat(Manifest.read(out))
                .hasSizeGreaterThan(spoken.size() / 2)
                .allSatisfy(clip -> assertThat(clip.requireText()).doesNotContain("she says"));
    }

    /** As a program for annotations exports them: a row for each stretch of the recording with a text. */
    @Test
    void rowsOfATableMayBePiecesOfARecording() throws IOException {
        Path recording = recorded();
        Path table = folder.resolve("pieces.csv");
        List<String> rows = new ArrayList<>(List.of("recording;speaker;start;end;text"));
        spoken.forEach((text, time) -> rows.add(String.format(
                Locale.ROOT,
                "%s;allison;0:%02d:%06.3f;%.3f;%s",
                recording.getFileName(),
                (int) time[0] / 60,
                time[0] % 60,
                time[1],
                text)));
        Files.write(table, rows);
        Path out = folder.resolve("clips.jsonl");
        InProcess run = built(table, out);
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines()).as("a heading and a recording").hasSize(2);
        assertThat(Manifest.read(out)).hasSizeGreaterThan(spoken.size() / 2).allSatisfy(clip -> {
            double[] time = Objects.requireNonNull(spoken.get(clip.requireText()), clip.requireText());
            double from = clip.clip().offsetSeconds();
            assertThat(from).isGreaterThan(time[0] - 0.001);
            assertThat(from + clip.clip().knownDurationSeconds()).isLessThan(time[1] + 0.001);
            assertThat(clip.speaker()).contains("allison");
        });

        rows.set(2, recording.getFileName() + ";allison;1000;1:00:00;no");
        Files.write(table, rows);
        assertThat(built(table, folder.resolve("none.jsonl")).errLines())
                .singleElement()
                .asString()
                .contains(
                        table + ":3: the clip ends at 3600.0 seconds but its file has only",
                        "; correct the times; they are in seconds from the beginning of the recording");
    }

    @Test
    void sentencesThatTheModelCannotWriteAreToldOf() throws IOException {
        Path recording = recorded();
        Path text = folder.resolve("Ansagen für alle.txt");
        Files.writeString(text, "\nДобрый день.\n", StandardOpenOption.APPEND);
        InProcess run = built(recording, folder.resolve("some.jsonl"));
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains(
                        "Ansagen für alle.wav: 1 of",
                        "sentences were left out, since the model cannot write their",
                        "д");
        Files.writeString(text, "…\n\n– – –");
        InProcess nothing = built(recording, folder.resolve("none.jsonl"));
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("nothing of the text was found in it");
    }

    @Test
    void withoutATextTheDraftsComeLeastCertainFirst() throws IOException {
        Path out = folder.resolve("drafts.jsonl");
        InProcess run = built(recorded(), out, "--untranscribed");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        List<Utterance> drafts = Manifest.read(out);
        assertThat(drafts)
                .hasSizeBetween(spoken.size() / 2, 2 * spoken.size())
                .extracting(draft -> Double.valueOf(draft.extra().get("confidence")))
                .isSorted();
    }

    @Test
    void recordingsThatCannotBeReadAreNamedAndLeftOut() throws IOException {
        Path recording = recorded();
        built(recording, folder.resolve("alone.jsonl"));
        Files.writeString(folder.resolve("a.wav"), "RIFF");
        Files.writeString(folder.resolve("a.txt"), "Nobody will ever hear this.");
        Path out = folder.resolve("clips.jsonl");

        InProcess run = built(folder, out);

        assertThat(run.code()).isEqualTo(ExitCodes.WITH_REJECTS);
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(0)).contains("left out: ", "a.wav: ");
        assertThat(run.errLines().get(1)).endsWith("1 recording could not be read");
        assertThat(out).hasSameTextualContentAs(folder.resolve("alone.jsonl"));

        InProcess none = built(folder.resolve("a.wav"), folder.resolve("none.jsonl"));
        assertThat(none.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(none.err()).contains("a.wav: no recording can be read; ");
    }

    @Test
    void aRecordingWithoutATextIsRefused() throws IOException {
        Path recording = recorded();
        Files.delete(folder.resolve("Ansagen für alle.txt"));
        InProcess run = built(recording, folder.resolve("clips.jsonl"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("has no text; ", "under the same name with .txt, .srt, .vtt", "--untranscribed makes drafts");
        assertThat(folder.resolve("clips.jsonl")).doesNotExist();
        Files.copy(recording, folder.resolve("zweite.wav"));
        assertThat(built(folder, folder.resolve("clips.jsonl")).errLines())
                .singleElement()
                .asString()
                .contains("Ansagen für alle.wav: has no text (likewise " + folder.resolve("zweite.wav") + "); ");
        InProcess outOfRange = built(recording, folder.resolve("c.jsonl"), "--min-confidence", "3");
        assertThat(outOfRange.errLines())
                .singleElement()
                .asString()
                .contains("--min-confidence: '3.0' is not from 0 to 1");
    }
}
