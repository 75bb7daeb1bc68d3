package attune;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.runs.IfPresent;
import attune.speech.Heard;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.Transcriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the library examples in the README and in docs/library.md. */
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

    // tag::stop
    static Optional<Path> adaptUntil(BooleanSupplier stop, Path source, Path manifest, Path run) throws IOException {
        Progress progress = new Progress() {
            @Override
            public boolean stopRequested() {
                return stop.getAsBoolean();
            }
        };
        IfPresent there = Files.exists(run.resolve("plan.json")) ? IfPresent.RESUME : IfPresent.REFUSE;
        SpeechAdaptation adaptation = Attune.adapt(source).train(manifest).out(run);
        try {
            return Optional.of(
                    adaptation.ifPresent(there).progress(progress).run().bundle());
        } catch (StoppedException stopped) {
            return Optional.empty(); // the next call goes on where this one stopped
        }
    }
    // end::stop

    @Test
    void stopsAndGoesOn() throws IOException {
        Path source = TinySpeech.bundle(folder.resolve("source-en.attune"), 1);
        Path train = TinySpeech.manifest(folder.resolve("train.jsonl"), TinySpeech.digits());
        Path run = folder.resolve("run");
        Path epochs = run.resolve("log.jsonl");
        assertThat(adaptUntil(() -> Files.exists(epochs), source, train, run)).isEmpty();
        assertThat(run.resolve("plan.json")).exists();
        assertThat(adaptUntil(() -> false, source, train, run)).hasValue(run.resolve("adapted.attune"));
    }

    // tag::threads
    static List<String> transcribeAll(Path bundle, List<Path> calls) throws IOException {
        SpeechModel model = Attune.open(bundle);
        return calls.parallelStream()
                .map(call -> model.share().transcribe(call).text())
                .toList();
    }
    // end::threads

    @Test
    void transcribesInSeveralThreads() throws IOException {
        Path bundle = TinySpeech.bundle(folder.resolve("source-en.attune"), 1);
        List<Path> calls =
                TinySpeech.digits().stream().map(digit -> digit.clip().audio()).toList();
        SpeechModel model = Attune.open(bundle);
        assertThat(transcribeAll(bundle, calls))
                .isEqualTo(calls.stream()
                        .map(call -> model.transcribe(call).text())
                        .toList());
    }

    @Test
    void theReadmeShowsTheCodeThatRunsHere() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(shown("readme"));
    }

    @Test
    void theLibraryPageShowsTheCodeThatRunsHere() throws IOException {
        assertThat(Files.readString(Path.of("docs/library.md"))).contains(shown("stop"), shown("threads"));
    }

    /** The code between two tags, as Markdown shows it. */
    private static String shown(String tag) throws IOException {
        String test = Files.readString(Path.of("src/test/java/attune/LibraryExampleTest.java"));
        String start = "// tag::" + tag + "\n";
        String code = test.substring(test.indexOf(start) + start.length(), test.indexOf("    // end::" + tag))
                .stripTrailing()
                .stripIndent()
                .replaceFirst("(?m)^static ", "");
        return "```java\n" + code + "\n```";
    }
}
