package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private Path bundle;
    private List<Utterance> clips;

    @BeforeEach
    void prepare() throws IOException {
        bundle = TinySpeech.bundle(folder.resolve("tiny.attune"), 1);
        clips = new ArrayList<>(TinySpeech.digits().subList(0, 5));
    }

    private InProcess evaluated() throws IOException {
        Path test = TinySpeech.manifest(folder.resolve("test.jsonl"), clips);
        return InProcess.quietly("evaluate", "-m", bundle.toString(), "--test", test.toString());
    }

    /** The header is whole, so that the damage is found only in decoding. */
    private Path damaged(String name) throws IOException {
        byte[] flac = Files.readAllBytes(clips.get(0).clip().audio());
        flac[flac.length / 2] ^= 0x55;
        return Files.write(folder.resolve(name), flac);
    }

    @Test
    void allFilesThatCannotBeReadAreNamed() throws IOException {
        clips.set(
                1,
                clips.get(1)
                        .withClip(Clip.whole(damaged("b.flac")).withDuration(0.5))
                        .withId("b"));
        clips.set(
                3,
                clips.get(3)
                        .withClip(Clip.whole(damaged("d.flac")).withDuration(0.5))
                        .withId("d"));
        InProcess run = evaluated();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("b.flac: ", "1 more cannot be read: ", "d.flac");
    }

    @Test
    void lettersThatTheModelLacksAreToldBeforehand() throws IOException {
        clips.set(2, clips.get(2).withText("два"));
        InProcess run = evaluated();
        assertThat(run.code()).isZero();
        assertThat(run.errLines())
                .containsExactly(
                        "attune: warning: tiny.attune cannot write \"д\" (U+0434) once, \"в\" (U+0432) once, \"а\""
                                + " (U+0430) once, in 1 of 5 transcripts: these count as errors");
    }
}
