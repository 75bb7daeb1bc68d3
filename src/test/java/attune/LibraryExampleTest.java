package attune;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.speech.Heard;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.Transcriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the library examples in the README. */
class LibraryExampleTest {
    @TempDir
    Path folder;

    @Test
    void transcribes() throws IOException {
        Path bundle = TinySpeech.bundle(folder.resolve("source-en.attune"), 1);
        Path audio = TinySpeech.digits().get(7).clip().audio();

        SpeechModel model = SpeechModel.open(bundle);
        String text = model.transcribe(audio).text();
        for (Word word : model.transcribe(audio).words()) {
            assertThat(word.startSeconds()).isBetween(0.0, 0.82);
        }

        // Several at once: one bad file does not stop the others.
        List<Heard> heard =
                new Transcriber(model).transcribe(List.of(Clip.whole(audio), Clip.whole(Path.of("missing.wav"))));
        assertThat(heard.get(0).text()).isEqualTo(text);
        assertThat(heard.get(1).fault()).isPresent();
    }

    // tag::readme
    static Transcript adaptAndTranscribe(Path source, Path manifest, Path run, Path call) throws IOException {
        SpeechAdaptation adaptation =
                Attune.adapt(source).keepUntil("lstm2").insert("bilstm:6").trainLayers("new");
        Path adapted = adaptation.train(manifest).out(run).run().bundle();
        return Attune.open(adapted).transcribe(call); // words with times and confidence
    }
    // end::readme

    @Test
    void adapts() throws IOException {
        Path source = TinySpeech.bundle(folder.resolve("source-en.attune"), 1);
        Path train = TinySpeech.manifest(folder.resolve("train.jsonl"), TinySpeech.digits());
        Path run = folder.resolve("run");
        Path call = TinySpeech.digits().get(7).clip().audio();
        Transcript transcript = adaptAndTranscribe(source, train, run, call);
        assertThat(transcript.confidence()).isBetween(0.0, 1.0);
        assertThat(run.resolve("adapted.attune")).exists();
    }

    @Test
    void theReadmeShowsTheCodeThatRunsHere() throws IOException {
        String test = Files.readString(Path.of("src/test/java/attune/LibraryExampleTest.java"));
        String shown = test.substring(test.indexOf("// tag::readme\n") + 15, test.indexOf("    // end::readme"))
                .stripTrailing()
                .stripIndent()
                .replaceFirst("(?m)^static ", "");
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + shown + "\n```");
    }
}
