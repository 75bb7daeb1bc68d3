package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped corpus, and a copy of a part of it that was broken in twenty ways. */
class CorpusCheckIT {
    private static final String MODEL = "models/source-en/source-en.attune";
    private static final Path TRAIN = TinySpeech.CORPUS.resolve("train.jsonl");
    private static final Path TEST = TinySpeech.CORPUS.resolve("test.jsonl");
    private static final int RATE_HZ = 16_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final List<Utterance> clips = new ArrayList<>();
    private final AudioReader audio = new AudioReader();
    private int next;
    private String givenTwice = "";

    private Utterance next() {
        return clips.get(next++);
    }

    private void replace(Utterance clip) {
        clips.set(next - 1, clip);
    }

    /** The next clip with its sound altered. */
    private void alter(String name, UnaryOperator<float[]> change) throws IOException {
        Utterance clip = next();
        Path file = folder.resolve(name + ".wav");
        float[] samples = change.apply(audio.read(clip.clip().audio(), RATE_HZ).samples());
        WavWriter.write(file, new Waveform(samples, RATE_HZ));
        replace(clip.withClip(Clip.whole(file)).withId(name));
    }

    private void retext(String name, UnaryOperator<String> change) {
        Utterance clip = next();
        replace(clip.withText(change.apply(clip.requireText())).withId(name));
    }

