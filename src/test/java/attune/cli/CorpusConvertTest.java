package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attune corpus convert} on a recording of two seconds, of which two clips are parts, and a file of its own. */
class CorpusConvertTest {
    private static final int RATE_HZ = 8000;

    @TempDir
    Path folder;

    private float[] samples = new float[0];

    @BeforeEach
    void record() throws IOException {
        samples = new float[2 * RATE_HZ];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (i % 200 - 100) / 128f;
        }
        WavWriter.write(folder.resolve("call ü.wav"), new Waveform(samples, RATE_HZ));
        Files.writeString(folder.resolve("parts.jsonl"), """
                {"audio_filepath": "call ü.wav", "offset": 0.5, "duration": 0.25, "text": "one", "speaker": "ann"}
                {"audio_filepath": "call ü.wav", "offset": 1.5, "text": "two, \\"2\\"", "speaker": "bob"}
                """);
        Files.writeString(
                folder.resolve("whole.jsonl"),
                "{\"audio_filepath\": \"call ü.wav\", \"duration\": 1.98, \"text\": \"all of it\"}\n");
    }

    private InProcess convert(String manifest, String out, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "corpus",
                "convert",
                folder.resolve(manifest).toString(),
                "-o",
                folder.resolve(out).toString()));
        command.addAll(List.of(more));
        return InProcess.run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"new/a.csv, nemo", "a.tsv, nemo", "a.jsonl, nemo", "new/kaldi, kaldi", "text, deepspeech"})
    void wholeFilesAreHeldByEveryFormat(String out, String format) {
        InProcess run =
                out.contains(".") ? convert("whole.jsonl", out) : convert("whole.jsonl", out, "--format", format);
        assertThat(run.err()).endsWith(folder.resolve(out) + ": 1 clip written\n");
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(Manifest.read(folder.resolve(out))).singleElement().satisfies(one -> {
            assertThat(one.text()).contains("all of it");
            assertThat(one.clip().audio()).hasFileName("call ü.wav");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.tsv"})
    void partsOfFilesAreRefusedWhereTheyCannotBeHeld(String out) {
        InProcess run = convert("parts.jsonl", out, "-q");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("attune: " + folder.resolve("parts.jsonl")
                        + ":1: the clip is a part of its file, from 0.5 seconds on, and ")
                .endsWith("parts.jsonl:2); add --cut to write it as a file of its own, or convert to nemo or kaldi");
        assertThat(folder.resolve(out)).doesNotExist();
    }

    @Test
    void aLengthThatIsShorterThanTheFileMakesAPart() throws IOException {
        Path manifest = folder.resolve("whole.jsonl");
        Files.writeString(manifest, Files.readString(manifest).replace("1.98", "1.5"));
        assertThat(convert("whole.jsonl", "a.csv", "-q").err()).contains("the clip is a part of its file, from 0.0");
    }

    @ParameterizedTest
    @CsvSource({"a.csv, deepspeech", "a.tsv, commonvoice", "data/kaldi, kaldi", "libri, librispeech"})
    void cutClipsAreFilesWithTheSameSamples(String out, String format) throws IOException {
        InProcess run = convert("parts.jsonl", out, "--format", format, "--cut", "-q");
        assertThat(run.err()).isEmpty();
        List<Utterance> clips = Manifest.read(folder.resolve(out));
        assertThat(clips).extracting(Utterance::requireText).containsExactlyInAnyOrder("one", "two, \"2\"");
        for (Utterance clip : clips) {
            float[] cut = new AudioReader().read(clip.clip().audio(), RATE_HZ).samples();
            boolean first = clip.requireText().equals("one");
            assertThat(cut)
                    .isEqualTo(Arrays.copyOfRange(
                            samples, first ? RATE_HZ / 2 : RATE_HZ * 3 / 2, first ? RATE_HZ * 3 / 4 : 2 * RATE_HZ));
            assertThat(clip.clip().offsetSeconds()).isZero();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void soundTooLoudForSixteenBitsIsWarnedOf() throws IOException {
        ByteBuffer loud = ByteBuffer.allocate(44 + 4 * RATE_HZ).order(ByteOrder.LITTLE_ENDIAN);
        loud.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(loud.capacity() - 8);
        loud.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        loud.putShort((short) 3).putShort((short) 1).putInt(RATE_HZ).putInt(4 * RATE_HZ);
        loud.putShort((short) 4).putShort((short) 32);
        loud.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(4 * RATE_HZ);
        for (int i = 0; i < RATE_HZ; i++) {
            loud.putFloat(i % 2 == 0 ? 1.5f : -0.5f);
        }
        Files.write(folder.resolve("loud.wav"), loud.array());
        Files.writeString(
                folder.resolve("loud.jsonl"),
                "{\"audio_filepath\": \"loud.wav\", \"duration\": 0.5, \"text\": \"shout\"}\n");
        assertThat(convert("loud.jsonl", "a.csv", "--cut").err())
                .contains("1 of 1 clips are louder than files of 16 bits hold");
    }

    @Test
    void clipsThatKaldiWouldCallAlikeAreKeptApart() throws IOException {
        Files.writeString(folder.resolve("alike.jsonl"), """
                {"audio_filepath": "call ü.wav", "duration": 1, "text": "one", "speaker": "anna", "id": "1"}
                {"audio_filepath": "call ü.wav", "offset": 1, "text": "two", "speaker": "anna", "id": "anna-1"}
                """);
        assertThat(convert("alike.jsonl", "kaldi", "--format", "kaldi").code()).isZero();
        assertThat(Manifest.read(folder.resolve("kaldi")))
                .extracting(Utterance::requireText)
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void timesAndSpeakersSurviveKaldi() {
        assertThat(convert("parts.jsonl", "kaldi", "--format", "kaldi").code()).isZero();
        List<Utterance> read = Manifest.read(folder.resolve("kaldi"));
        assertThat(read).extracting(one -> one.speaker().orElse("")).containsExactly("ann", "bob");
        assertThat(read.get(0).clip().knownDurationSeconds()).isCloseTo(0.25, within(1e-12));
        assertThat(read.get(1).clip().offsetSeconds()).isEqualTo(1.5);
    }

    @Test
    void columnsMayBeNamed() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "Datei;Inhalt\ncall ü.wav;alles\n");
        InProcess run = convert("t.csv", "b.jsonl", "--audio-column", "Datei", "--text-column", "Inhalt", "-q");
        assertThat(run.err()).isEmpty();
        assertThat(folder.resolve("b.jsonl")).hasContent("{\"audio_filepath\":\"call ü.wav\",\"text\":\"alles\"}\n");
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        assertThat(convert("whole.jsonl", "x").err())
                .isEqualTo("attune: --out " + folder.resolve("x")
                        + ": its name does not tell the format; add --format, or give a name that ends in .jsonl, .csv"
                        + " or .tsv\n");
        assertThat(convert("whole.jsonl", "x", "--format", "librispeech").err())
                .isEqualTo(
                        "attune: --format librispeech: such a folder has the audio beside the texts; add --cut to write"
                                + " it there\n");
        assertThat(convert("whole.jsonl", "parts.jsonl").err()).contains("parts.jsonl: already exists");
        Files.writeString(folder.resolve("no.jsonl"), "{\"audio_filepath\": \"call ü.wav\"}\n");
        assertThat(convert("no.jsonl", "y.csv").err())
                .contains("no.jsonl:1: the clip has no text, which deepspeech needs; give the text");
        assertThat(convert("no.jsonl", "k", "--format", "kaldi").code()).isZero();
    }

    @Test
    void aClipThatCannotBeCutLeavesNothingBehind() throws IOException {
        Path manifest = folder.resolve("parts.jsonl");
        Files.writeString(manifest, Files.readString(manifest).replace("\"duration\": 0.25", "\"duration\": 25"));
        InProcess run = convert("parts.jsonl", "a.csv", "--cut", "-q");
        assertThat(run.code()).isEqualTo(2);
        assertThat(folder.resolve("a.csv")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**{part,clips}");
    }
}