    private static float[] scaled(float[] samples, double factor) {
        float[] scaled = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            scaled[i] = (float) (samples[i] * factor);
        }
        return scaled;
    }

    private static float[] cut(float[] samples) {
        float[] cut = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            cut[i] = Math.max(-0.1f, Math.min(0.1f, samples[i]));
        }
        return cut;
    }

    /** Each sample the mean of eight: notches at 2 kHz and its multiples, some 50 dB less above 2 kHz after ten times. */
    private static float[] muffled(float[] samples) {
        float[] from = samples;
        for (int times = 0; times < 10; times++) {
            float[] to = new float[from.length];
            for (int i = 8; i < from.length; i++) {
                for (int j = 0; j < 8; j++) {
                    to[i] += from[i - j] / 8;
                }
            }
            from = to;
        }
        return from;
    }

    private void stereoWithAnInvertedChannel(String name) throws IOException {
        alter(name, samples -> samples);
        Path file = folder.resolve(name + ".wav");
        byte[] mono = Files.readAllBytes(file);
        int header = 44;
        byte[] stereo = Arrays.copyOf(mono, header + 2 * (mono.length - header));
        stereo[22] = 2; // channels
        stereo[32] = 4; // bytes a frame
        littleEndian(stereo, 28, 4 * RATE_HZ);
        littleEndian(stereo, 4, stereo.length - 8);
        littleEndian(stereo, 40, stereo.length - header);
        for (int i = header; i < mono.length; i += 2) {
            int sample = (short) ((mono[i] & 0xFF) | mono[i + 1] << 8);
            int at = header + 2 * (i - header);
            stereo[at] = (byte) sample;
            stereo[at + 1] = (byte) (sample >> 8);
            stereo[at + 2] = (byte) -sample;
            stereo[at + 3] = (byte) (-sample >> 8);
        }
        Files.write(file, stereo);
    }

    private static void littleEndian(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> (8 * i));
        }
    }

    private Path broken() throws IOException {
        Manifest.read(TRAIN).stream()
                .filter(clip -> clip.requireText().split(" ", -1).length >= 4)
                .filter(clip -> clip.clip().knownDurationSeconds() < 8)
                .limit(120)
                .forEach(clips::add);
        alter("zeros", samples -> new float[samples.length]);
        stereoWithAnInvertedChannel("antiphase");
        alter("quiet", samples -> scaled(samples, 0.012));
        alter("cut-off", CorpusCheckIT::cut);
        alter("muffled", CorpusCheckIT::muffled);
        alter("mostly-pause", samples -> Arrays.copyOf(samples, samples.length + 30 * RATE_HZ));
        alter("damaged", samples -> samples);
        Path damaged = folder.resolve("damaged.wav");
        Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 5000));
        alter("no-audio", samples -> samples);
        Files.writeString(folder.resolve("no-audio.wav"), "<html>404</html>");
        alter("missing", samples -> samples);
        Files.delete(folder.resolve("missing.wav"));
        alter("too-short-for-its-text", samples -> Arrays.copyOf(samples, RATE_HZ / 4));
        retext("no-text", text -> "…");
        retext("cyrillic", text -> text + " да");
        retext("noted", text -> text + " [noise]");
        retext("of-another", text -> "sixteen little ducks went swimming");
        Utterance twice = next();
        replace(twice.withText(clips.get(next).requireText())
                .withClip(clips.get(next).clip())
                .withId("twice"));
        givenTwice = next().id(); // the original, which comes later and is therefore the one that is rejected
        replace(next().withId("other-text")
                .withText("please hold the line now")
                .withClip(clips.get(100).clip()));
        Utterance heldOut = Manifest.read(TEST).get(0);
        next();
        replace(heldOut.withId("held-out"));
        Utterance part = next();
        replace(part.withId("part")
                .withClip(Clip.whole(withOthersBehind(part))
                        .withDuration(part.clip().knownDurationSeconds())));
        replace(next().withId("past-the-end")
                .withClip(new Clip(clips.get(101).clip().audio(), 0, OptionalDouble.of(60))));
        Path manifest = folder.resolve("broken.jsonl");
        Manifest.write(manifest, clips);
        Files.writeString(manifest, "{\"audio_filepath\": 17}\nno json\n", StandardOpenOption.APPEND);
        return manifest;
    }

    private Path withOthersBehind(Utterance first) throws IOException {
        float[] all = audio.read(first.clip().audio(), RATE_HZ).samples();
        for (Utterance clip : clips.subList(60, 65)) {
            float[] one = audio.read(clip.clip().audio(), RATE_HZ).samples();
            all = Arrays.copyOf(all, all.length + one.length);
            System.arraycopy(one, 0, all, all.length - one.length, one.length);
        }
        Path file = folder.resolve("long.wav");
        WavWriter.write(file, new Waveform(all, RATE_HZ));
        return file;
    }

    @Test
    void findsTwentyKindsOfDefect() throws IOException {
        Path manifest = broken();
        Path out = folder.resolve("checked");
        InProcess run = InProcess.quietly(
                "corpus",
                "check",
                "-m",
                MODEL,
                manifest.toString(),
                "--held-out",
                TEST.toString(),
                "-o",
                out.toString(),
                "--format",
                "json");
        assertThat(run.code()).isEqualTo(1);
        JsonNode checked = JSON.readTree(run.out());
        assertThat(checked.get("lines")).hasSize(2);
        assertThat(reasons(out.resolve("rejected.jsonl")))
                .containsExactlyInAnyOrder(
                        "zeros: there is no sound",
                        "antiphase: there is no sound",
                        "damaged: the sound cannot be read",
                        "no-audio: the sound cannot be read",
                        "missing: the sound cannot be read",
                        "past-the-end: the sound cannot be read",
                        "too-short-for-its-text: the text is too long for the sound",
                        "no-text: there is no text",
                        "cyrillic: the model lacks characters of the text",
                        givenTwice + ": given twice",
                        clips.get(100).id() + ": the same sound has another text, too",
                        "other-text: the same sound has another text, too",
                        "held-out: also held out");
        assertThat(reasons(out.resolve("doubtful.jsonl")))
                .containsExactlyInAnyOrder(
                        "quiet: hardly any sound",
                        "cut-off: the peaks are cut off",
                        "muffled: lacks high frequencies",
                        "mostly-pause: the length does not fit the text",
                        "noted: the text has notes in brackets",
                        "of-another: the model hears something else",
                        "part: the file is longer than the manifest says");
    }

    /** Each clip's id and what is wrong with it first. */
    private static List<String> reasons(Path file) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode clip = JSON.readTree(line);
            String first = clip.get("reasons").asText().split(": ", 2)[0];
            reasons.add(clip.path("id").asText(clip.get("audio_filepath").asText()) + ": " + first);
        }
        return reasons;
    }

    @Test
    void theShippedCorpusHasThreeClipsFromATelephoneAndAWordThatIsSpelt() {
        InProcess run =
                InProcess.quietly("corpus", "check", "-m", MODEL, TRAIN.toString(), "--held-out", TEST.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.outLines())
                .contains("452 clips, 17.9 minutes: 0 rejected, 4 to look at", "  lacks high frequencies: 3 clips")
                .anyMatch(line -> line.contains("\"m g c p\""))
                .contains("  0 have the text of one of these, 0 others differ in a word")
                .doesNotContain("Rejected");
    }
}
